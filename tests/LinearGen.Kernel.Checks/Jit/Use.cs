using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks.Jit;

/// <summary>Uses classes as a program would, for a process whose JIT writes down what it compiles.</summary>
public sealed class Use(TextWriter output)
{
    // Alone, rows left over, whole tiles, a second block of rows, several pieces of a copy.
    private static readonly int[] s_batches = [1, 3, 8, 13, 64, 97];

    /// <summary>Warms up each class, and then calls each in batches of every kind.</summary>
    /// <param name="names">The classes.</param>
    /// <returns>0.</returns>
    public int Run(IReadOnlyList<string> names)
    {
        Subject[] subjects = [.. Catalog.Declared.All.Where(subject => names.Contains(subject.Name))];
        foreach (Subject subject in subjects)
        {
            subject.Type.GetMethod("Warmup", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
        }

        foreach (Subject subject in subjects)
        {
            if (subject is Subject<double> precise)
            {
                Call(precise);
            }
            else
            {
                Call((Subject<float>)subject);
            }
        }

        output.WriteLine($"used {subjects.Length} classes");
        return 0;
    }

    private static void Call<T>(Subject<T> subject)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Problem<T> problem = Problem.Draw(subject, s_batches[^1]);
        Results<T> results = new(subject.With(problem), s_batches[^1]);
        foreach (int rows in s_batches)
        {
            results.Compute(problem, rows);
        }
    }
}
