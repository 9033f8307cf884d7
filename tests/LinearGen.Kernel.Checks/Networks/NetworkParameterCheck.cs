using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Internals;

namespace LinearGen.Kernel.Checks;

/// <summary>A network's parameters are one block, its layers' own; whoever writes them on either side is seen on the other at once.</summary>
public static class NetworkParameterCheck
{
    /// <summary>Runs all of it.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.New();
        ILinearLayer<T>[] layers = networkClass.LayersByProperty(network);
        string name = networkClass.Name;
        tally.Expect(!network.Parameters.ContainsAnyExcept(T.Zero), $"{name}: a new network is not all 0");
        tally.Expect(network.LayerCount == layers.Length, $"{name}: {network.LayerCount} layers");
        int end = 0;
        int parameters = 0;
        string arrow = "";
        for (int n = 0; n < layers.Length; n++)
        {
            (int start, int length) = network.ParameterRange(n).GetOffsetAndLength(network.Parameters.Length);
            tally.Expect(ReferenceEquals(layers[n], network.Layers[n]), $"{name}: the property of layer {n} is another layer");
            tally.Expect(start == end && start * Unsafe.SizeOf<T>() % 64 == 0, $"{name}: layer {n} starts at {start}, expected {end}");
            tally.Expect(
                Unsafe.AreSame(ref network.Parameters[start], ref layers[n].Parameters[0]) && layers[n].Parameters.Length <= length,
                $"{name}: layer {n} is not in the network's block");
            end = start + length;
            parameters += layers[n].Shape.ParameterCount;
            arrow += FormattableString.Invariant($"{layers[n].Shape.In}→");
        }

        tally.Expect(end == network.Parameters.Length, $"{name}: layers end at {end}, the block at {network.Parameters.Length}");
        tally.Expect(parameters == networkClass.Shape.ParameterCount && network.Shape == networkClass.Shape, $"{name}: {networkClass.Shape}, layers have {parameters} parameters");
        tally.Expect(
            network.ToString() == FormattableString.Invariant($"{name} {arrow}{layers[^1].Shape.Out}, {parameters} parameters"), $"{name}: ToString is {network}");
        Initialization(networkClass, network, tally);
        Writing(networkClass, network, layers, tally);
        Copying(networkClass, network, tally);
        Chaining(networkClass, tally);
    }

    // As if every layer were initialised with the same source, one after another.
    private static void Initialization<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Initialize(new Random(5));
        Random random = new(5);
        ILinearLayer<T>[] alone = networkClass.NewLayers();
        for (int n = 0; n < alone.Length; n++)
        {
            alone[n].Initialize(random);
            Compare.Bits(tally, $"{networkClass.Name}: initial parameters of layer {n}", network.Layers[n].Parameters, alone[n].Parameters);
        }

        tally.Expect(network.Parameters.ContainsAnyExcept(T.Zero), $"{networkClass.Name}: Initialize leaves zeros");
        NetworkForwardCheck.Run(networkClass, network, tally);
    }

    private static void Writing<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, ILinearLayer<T>[] layers, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Into the block, which the layers' getters and both directions of the computation must show.
        ILinearLayer<T>[] alone = networkClass.NewLayers();
        Random random = new(6);
        for (int n = 0; n < alone.Length; n++)
        {
            alone[n].Initialize(random);
            alone[n].Parameters.CopyTo(network.Parameters[network.ParameterRange(n)]);
        }

        network.ParametersChanged();
        Same("writing into the block");
        for (int n = 0; n < alone.Length; n++)
        {
            Compare.Bits<T>(tally, $"{networkClass.Name}: weights of layer {n} after writing into the block", Weights(layers[n]), Weights(alone[n]));
        }

        // Into one layer through its property, each in turn.
        for (int n = 0; n < alone.Length; n++)
        {
            T[] weights = Weights(alone[n]);
            Array.Reverse(weights);
            alone[n].Layer.SetWeights(weights, WeightLayout.InOut);
            Set(layers[n], weights);
            Same($"setting the weights of layer {n}");
            int row = layers[n].Shape.In - 1;
            alone[n].Layer.SetWeight(row, 0, T.CreateChecked(0.75));
            layers[n].GetType().GetProperty("Item")!.SetValue(layers[n], T.CreateChecked(0.75), [row, 0]);
            Same($"setting a weight of layer {n}");
        }

        void Same(string after)
        {
            const int Rows = 9;
            NetworkData<T> data = new(networkClass, Rows);
            NetworkResults<T> results = new(network, Rows);
            Chained<T> expected = new(alone);
            foreach (int rows in (ReadOnlySpan<int>)[1, Rows])
            {
                results.Compute(data, rows);
                ReadOnlySpan<T> y = expected.Forward(data.X(rows));
                Compare.Bits(tally, $"{networkClass.Name}, {rows} rows after {after}: y", results.Y, y);
                Compare.Bits<T>(tally, $"{networkClass.Name}, {rows} rows after {after}: dx", results.DX, expected.Backward(data.X(rows), data.DY(rows)));
            }
        }

        // The public member, as a user calls it.
        static void Set(ILinearLayer<T> layer, T[] weights) => layer.GetType().GetMethod("SetWeights", [typeof(ReadOnlySpan<T>)])!.CreateDelegate<SetWeights<T>>(layer)(weights);

        static T[] Weights(ILinearLayer<T> layer)
        {
            T[] weights = new T[layer.Shape.In * layer.Shape.Out];
            layer.Layer.GetWeights(weights, WeightLayout.InOut);
            return weights;
        }
    }

    private static void Copying<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> copy = networkClass.New();
        networkClass.Copy(network, copy);
        NetworkData<T> data = new(networkClass, 3);
        (NetworkResults<T> expected, NetworkResults<T> results) = (new(network, 3), new(copy, 3));
        expected.Compute(data, 3);
        results.Compute(data, 3);
        Compare.Bits(tally, $"{networkClass.Name}: copied parameters", copy.Parameters, network.Parameters);
        Compare.Bits<T>(tally, $"{networkClass.Name}: y of a copy", results.Y, expected.Y);
        Compare.Bits<T>(tally, $"{networkClass.Name}: dx of a copy", results.DX, expected.DX);

        // A copy, not the same memory.
        copy.Parameters.Clear();
        tally.Expect(network.Parameters.ContainsAnyExcept(T.Zero), $"{networkClass.Name}: a copy shares its parameters");
    }

    // What generated code reckons the layers to take is compared with what they take.
    private static void Chaining<T>(NetworkClass<T> networkClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILinearLayer<T>[] layers = networkClass.NewLayers();
        int line = 64 / Unsafe.SizeOf<T>();
        int parameters = 0;
        int transposes = 0;
        foreach (ILinearLayer<T> layer in layers)
        {
            parameters += (layer.Parameters.Length + line - 1) / line * line;
            transposes += (layer.Layer.Transposed.Length + line - 1) / line * line;
        }

        foreach ((int more, int moreTransposed) in (ReadOnlySpan<(int, int)>)[(line, 0), (-line, 0), (0, line), (0, -line), (0, 0)])
        {
            bool isAccepted;
            try
            {
                LayerChain<T> chain = new(parameters + more, transposes + moreTransposed, layers);
                isAccepted = chain.Count == layers.Length;
            }
            catch (InvalidOperationException)
            {
                isAccepted = false;
            }

            tally.Expect(isAccepted == (more == 0 && moreTransposed == 0), $"{networkClass.Name}: a chain of {more} and {moreTransposed} elements too much is {(isAccepted ? "accepted" : "refused")}");
        }
    }

    private delegate void SetWeights<T>(ReadOnlySpan<T> weights);
}
