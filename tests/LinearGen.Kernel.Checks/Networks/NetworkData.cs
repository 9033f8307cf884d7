using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Rows for a network, and gradients that come back to its outputs; the same in every run.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkData<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _x;
    private readonly T[] _dy;
    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Draws them.</summary>
    public NetworkData(NetworkClass<T> networkClass, int rows, ulong seed = 1)
    {
        (_inputs, _outputs, _) = networkClass.Shape;
        Draw draw = new(seed);
        _x = draw.Many<T>(rows * _inputs, Distribution.Uniform);
        _dy = draw.Many<T>(rows * _outputs, Distribution.Uniform);
    }

    /// <summary>The first rows.</summary>
    public ReadOnlySpan<T> X(int rows) => X(0, rows);

    /// <summary>Some rows.</summary>
    public ReadOnlySpan<T> X(int first, int rows) => _x.AsSpan(first * _inputs, rows * _inputs);

    /// <summary>The gradients of the first rows.</summary>
    public ReadOnlySpan<T> DY(int rows) => _dy.AsSpan(0, rows * _outputs);
}

/// <summary>What a network gives for some rows.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkResults<T>(ISequentialNetwork<T> network, int maxRows)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Activations<T> _activations = network.CreateActivations(maxRows);

    /// <summary>Forward's result.</summary>
    public T[] Y { get; private set; } = [];

    /// <summary>The output of the forward pass with activations.</summary>
    public T[] Output { get; private set; } = [];

    /// <summary>dX.</summary>
    public T[] DX { get; private set; } = [];

    /// <summary>All parameters' gradients.</summary>
    public ParameterGradients<T> Gradients { get; } = network.CreateGradients();

    /// <summary>Calls everything. Outputs hold NaN beforehand.</summary>
    public void Compute(NetworkData<T> data, int rows)
    {
        Y = Filled(data.DY(rows).Length);
        network.Forward(data.X(rows), Y);
        network.Forward(data.X(rows), _activations);
        Output = _activations.Output.ToArray();
        DX = Filled(data.X(rows).Length);
        Gradients.Clear();
        network.Backward(data.X(rows), _activations, data.DY(rows), DX, Gradients);
    }

    private static T[] Filled(int count)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.NaN);
        return values;
    }
}

/// <summary>What a network is made of, called one layer after another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Chained<T>(ILinearLayer<T>[] layers)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The output of each layer.</summary>
    public T[][] Outputs { get; } = new T[layers.Length][];

    /// <summary>The gradients of each layer, all 0 where it is frozen.</summary>
    public ParameterGradients<T>[] Gradients { get; } = new ParameterGradients<T>[layers.Length];

    /// <summary>The layers of a network, by themselves.</summary>
    public static Chained<T> Of(ISequentialNetwork<T> network)
    {
        ILinearLayer<T>[] layers = new ILinearLayer<T>[network.LayerCount];
        for (int n = 0; n < layers.Length; n++)
        {
            layers[n] = network.Layers[n];
        }

        return new(layers);
    }

    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> x)
    {
        ReadOnlySpan<T> from = x;
        int rows = x.Length / layers[0].Shape.In;
        for (int n = 0; n < layers.Length; n++)
        {
            Outputs[n] = new T[rows * layers[n].Shape.Out];
            layers[n].Forward(from, Outputs[n]);
            from = Outputs[n];
        }

        return from;
    }

    /// <summary>dX, and the gradients of the layers that are not frozen.</summary>
    public T[] Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy)
    {
        T[] from = dy.ToArray();
        int rows = x.Length / layers[0].Shape.In;
        for (int n = layers.Length - 1; n >= 0; n--)
        {
            Gradients[n] = layers[n].CreateGradients();
            T[] to = new T[rows * layers[n].Shape.In];
            layers[n].Backward(n == 0 ? x : Outputs[n - 1], Outputs[n], from, to, layers[n].Frozen ? null : Gradients[n]);
            from = to;
        }

        return from;
    }
}
