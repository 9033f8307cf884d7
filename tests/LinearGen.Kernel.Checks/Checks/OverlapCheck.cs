using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Outputs that overlap inputs are refused, by as little as one element; neighbours are not.</summary>
public sealed class OverlapCheck : Check
{
    private delegate void Call<T>(Span<T> input, Span<T> output);

    /// <inheritdoc/>
    public override string Name => "overlap";

    /// <inheritdoc/>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount <= 40000;

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        foreach (int rows in (ReadOnlySpan<int>)[1, 2, 9])
        {
            Run(subject, rows, tally);
        }
    }

    private static void Run<T>(Subject<T> subject, int rows, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = subject.Initialized(4);
        int xLength = rows * subject.In;
        int yLength = rows * subject.Out;
        ParameterGradients<T> gradients = network.CreateGradients();
        Activations<T> activations = network.CreateActivations(rows);
        T[] x = Filled<T>(xLength);
        T[] y = Filled<T>(yLength);
        network.Forward(x, activations);

        Pair("y", "x", xLength, yLength, (from, to) => network.Forward(from, to));
        Pair("dx", "x", xLength, xLength, (from, to) => network.Backward(from, activations, y, to, gradients));
        Pair("dx", "x", xLength, xLength, (from, to) => network.Backward(from, activations, y, to, null));
        if (network is INetworkStage<T> layer)
        {
            // Of several layers, dx is written when dy is no longer read.
            Pair("dx", "dy", yLength, xLength, (from, to) => network.Backward(x, activations, from, to, gradients));
            Pair("dx", "x", xLength, xLength, (from, to) => layer.Backward(from, y, y, to, gradients));
            Pair("dx", "dy", yLength, xLength, (from, to) => layer.Backward(x, y, from, to, null));
            if (layer is not ILinearLayer<T> { Activation: Activation.None })
            {
                Pair("dx", "y", yLength, xLength, (from, to) => layer.Backward(x, from, y, to, gradients));
                Pair("dx", "y", yLength, xLength, (from, to) => layer.Backward(x, from, y, to, null));
            }
        }

        if (subject.Steps is [_, .., { Kind: StepKind.Sum, Source: 0 }])
        {
            // The end of a residual block hands dY on to its beginning.
            Pair("dx", "dy", yLength, xLength, (from, to) => network.Backward(x, activations, from, to, gradients));
            Pair("dx", "dy", yLength, xLength, (from, to) => network.Backward(x, activations, from, to, null));
        }

        // Two inputs may be one.
        if (subject.In == subject.Out)
        {
            network.Backward(x, activations, x, [], gradients);
            tally.Count();
        }

        // Places both in one array: the output from one element inside the input's end to one inside its start; then beside it, where it is right.
        void Pair(string output, string input, int inputLength, int outputLength, Call<T> call)
        {
            T[] filled = Filled<T>(inputLength + (2 * outputLength));
            foreach (int start in (ReadOnlySpan<int>)[1, outputLength, (outputLength + inputLength) / 2, outputLength + inputLength - 1])
            {
                T[] memory = [.. filled];
                string what = $"{subject.Name}, {rows} rows, {output} from {start - outputLength} elements after {input}'s start";
                RefusedCall.Expect(tally, what, () => call(memory.AsSpan(outputLength, inputLength), memory.AsSpan(start, outputLength)), output, output, input);
                tally.Expect(memory.AsSpan().SequenceEqual(filled), $"{what}: refused, but has written");
            }

            foreach (int start in (ReadOnlySpan<int>)[0, outputLength + inputLength])
            {
                T[] memory = [.. filled];
                call(memory.AsSpan(outputLength, inputLength), memory.AsSpan(start, outputLength));
                tally.Count();
            }
        }
    }

    private static T[] Filled<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.CreateChecked(0.75));
        return values;
    }
}
