using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>The results of one forward call and of backward called for dX, for the gradients and for both.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="network">The layer or network.</param>
/// <param name="maxRows">The most rows of a call.</param>
public sealed class Results<T>(INetwork<T> network, int maxRows)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Runner<T> _runner = new(network, maxRows);

    /// <summary>Forward's result.</summary>
    public T[] Y { get; private set; } = [];

    /// <summary>dX of the call for both.</summary>
    public T[] DX { get; private set; } = [];

    /// <summary>dX of the call without gradients.</summary>
    public T[] DXAlone { get; private set; } = [];

    /// <summary>The gradients of the call for both.</summary>
    public ParameterGradients<T> Gradients { get; } = network.CreateGradients();

    /// <summary>The gradients of the call without dx.</summary>
    public ParameterGradients<T> GradientsAlone { get; } = network.CreateGradients();

    /// <summary>Calls everything with the first rows of a problem. Outputs hold NaN beforehand: every one must be written.</summary>
    public void Compute(Problem<T> problem, int rows)
    {
        ReadOnlySpan<T> x = problem.XRows(rows);
        ReadOnlySpan<T> dy = problem.DYRows(rows);
        Y = Filled(dy.Length);
        _runner.Forward(x, Y);

        DX = Filled(x.Length);
        Gradients.Clear();
        _runner.Backward(x, Y, dy, DX, Gradients);

        DXAlone = Filled(x.Length);
        _runner.Backward(x, Y, dy, DXAlone, null);

        GradientsAlone.Clear();
        _runner.Backward(x, Y, dy, [], GradientsAlone);
    }

    /// <summary>Every result with its name; gradients as they are stored.</summary>
    public IEnumerable<(string Name, T[] Values)> All =>
        [("y", Y), ("dx", DX), ("dx alone", DXAlone), ("gradients", Gradients.Values.ToArray()), ("gradients alone", GradientsAlone.Values.ToArray())];

    /// <summary>Compares all results bit by bit.</summary>
    public void ExpectBits(Tally tally, string what, Results<T> expected)
    {
        foreach (((string name, T[] values), (_, T[] others)) in All.Zip(expected.All))
        {
            Compare.Bits<T>(tally, $"{what}: {name}", values, others);
        }
    }

    private static T[] Filled(int count)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.NaN);
        return values;
    }
}

/// <summary>Reads the gradients of layers and networks alike.</summary>
public static class GradientReader
{
    /// <summary>The gradients of one layer, over the same memory.</summary>
    public static LayerGradients<T> OfLayer<T>(this ParameterGradients<T> gradients, int layer)
        where T : unmanaged, IFloatingPointIeee754<T> => (LayerGradients<T>)(gradients is NetworkGradients<T> network ? network[layer] : gradients);

    /// <summary>dW, [In, Out].</summary>
    public static T[] Weights<T>(this ParameterGradients<T> gradients, LayerShape shape, int layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[shape.In * shape.Out];
        gradients.OfLayer(layer).GetWeights(values);
        return values;
    }

    /// <summary>db; empty without a bias.</summary>
    public static T[] Bias<T>(this ParameterGradients<T> gradients, LayerShape shape, int layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[shape.HasBias ? shape.Out : 0];
        if (shape.HasBias)
        {
            ((BiasedLayerGradients<T>)gradients.OfLayer(layer)).GetBias(values);
        }

        return values;
    }

    /// <summary>Calls the public Add of a generated class of gradients.</summary>
    public static void AddByMember<T>(this ParameterGradients<T> to, ParameterGradients<T> other)
        where T : unmanaged, IFloatingPointIeee754<T> => to.GetType().GetMethod("Add", [to.GetType()])!.Invoke(to, [other]);
}
