using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>The results of one forward call of a layer with an activation and of backward called for dx, for the gradients and for both.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ActivatedResults<T>(ILinearLayer<T> layer, ActivatedClass<T> layerClass)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ParameterGradients<T> _gradients = layer.CreateGradients();

    /// <summary>Forward's result.</summary>
    public T[] Y { get; private set; } = [];

    /// <summary>dX of the call for both.</summary>
    public T[] DX { get; private set; } = [];

    /// <summary>dX of the call without gradients.</summary>
    public T[] DXAlone { get; private set; } = [];

    /// <summary>dW of the call for both.</summary>
    public T[] DW { get; } = new T[layerClass.In * layerClass.Out];

    /// <summary>dW of the call without dx.</summary>
    public T[] DWAlone { get; } = new T[layerClass.In * layerClass.Out];

    /// <summary>db of the call for both.</summary>
    public T[] DB { get; } = new T[layerClass.HasBias ? layerClass.Out : 0];

    /// <summary>db of the call without dx.</summary>
    public T[] DBAlone { get; } = new T[layerClass.HasBias ? layerClass.Out : 0];

    /// <summary>Calls everything with the first rows of some data. Outputs hold NaN beforehand: every one must be written.</summary>
    public void Compute(LayerData<T> data, int rows)
    {
        Y = Filled(rows * layerClass.Out);
        layer.Forward(data.XRows(rows), Y);

        DX = Filled(rows * layerClass.In);
        _gradients.Clear();
        layer.Backward(data.XRows(rows), Y, data.DYRows(rows), DX, _gradients);
        ActivatedResults.Copy(_gradients, DW, DB);

        DXAlone = Filled(rows * layerClass.In);
        layer.Backward(data.XRows(rows), Y, data.DYRows(rows), DXAlone, null);

        _gradients.Clear();
        layer.Backward(data.XRows(rows), Y, data.DYRows(rows), [], _gradients);
        ActivatedResults.Copy(_gradients, DWAlone, DBAlone);
    }

    /// <summary>Every result with its name.</summary>
    public IEnumerable<(string Name, T[] Values)> All =>
        [("y", Y), ("dx", DX), ("dx alone", DXAlone), ("dw", DW), ("dw alone", DWAlone), ("db", DB), ("db alone", DBAlone)];

    private static T[] Filled(int count)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.NaN);
        return values;
    }
}

/// <summary>What is done with results of either precision.</summary>
public static class ActivatedResults
{
    /// <summary>Copies dW, and db if there is room for it.</summary>
    public static void Copy<T>(ParameterGradients<T> gradients, Span<T> weights, Span<T> bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ((LayerGradients<T>)gradients).GetWeights(weights);
        if (!bias.IsEmpty)
        {
            ((BiasedLayerGradients<T>)gradients).GetBias(bias);
        }
    }

    /// <summary>Compares all of them bit by bit.</summary>
    public static void Same<T>(Tally tally, string what, ActivatedResults<T> actual, ActivatedResults<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (((string name, T[] values), (_, T[] others)) in actual.All.Zip(expected.All))
        {
            Compare.Bits<T>(tally, $"{what}: {name}", values, others);
        }
    }
}
