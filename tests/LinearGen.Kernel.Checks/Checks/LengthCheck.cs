using System.Globalization;
using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Lengths that don't fit, and objects of another network, are refused by name, with the length found, the one expected and the shape; nothing is written then.</summary>
public sealed class LengthCheck : Check
{
    /// <inheritdoc/>
    public override string Name => "lengths";

    /// <inheritdoc/>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount <= 40000;

    /// <summary>Tries wrong lengths of every span that a subject takes, and indices out of range.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        INetwork<T> network = subject.Initialized(3);
        Forward(subject, network, tally);
        Kept(subject, network, tally);
        Foreign(subject, network, tally);
        if (network is INetworkStage<T> layer)
        {
            Direct(subject, layer, tally);
        }

        Parameters(subject, network, tally);
        network.Forward([], Span<T>.Empty);
        tally.Count();
    }

    private static void Forward<T>(Subject<T> subject, INetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (subject.In, subject.Out);
        foreach ((int x, int y) in (ReadOnlySpan<(int, int)>)(inputs > 1 ? [(inputs - 1, outputs), (inputs + 1, outputs), ((3 * inputs) - 1, 3 * outputs)] : []))
        {
            Refuse(x, y, "x", x, inputs);
        }

        foreach ((int rows, int y) in (ReadOnlySpan<(int, int)>)
            [(1, outputs - 1), (1, outputs + 1), (1, 0), (0, outputs), (2, outputs), (3, 4 * outputs), (3, (3 * outputs) - 1), (9, (9 * outputs) + 1)])
        {
            Refuse(rows * inputs, y, "y", y, rows * outputs);
        }

        void Refuse(int xLength, int yLength, string parameter, int wrong, int expected)
        {
            string what = $"{subject.Name}.Forward(x: {xLength}, y: {yLength})";
            Surrounded<T> y = new(yLength, 0);
            RefusedCall.Expect(tally, what, () => network.Forward(new T[xLength], y.Span), parameter, parameter, Text(wrong), Text(expected), subject.Arrow);
            RefusedCall.ExpectUntouched(tally, what, y);
        }
    }

    // Through activations, which keep the number of rows.
    private static void Kept<T>(Subject<T> subject, INetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int MostRows = 4;
        (int inputs, int outputs) = (subject.In, subject.Out);
        Activations<T> activations = network.CreateActivations(MostRows);
        foreach (int rows in (ReadOnlySpan<int>)[1, 3])
        {
            (int xs, int ys) = (rows * inputs, rows * outputs);
            if (inputs > 1)
            {
                RefusedCall.Expect(tally, $"{subject.Name}: Forward with activations of a part of a row", () => network.Forward(new T[xs + 1], activations), "x");
            }

            network.Forward(new T[xs], activations);
            Refuse(xs + inputs, ys, xs, "x", xs + inputs, xs);
            Refuse(xs, ys + 1, xs, "dy", ys + 1, ys);
            Refuse(xs, ys - 1, xs, "dy", ys - 1, ys);
            Refuse(xs, ys, xs + 1, "dx", xs + 1, xs);
            Refuse(xs, ys, xs == 1 ? 2 : 1, "dx", xs == 1 ? 2 : 1, xs);
        }

        RefusedCall.Expect(tally, $"{subject.Name}: too many rows", () => network.Forward(new T[(MostRows + 1) * inputs], activations), "x", Text(MostRows));
        network.Forward(new T[MostRows * inputs], activations);
        tally.Expect(activations.Rows == MostRows, $"{subject.Name}: {activations.Rows} rows");
        RefusedCall.Expect(tally, $"{subject.Name}: activations for no rows", () => network.CreateActivations(0), "maxRows");
        foreach (int layer in (ReadOnlySpan<int>)[-1, network.LayerCount])
        {
            RefusedCall.Expect(tally, $"{subject.Name}: layer {layer}", () => _ = network.IsFrozen(layer), "layer");
            RefusedCall.Expect(tally, $"{subject.Name}: layer {layer}", () => network.ParameterRange(layer), "layer");
        }

        void Refuse(int x, int dy, int dx, string parameter, int wrong, int expected)
        {
            Surrounded<T> output = new(dx, 0);
            ParameterGradients<T> gradients = network.CreateGradients();
            string what = $"{subject.Name}: Backward with activations of {x}, {dy} and {dx} values";
            RefusedCall.Expect(tally, what, () => network.Backward(new T[x], activations, new T[dy], output.Span, gradients), parameter, parameter, Text(wrong), Text(expected));
            RefusedCall.ExpectUntouched(tally, what, output);
            tally.Expect(!gradients.Values.ContainsAnyExcept(T.Zero), $"{what}: refused, but gradients have changed");
        }
    }

    private static void Foreign<T>(Subject<T> subject, INetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Another subject of other sizes, and not of the same class either.
        Subject<T> other = Catalog.Declared.Of<T>().First(one => one.IsLinear && one.Out != subject.Out && one.ParameterCount < 100);
        (T[] x, T[] dy) = (new T[subject.In], new T[subject.Out]);
        Surrounded<T> dx = new(subject.In, 0);
        Activations<T> activations = network.CreateActivations(2);
        Activations<T> others = other.New().CreateActivations(2);
        network.Forward(x, activations);
        RefusedCall.Expect(tally, $"{subject.Name}: another network's gradients", () => network.Backward(x, activations, dy, dx.Span, other.New().CreateGradients()), "gradients");
        RefusedCall.Expect(tally, $"{subject.Name}: another network's activations", () => network.Forward(x, others), "activations");
        RefusedCall.Expect(tally, $"{subject.Name}: another network's activations", () => network.Backward(x, others, dy, dx.Span, null), "activations");
        if (!subject.IsLayer)
        {
            Array.ForEach(subject.LayersOf(network), layer => RefusedCall.Expect(
                tally, $"{subject.Name}: a layer's gradients", () => network.Backward(x, activations, dy, dx.Span, layer.CreateGradients()), "gradients"));
            RefusedCall.Expect(tally, $"{subject.Name}: a layer's activations", () => network.Forward(x, new Activations<T>(2, subject.Out)), "activations");
        }

        RefusedCall.ExpectUntouched(tally, $"{subject.Name}: another network's objects", dx);
    }

    private static void Direct<T>(Subject<T> subject, INetworkStage<T> layer, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (subject.In, subject.Out);
        bool hasActivation = layer is not ILinearLayer<T> { Activation: Activation.None };
        if (inputs > 1)
        {
            Refuse(inputs - 1, outputs, outputs, inputs, "x", inputs - 1, inputs);
            Refuse((3 * inputs) + 1, 3 * outputs, 3 * outputs, 3 * inputs, "x", (3 * inputs) + 1, inputs);
        }

        foreach ((int rows, int wrong) in (ReadOnlySpan<(int, int)>)
            [(1, outputs - 1), (1, outputs + 1), (1, 0), (0, outputs), (2, outputs), (3, 4 * outputs), (3, (3 * outputs) - 1), (9, (9 * outputs) + 1)])
        {
            Refuse(rows * inputs, rows * outputs, wrong, rows * inputs, "dy", wrong, rows * outputs);
            if (hasActivation)
            {
                Refuse(rows * inputs, wrong, rows * outputs, rows * inputs, "y", wrong, rows * outputs);
            }
        }

        foreach ((int rows, int wrong) in (ReadOnlySpan<(int, int)>)
            [(1, inputs - 1), (1, inputs + 1), (0, inputs), (2, inputs), (3, 4 * inputs), (3, (3 * inputs) - 1), (9, (9 * inputs) + 1)])
        {
            // An empty dx is not wrong: it says that dX is not wanted.
            if (wrong > 0)
            {
                Refuse(rows * inputs, rows * outputs, rows * outputs, wrong, "dx", wrong, rows * inputs);
            }
        }

        layer.Backward([], [], [], [], layer.CreateGradients());
        layer.Backward([], [], [], [], null);
        tally.Count();

        void Refuse(int xLength, int yLength, int dyLength, int dxLength, string parameter, int wrong, int expected)
        {
            string what = $"{subject.Name}.Backward(x: {xLength}, y: {yLength}, dy: {dyLength}, dx: {dxLength})";
            (T[] x, T[] y, T[] dy) = (Ones<T>(xLength), Ones<T>(yLength), Ones<T>(dyLength));
            Surrounded<T> dx = new(dxLength, 0);
            ParameterGradients<T> gradients = layer.CreateGradients();
            RefusedCall.Expect(tally, what, () => layer.Backward(x, y, dy, dx.Span, gradients), parameter, parameter, Text(wrong), Text(expected), subject.Arrow);
            RefusedCall.ExpectUntouched(tally, what, dx);
            tally.Expect(!gradients.Values.ContainsAnyExcept(T.Zero), $"{what}: refused, but has changed the gradients");
            if (parameter != "dx")
            {
                RefusedCall.Expect(tally, what + " without dx and gradients", () => layer.Backward(x, y, dy, [], null), parameter);
            }
        }
    }

    private static void Parameters<T>(Subject<T> subject, INetwork<T> network, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] before = network.Parameters.ToArray();
        ParameterGradients<T> gradients = network.CreateGradients();
        LayerMembers<T>[] members = subject.MembersOf(network);
        for (int n = 0; n < members.Length; n++)
        {
            LayerShape shape = subject.Layers[n];
            LayerMembers<T> layer = members[n];
            LayerGradients<T> sums = gradients.OfLayer(n);
            int count = shape.In * shape.Out;
            foreach (int wrong in (ReadOnlySpan<int>)[0, count - 1, count + 1, 2 * count])
            {
                Refuse("SetWeights", wrong, count, "weights", values => layer.SetWeights(values));
                Refuse("SetWeights(OutIn)", wrong, count, "weights", values => layer.SetWeights(values, WeightLayout.OutIn));
                Refuse("GetWeights", wrong, count, "destination", values => layer.GetWeights(values));
                Refuse("GetWeights(OutIn)", wrong, count, "destination", values => layer.GetWeights(values, WeightLayout.OutIn));
                Refuse("Gradients.GetWeights", wrong, count, "destination", values => sums.GetWeights(values));
            }

            foreach (int wrong in (ReadOnlySpan<int>)(shape.HasBias ? [0, shape.Out - 1, shape.Out + 1] : []))
            {
                Refuse("SetBias", wrong, shape.Out, "bias", values => layer.SetBias(values));
                Refuse("GetBias", wrong, shape.Out, "destination", values => layer.GetBias(values));
                Refuse("Gradients.GetBias", wrong, shape.Out, "destination", values => ((BiasedLayerGradients<T>)sums).GetBias(values));
            }

            foreach ((int i, int j, string parameter) in (ReadOnlySpan<(int, int, string)>)
                [(-1, 0, "i"), (shape.In, 0, "i"), (int.MinValue, 0, "i"), (0, -1, "j"), (0, shape.Out, "j"), (0, int.MaxValue, "j")])
            {
                RefusedCall.Expect(tally, $"{subject.Name}[{i}, {j}]", () => _ = layer[i, j], parameter);
                RefusedCall.Expect(tally, $"{subject.Name}[{i}, {j}] = 1", () => layer[i, j] = T.One, parameter);
            }

            void Refuse(string method, int wrong, int expected, string parameter, Action<T[]> call)
            {
                Surrounded<T> values = new(wrong, 0);
                string what = $"{subject.Name}, layer {n}: {method}({wrong} values)";
                T[] array = values.Span.ToArray();
                RefusedCall.Expect(tally, what, () => call(array), parameter, parameter, Text(wrong), Text(expected), FormattableString.Invariant($"{shape.In}→{shape.Out}"));
                tally.Expect(Surrounded.IsUntouched<T>(array), $"{what}: refused, but has written");
            }
        }

        Compare.Bits<T>(tally, $"{subject.Name}: parameters after refused calls", network.Parameters, before);
    }

    private static T[] Ones<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.One);
        return values;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
