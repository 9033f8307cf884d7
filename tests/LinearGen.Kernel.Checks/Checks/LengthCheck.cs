using System.Globalization;
using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Lengths that don't fit are refused by name, with the length found, the one expected and the shape; nothing is written then.</summary>
public static class LengthCheck
{
    /// <summary>Tries wrong lengths of every span that a layer takes, and indices out of range.</summary>
    public static void Run<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Layer<T> layer = layerClass.New();
        layer.Initialize(new Random(3));
        (int inputs, int outputs) = (layerClass.In, layerClass.Out);
        if (inputs > 1)
        {
            RefuseForward(layer, layerClass, inputs - 1, outputs, "x", tally);
            RefuseForward(layer, layerClass, inputs + 1, outputs, "x", tally);
            RefuseForward(layer, layerClass, (3 * inputs) - 1, 3 * outputs, "x", tally);
            RefuseBackward(layer, layerClass, inputs - 1, outputs, inputs, "x", tally);
            RefuseBackward(layer, layerClass, (3 * inputs) + 1, 3 * outputs, 3 * inputs, "x", tally);
        }

        foreach ((int rows, int wrong) in (ReadOnlySpan<(int, int)>)
            [(1, outputs - 1), (1, outputs + 1), (1, 0), (0, outputs), (2, outputs), (3, 4 * outputs), (3, (3 * outputs) - 1), (9, (9 * outputs) + 1)])
        {
            RefuseForward(layer, layerClass, rows * inputs, wrong, "y", tally);
            RefuseBackward(layer, layerClass, rows * inputs, wrong, rows * inputs, "dy", tally);
        }

        foreach ((int rows, int wrong) in (ReadOnlySpan<(int, int)>)
            [(1, inputs - 1), (1, inputs + 1), (0, inputs), (2, inputs), (3, 4 * inputs), (3, (3 * inputs) - 1), (9, (9 * inputs) + 1)])
        {
            // An empty dx is not wrong: it says that dX is not wanted.
            if (wrong > 0)
            {
                RefuseBackward(layer, layerClass, rows * inputs, rows * outputs, wrong, "dx", tally);
            }
        }

        ParameterLengths(layer, layerClass, tally);
        Indices(layer, layerClass, tally);
        layer.Forward([], []);
        layer.Backward([], [], [], layer.CreateGradients());
        layer.Backward([], [], [], null);
    }

    private static void RefuseForward<T>(Layer<T> layer, LayerClass<T> layerClass, int xLength, int yLength, string parameter, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string what = $"{layerClass.Name}.Forward(x: {xLength}, y: {yLength})";
        Surrounded<T> y = new(yLength, 0);
        int wrong = parameter == "x" ? xLength : yLength;
        int expected = parameter == "x" ? layerClass.In : xLength / layerClass.In * layerClass.Out;
        RefusedCall.Expect(tally, what, () => layer.Forward(new T[xLength], y.Span), parameter, parameter, Text(wrong), Text(expected), layerClass.Arrow);
        RefusedCall.ExpectUntouched(tally, what, y);
    }

    private static void RefuseBackward<T>(Layer<T> layer, LayerClass<T> layerClass, int xLength, int dyLength, int dxLength, string parameter, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string what = $"{layerClass.Name}.Backward(x: {xLength}, dy: {dyLength}, dx: {dxLength})";
        Surrounded<T> dx = new(dxLength, 0);
        ParameterGradients<T> gradients = layer.CreateGradients();
        T[] x = new T[xLength];
        T[] dy = new T[dyLength];
        x.AsSpan().Fill(T.One);
        dy.AsSpan().Fill(T.One);
        int rows = xLength / layerClass.In;
        (int wrong, int expected) = parameter switch
        {
            "x" => (xLength, layerClass.In),
            "dy" => (dyLength, rows * layerClass.Out),
            _ => (dxLength, rows * layerClass.In),
        };
        RefusedCall.Expect(tally, what, () => layer.Backward(x, dy, dx.Span, gradients), parameter, parameter, Text(wrong), Text(expected), layerClass.Arrow);
        RefusedCall.ExpectUntouched(tally, what, dx);
        tally.Expect(!gradients.Values.ContainsAnyExcept(T.Zero), $"{what}: refused, but has changed the gradients");
        if (parameter != "dx")
        {
            RefusedCall.Expect(tally, what + " without dx and gradients", () => layer.Backward(x, dy, [], null), parameter);
        }
    }

    private static void ParameterLengths<T>(Layer<T> layer, LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = layerClass.In * layerClass.Out;
        T[] before = layer.Parameters.ToArray();
        ParameterGradients<T> gradients = layer.CreateGradients();
        foreach (int wrong in (ReadOnlySpan<int>)[0, count - 1, count + 1, 2 * count])
        {
            Refuse("SetWeights", wrong, count, "weights", values => layer.SetWeights(values));
            Refuse("SetWeights(OutIn)", wrong, count, "weights", values => layer.SetWeights(values, WeightLayout.OutIn));
            Refuse("GetWeights", wrong, count, "destination", values => layer.GetWeights(values));
            Refuse("GetWeights(OutIn)", wrong, count, "destination", values => layer.GetWeights(values, WeightLayout.OutIn));
            Refuse("Gradients.GetWeights", wrong, count, "destination", values => layer.GetWeightGradients(gradients, values));
        }

        foreach (int wrong in layerClass.HasBias ? [0, layerClass.Out - 1, layerClass.Out + 1] : Array.Empty<int>())
        {
            // With one output, Out − 1 is the 0 that was tried already.
            Refuse("SetBias", wrong, layerClass.Out, "bias", values => layer.SetBias(values));
            Refuse("GetBias", wrong, layerClass.Out, "destination", values => layer.GetBias(values));
            Refuse("Gradients.GetBias", wrong, layerClass.Out, "destination", values => layer.GetBiasGradients(gradients, values));
        }

        Compare.Bits<T>(tally, $"{layerClass.Name}: parameters after refused calls", layer.Parameters, before);

        void Refuse(string method, int wrong, int expected, string parameter, Action<T[]> call)
        {
            Surrounded<T> values = new(wrong, 0);
            string what = $"{layerClass.Name}.{method}({wrong} values)";
            T[] array = values.Span.ToArray();
            RefusedCall.Expect(tally, what, () => call(array), parameter, parameter, Text(wrong), Text(expected), layerClass.Arrow);
            tally.Expect(Surrounded.IsUntouched<T>(array), $"{what}: refused, but has written");
        }
    }

    private static void Indices<T>(Layer<T> layer, LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] before = layer.Parameters.ToArray();
        foreach ((int i, int j, string parameter) in (ReadOnlySpan<(int, int, string)>)
            [(-1, 0, "i"), (layerClass.In, 0, "i"), (int.MinValue, 0, "i"), (0, -1, "j"), (0, layerClass.Out, "j"), (0, int.MaxValue, "j")])
        {
            RefusedCall.Expect(tally, $"{layerClass.Name}[{i}, {j}]", () => _ = layer[i, j], parameter);
            RefusedCall.Expect(tally, $"{layerClass.Name}[{i}, {j}] = 1", () => layer[i, j] = T.One, parameter);
        }

        Compare.Bits<T>(tally, $"{layerClass.Name}: parameters after refused indices", layer.Parameters, before);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
