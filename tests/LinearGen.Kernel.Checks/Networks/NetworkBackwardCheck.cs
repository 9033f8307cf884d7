using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A network's gradients have the bits of its layers' own Backward one after another, whichever are frozen and whatever is wanted.</summary>
public static class NetworkBackwardCheck
{
    private const int MostRows = 70;

    /// <summary>Compares all ways to call it.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.Initialized(2);
        NetworkData<T> data = new(networkClass, MostRows);
        Activations<T> activations = network.CreateActivations(MostRows);
        int count = network.LayerCount;
        HashSet<int>[] patterns = [[], [0], [count - 1], [0, 1], [.. Enumerable.Range(0, count)], [count / 2]];
        foreach (int rows in (ReadOnlySpan<int>)[1, 2, 3, 9, 33, MostRows])
        {
            foreach (HashSet<int> frozen in patterns.Where(pattern => pattern.All(layer => layer < count)))
            {
                for (int n = 0; n < count; n++)
                {
                    network.Layers[n].Frozen = frozen.Contains(n);
                    tally.Expect(network.IsFrozen(n) == frozen.Contains(n), $"{networkClass.Name}: IsFrozen({n})");
                }

                One(networkClass, network, data, activations, rows, $"{networkClass.Name}, {rows} rows, frozen {{{string.Join(", ", frozen)}}}", tally);
            }
        }
    }

    private static void One<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, NetworkData<T> data, Activations<T> activations, int rows, string what, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = data.X(rows);
        Chained<T> layers = Chained<T>.Of(network);
        layers.Forward(x);
        T[] expected = layers.Backward(x, data.DY(rows));
        network.Forward(x, activations);
        ParameterGradients<T> gradients = network.CreateGradients();
        Surrounded<T> dx = new(x.Length, rows % 3);

        network.Backward(x, activations, data.DY(rows), dx.Span, gradients);
        Compare.Bits(tally, what + ": dx", dx.Span, expected);
        Same(": gradients");

        dx.Span.Fill(T.NaN);
        network.Backward(x, activations, data.DY(rows), dx.Span, null);
        Compare.Bits(tally, what + ", without gradients: dx", dx.Span, expected);
        tally.Expect(dx.IsIntact, what + ": memory around dx has changed");
        gradients.Clear();
        network.Backward(x, activations, data.DY(rows), [], gradients);
        Same(", without dx: gradients");
        network.Backward(x, activations, data.DY(rows), [], null);
        Same(", then nothing wanted: gradients");
        Compare.Bits(tally, what + ": output afterwards", activations.Output, layers.Outputs[^1]);

        void Same(string name)
        {
            for (int n = 0; n < network.LayerCount; n++)
            {
                Span<T> own = gradients.Values[network.ParameterRange(n)];
                Span<T> wanted = layers.Gradients[n].Values;
                Compare.Bits(tally, $"{what}{name} of layer {n}", own[..wanted.Length], wanted);
                tally.Expect(!own[wanted.Length..].ContainsAnyExcept(T.Zero), $"{what}{name} behind layer {n} are not 0");
                tally.Expect(network.IsFrozen(n) != wanted.ContainsAnyExcept(T.Zero), $"{what}{name} of layer {n} are {(network.IsFrozen(n) ? "not " : "")}0");
                Compare.Bits(tally, $"{what}{name} of layer {n} by index", ((NetworkGradients<T>)gradients)[n].Values, wanted);
            }

            tally.Expect(networkClass.Shape == network.Shape, $"{what}: shape {network.Shape}");
        }
    }
}
