using System.CommandLine;
using System.Globalization;
using System.Text;
using DataParallel;
using DataParallel.Measuring;
using LinearGen.Mpi;

// Numbers look alike in every country.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

Option<int> steps = Number("--steps", "How many steps there are in all.", 2000);
Option<int> batch = Number("--batch", "Rows of a batch, of all ranks together.", 2048);
Option<int> rows = Number("--rows", "Rows of the data set.", 1 << 18);
Option<int> threads = Number("--threads", "Threads of each rank.", 1);
Option<int> every = Number("--every", "After how many steps rank 0 saves the checkpoint.", 500);
Option<string?> data = new("--data") { Description = "A file to read rows from; rank 0 writes it if it is not there. Without it rows are simulated as they are needed." };
Option<string?> checkpoint = new("--checkpoint") { Description = "A file to go on from, if it is there, and to save to." };
Option<bool> unordered = new("--unordered") { Description = "Sums gradients in MPI's own order, which depends on the number of ranks." };
Option<bool> scaling = new("--scaling") { Description = "Without mpirun: measures on 1, 2 and 4 ranks, and computes what to expect of more machines." };
Option<bool> measure = new("--measure") { Description = "Measures on the ranks of this run, as --scaling does.", Hidden = true };
Option<string> launcher = new("--launcher") { Description = "What --scaling starts ranks by.", DefaultValueFactory = _ => "mpirun" };

RootCommand root = new("Trains one network on several ranks, each with its share of every batch: mpirun -n 4 dotnet DataParallel.dll")
{
    steps, batch, rows, threads, every, data, checkpoint, unordered, scaling, measure, launcher,
};
root.Validators.Add(result =>
{
    if (result.GetValue(batch) > result.GetValue(rows))
    {
        result.AddError("--batch is more than --rows; expected a data set of at least one batch.");
    }
});
root.SetAction(parsed =>
{
    TrainingOptions options = new()
    {
        Steps = parsed.GetValue(steps),
        Batch = parsed.GetValue(batch),
        Rows = parsed.GetValue(rows),
        Threads = parsed.GetValue(threads),
        IsOrdered = !parsed.GetValue(unordered),
        Data = parsed.GetValue(data),
        Checkpoint = parsed.GetValue(checkpoint),
        Every = parsed.GetValue(every),
    };
    if (parsed.GetValue(scaling))
    {
        return Scaling.Run(parsed.GetRequiredValue(launcher), options with { Steps = Math.Min(options.Steps, 400) });
    }

    using MpiSession session = MpiSession.Start();
    if (parsed.GetValue(measure))
    {
        Measurement.Run(session, options);
        return 0;
    }

    if (session.Rank == 0)
    {
        Console.WriteLine($"{new CartModel()}, {session.Count} ranks, {session.Library}");
    }

    using Training training = new(session, options);
    training.Run();
    return 0;
});

// An exception of one rank is to end all: the session sees to it, unless something else catches it first.
return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

static Option<int> Number(string name, string description, int otherwise)
{
    Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => otherwise };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{name} is {result.GetValueOrDefault<int>()}; expected 1 or more.");
        }
    });
    return option;
}
