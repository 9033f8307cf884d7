using System.CommandLine;
using LinearGen;
using LinearGen.Kernel.Checks;
using LinearGen.Kernel.Checks.Commands;
using LinearGen.Kernel.Checks.Jit;

// Run by hand, for one shape, one check, one instruction set:
//   DOTNET_EnableAVX512=0 dotnet run --project tests/LinearGen.Kernel.Checks -- check --only 64x10 --checks values bits
RootCommand root = new("Looks at the invariants of the declared layers and networks.");

Option<string?> only = new("--only") { Description = "A pattern for the subjects, such as 64x10, Golden or Double.*Tanh." };
Option<int> most = new("--most") { Description = "The most parameters of a subject.", DefaultValueFactory = _ => int.MaxValue };
Option<Precision?> precision = new("--precision") { Description = "Single or Double; both without it." };
Option<string[]> checks = new("--checks") { Description = $"Some of: {string.Join(", ", CheckCommand.Names)}.", AllowMultipleArgumentsPerToken = true };
checks.AcceptOnlyFromAmong([.. CheckCommand.Names]);
Command check = new("check", "Runs checks, and prints hashes of all results.") { only, most, precision, checks };
check.SetAction(parsed =>
{
    string[] names = parsed.GetValue(checks) is { Length: > 0 } some ? some : [.. CheckCommand.Names];
    return new CheckCommand(new Selection(parsed.GetValue(only), parsed.GetValue(most), parsed.GetValue(precision)), Console.Out).Run(names) ? 0 : 1;
});
root.Subcommands.Add(check);

Argument<Fault> fault = new("fault") { Description = "What is wrong." };
Argument<string> guarded = new("subject") { Description = "The class that is given the fault." };
Command guard = new("guard", "Runs the guard pages over a class with a fault, which the process should not survive.") { guarded, fault };
guard.SetAction(parsed =>
{
    Tally tally = new();
    FaultySubject<float> subject = new(Catalog.Declared.Get<float>(parsed.GetRequiredValue(guarded)), parsed.GetValue(fault));
    if (GuardedMemory.IsSupported)
    {
        using BoundsCheck pages = new([subject]);
        pages.Run(subject, tally);
    }

    Console.WriteLine($"survived: {tally}");
    return tally.Failures == 0 ? 0 : 1;
});
root.Subcommands.Add(guard);

Argument<string[]> names = new("subjects") { Description = "Names of classes.", Arity = ArgumentArity.OneOrMore };
Command use = new("use", "Warms up and calls classes as a program would, for a process whose JIT writes down what it compiles.") { names };
use.SetAction(parsed => new Use(Console.Out).Run(parsed.GetRequiredValue(names)));
root.Subcommands.Add(use);

Command first = new("first", "Counts what the JIT compiles at the first calls after Warmup; the first class is the rehearsal.") { names };
first.SetAction(parsed => new FirstCalls(Console.Out).Run(parsed.GetRequiredValue(names)));
root.Subcommands.Add(first);

return root.Parse(args).Invoke();
