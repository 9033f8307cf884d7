using System.Numerics;

namespace DataParallel.Measuring;

/// <summary>What is to be expected of several machines: measured times of one rank, and a model of the network between them.</summary>
/// <param name="Batch">Rows of a batch.</param>
/// <param name="PerRow">Seconds for a row, forward and backward.</param>
/// <param name="PerStep">Seconds of a step that do not depend on its rows: the optimiser, on each rank the same.</param>
/// <param name="Gathers">How often a step gathers some numbers.</param>
/// <param name="Bytes">Bytes of all gradients.</param>
internal sealed record Expectation(int Batch, double PerRow, double PerStep, double Gathers, double Bytes)
{
    private const int RowsPerBlock = 64;

    private static readonly (string Name, double Latency, double BytesPerSecond)[] s_networks =
    [
        ("Ethernet, 10 Gbit/s", 20e-6, 1.25e9),
        ("InfiniBand, 100 Gbit/s", 2e-6, 12.5e9),
    ];

    /// <summary>Takes the line through two measurements of one rank.</summary>
    public static Expectation Of(Measurement whole, Measurement part)
    {
        double perRow = (whole.Step - part.Step) / (whole.Batch - part.Batch);
        return new(whole.Batch, perRow, Math.Max(0, whole.Step - (perRow * whole.Batch)), whole.Gathers, whole.Gradients * sizeof(float));
    }

    /// <summary>Prints a table for each number of machines that a batch has a block of rows for.</summary>
    public void Print()
    {
        Console.WriteLine("What to expect of more machines, one rank on each, computed:");
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"- measured on one rank: {PerRow * 1e9:N0} ns a row and {PerStep * 1e6:N0} µs a step beside its rows"));
        Console.WriteLine(FormattableString.Invariant($"- a step gathers numbers {Gathers:0.#} times, log2 P·α each, and sums n = {Bytes / 1024:N0} KB in 2·log2 P·α + 2·(P − 1)/P·n·β"));
        foreach ((string name, double latency, double bytesPerSecond) in s_networks)
        {
            Console.WriteLine(FormattableString.Invariant($"- assumed of {name}: α = {latency * 1e6:0.#} µs a message, 1/β = {bytesPerSecond / 1e9:0.##} GB/s; ranks are equally fast, and nothing else is on the network"));
        }

        Console.WriteLine();
        Console.WriteLine($"| Machines | rows each | {string.Join(" | ", s_networks.Select(network => $"{network.Name}: rows/s | efficiency"))} |");
        Console.WriteLine($"|---|---|{string.Concat(s_networks.Select(_ => "---|---|"))}");
        double one = Batch / StepOn(1, 0, 1);
        for (int machines = 1; machines <= Math.Max(1, Batch / RowsPerBlock); machines *= 2)
        {
            IEnumerable<string> columns = s_networks.Select(network =>
            {
                double rowsPerSecond = Batch / StepOn(machines, network.Latency, network.BytesPerSecond);
                return FormattableString.Invariant($"{rowsPerSecond:N0} | {rowsPerSecond / one / machines:P0}");
            });
            Console.WriteLine($"| {machines} | {Batch / machines} | {string.Join(" | ", columns)} |");
        }
    }

    /// <summary>The seconds of a step on a power of two of machines.</summary>
    public double StepOn(int machines, double latency, double bytesPerSecond)
    {
        int rounds = BitOperations.Log2((uint)machines);
        double sum = (2 * rounds * latency) + (2.0 * (machines - 1) / machines * Bytes / bytesPerSecond);
        return (PerRow * Batch / machines) + PerStep + (Gathers * rounds * latency) + sum;
    }
}
