using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A network's outputs have the bits of its layers called one after another for one row: alone, in any batch, with activations kept or not, wherever the spans lie.</summary>
public static class NetworkForwardCheck
{
    private const int Rows = 200;
    private const int Shifts = 8;

    /// <summary>Compares single rows, batches of 2 to 40 rows and all 200.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.Initialized(1);
        Run(networkClass, network, tally);
    }

    /// <summary>The same for a network that has its parameters.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = networkClass.Shape.Out;
        NetworkData<T> data = new(networkClass, Rows);
        Chained<T> layers = Chained<T>.Of(network);
        T[] expected = new T[Rows * outputs];
        T[] y = new T[Rows * outputs];
        for (int row = 0; row < Rows; row++)
        {
            layers.Forward(data.X(row, 1)).CopyTo(expected.AsSpan(row * outputs));
        }

        // Sound data: a network whose outputs are all alike would pass any comparison.
        tally.Expect(expected.All(T.IsFinite) && expected.Distinct().Count() > Rows / 2, $"{networkClass.Name}: outputs are all alike");
        Activations<T> activations = network.CreateActivations(Rows);
        foreach (int rows in (int[])[1, .. Enumerable.Range(2, 39), Rows])
        {
            foreach (int first in (int[])[0, Math.Min(rows, Rows - rows)])
            {
                Span<T> together = y.AsSpan(0, rows * outputs);
                together.Fill(T.NaN);
                network.Forward(data.X(first, rows), together);
                ReadOnlySpan<T> wanted = expected.AsSpan(first * outputs, together.Length);
                Compare.Bits(tally, $"{networkClass.Name}, rows {first} to {first + rows - 1}: y", together, wanted);
                network.Forward(data.X(first, rows), activations);
                Compare.Bits(tally, $"{networkClass.Name}, rows {first} to {first + rows - 1}: output of activations", activations.Output, wanted);
            }
        }

        for (int row = 0; row < Rows; row++)
        {
            network.Forward(data.X(row, 1), y.AsSpan(row * outputs, outputs));
        }

        Compare.Bits<T>(tally, $"{networkClass.Name}, every row alone: y", y, expected);
        network.Forward([], Span<T>.Empty);
        network.Forward([], activations);
        tally.Expect(activations.Output.IsEmpty, $"{networkClass.Name}: no rows have an output");
        foreach (int rows in (ReadOnlySpan<int>)[1, 9])
        {
            for (int shift = 0; shift < Shifts; shift++)
            {
                Surrounded<T> x = new(data.X(rows), shift);
                Surrounded<T> output = new(rows * outputs, (3 * shift) % Shifts);
                network.Forward(x.Span, output.Span);
                Compare.Bits(tally, $"{networkClass.Name}, {rows} rows, moved by {shift}: y", output.Span, expected.AsSpan(0, rows * outputs));
                tally.Expect(x.IsIntact && output.IsIntact, $"{networkClass.Name}, {rows} rows, moved by {shift}: memory around a span has changed");
            }
        }
    }
}
