using System.Numerics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>What tests of files ask of a generated layer or network.</summary>
internal static class FileNetworks
{
    /// <summary>The network that a golden model is for, in either precision.</summary>
    public static INetwork<T> Golden<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => (INetwork<T>)(object)(typeof(T) == typeof(float) ? Single(name) : Double(name));

    /// <summary>The network of the damaged files, 4→3 (relu) →2.</summary>
    public static SmallNetwork Small(int seed = 1)
    {
        SmallNetwork network = new();
        network.Initialize(new Random(seed));
        return network;
    }

    /// <summary>The outputs of so many rows.</summary>
    public static T[] Forward<T>(INetwork<T> network, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs, _) = network.Shape;
        T[] y = new T[x.Length / inputs * outputs];
        network.Forward(x, y);
        return y;
    }

    /// <summary>All bits of a network: the parameters, padding included, and the transposed copies.</summary>
    public static byte[] Bits<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<byte> bits = [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes(network.Parameters)];
        foreach (ILinearLayer<T> layer in Layers(network))
        {
            bits.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(layer.Layer.Transposed.Span));
        }

        return [.. bits];
    }

    public static ILinearLayer<T>[] Layers<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        network is ISequentialNetwork<T> sequence ? [.. sequence.Layers.Layers.Cast<ILinearLayer<T>>()] : [(ILinearLayer<T>)network];

    private static object Single(string name) => name switch
    {
        "linear_2_3" => new Linear23(),
        "iris_4_8_3_relu" => new Iris(),
        "digits_64_32_10_relu" => new Digits(),
        "control_8_16_16_1_tanh" => new Control(),
        "sigmoid_net" => new Sigmoids(),
        "nobias_matmul" => new WithoutBias(),
        "named_f16" => new Named(),
        "softmax_tail" => new SoftmaxTail(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static object Double(string name) => name switch
    {
        "linear_2_3" => new Linear23D(),
        "iris_4_8_3_relu" => new IrisD(),
        "digits_64_32_10_relu" => new DigitsD(),
        "control_8_16_16_1_tanh" => new ControlD(),
        "sigmoid_net" => new SigmoidsD(),
        "nobias_matmul" => new WithoutBiasD(),
        "named_f16" => new NamedD(),
        "softmax_tail" => new SoftmaxTailD(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
