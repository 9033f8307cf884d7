using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>The results of one forward call and of backward called for dx, for the gradients and for both.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Results<T>(Layer<T> layer, LayerClass<T> layerClass)
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
    public T[] DB { get; } = new T[layerClass.Out];

    /// <summary>db of the call without dx.</summary>
    public T[] DBAlone { get; } = new T[layerClass.Out];

    /// <summary>Calls everything with the first rows of some data. Outputs hold NaN beforehand: every one must be written.</summary>
    public void Compute(LayerData<T> data, int rows)
    {
        Y = Filled(rows * layerClass.Out);
        layer.Forward(data.XRows(rows), Y);

        DX = Filled(rows * layerClass.In);
        _gradients.Clear();
        layer.Backward(data.XRows(rows), data.DYRows(rows), DX, _gradients);
        Copy(DW, DB);

        DXAlone = Filled(rows * layerClass.In);
        layer.Backward(data.XRows(rows), data.DYRows(rows), DXAlone, null);

        _gradients.Clear();
        layer.Backward(data.XRows(rows), data.DYRows(rows), [], _gradients);
        Copy(DWAlone, DBAlone);
    }

    private static T[] Filled(int count)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.NaN);
        return values;
    }

    private void Copy(T[] weights, T[] bias)
    {
        layer.GetWeightGradients(_gradients, weights);
        if (layerClass.HasBias)
        {
            layer.GetBiasGradients(_gradients, bias);
        }
    }
}
