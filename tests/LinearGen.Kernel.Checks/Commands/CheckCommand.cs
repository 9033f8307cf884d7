using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>Runs checks over selected subjects, and says for each what was found.</summary>
/// <param name="selection">The subjects.</param>
/// <param name="output">Takes a line for each check.</param>
public sealed class CheckCommand(Selection selection, TextWriter output)
{
    private readonly Subject[] _subjects = [.. selection.From(Catalog.Declared)];
    private readonly Tally _total = new();

    /// <summary>The names of everything that can be run, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["golden", .. Check.All.Select(check => check.Name), "hashes", "bounds"];

    /// <summary>Runs some checks.</summary>
    /// <param name="names">Of <see cref="Names"/>.</param>
    /// <returns>Whether all was right, and there was something to look at.</returns>
    public bool Run(IReadOnlyList<string> names)
    {
        output.WriteLine(
            $"instruction sets: Avx512={Avx512F.IsSupported} Fma={Fma.IsSupported} Avx2={Avx2.IsSupported} Avx={Avx.IsSupported} "
            + $"Vector512={Vector512.IsHardwareAccelerated} Vector256={Vector256.IsHardwareAccelerated} Vector128={Vector128.IsHardwareAccelerated} AdvSimd={AdvSimd.IsSupported}");
        foreach (string name in names)
        {
            Stage(name);
        }

        output.WriteLine($"total: {_total}");
        return _total is { Failures: 0, Comparisons: > 0 };
    }

    private void Stage(string name)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Tally tally = new();
        switch (name)
        {
            case "golden":
                Golden<float>(tally);
                Golden<double>(tally);
                break;
            case "hashes":
                new Hashes(_subjects).Write(output, tally);
                break;
            case "bounds":
                GuardPages(tally);
                break;
            default:
                Check check = Check.Get(name);
                Array.ForEach(Array.FindAll(_subjects, check.AppliesTo), subject => subject.Accept(check, tally));
                break;
        }

        _total.Add(tally);
        output.WriteLine(FormattableString.Invariant($"{name}: {tally}, {watch.Elapsed.TotalSeconds:0.0} s"));
        foreach (string message in tally.Messages)
        {
            output.WriteLine($"  {message}");
        }

        output.Flush();
    }

    private void Golden<T>(Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (GoldenCase golden in GoldenSet.Cases)
        {
            foreach (Subject<T> subject in GoldenCheck.SubjectsOf<T>(golden, Catalog.Declared).Where(selection.Includes))
            {
                GoldenCheck.Run(golden, subject, tally);
            }
        }
    }

    private void GuardPages(Tally tally)
    {
        if (!GuardedMemory.IsSupported)
        {
            // Only where the system's way to map memory is known.
            output.WriteLine("bounds: guard pages are not known on this system");
            return;
        }

        using BoundsCheck check = new(_subjects);
        foreach (Subject subject in _subjects)
        {
            // The name goes out first: after a wrong access there is no second chance.
            output.WriteLine($"at {subject.Name}");
            output.Flush();
            subject.Accept(check, tally);
        }
    }
}
