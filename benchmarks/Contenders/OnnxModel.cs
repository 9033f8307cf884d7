using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Networks;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>An ONNX model, written byte by byte as protocol buffers want it: Y = Gemm(X, W, b), or several with activations between them.</summary>
internal static class OnnxModel
{
    /// <summary>X's name.</summary>
    public const string Input = "X";

    /// <summary>Y's name.</summary>
    public const string Output = "Y";

    private const int FloatType = 1;
    private const int InterfaceVersion = 8;
    private const int OperatorSet = 13;

    /// <summary>A layer's model.</summary>
    public static byte[] Gemm(Problem problem) => Model(
    [
        Node("Gemm", Output, Input, "W", "b"),
        Bytes(5, Tensor("W", problem.Weights.Span, problem.In, problem.Out)),
        Bytes(5, Tensor("b", problem.Bias.Span, problem.Out)),
        Bytes(11, Value(Input, problem.Rows, problem.In)),
        Bytes(12, Value(Output, problem.Rows, problem.Out)),
    ]);

    /// <summary>A network's model.</summary>
    public static byte[] Network(NetProblem problem)
    {
        Net net = problem.Net;
        List<byte[]> parts = [];
        string from = Input;
        for (int n = 0; n < net.Layers; n++)
        {
            string sums = net.IsActivated(n) ? $"Z{n}" : Output;
            parts.Add(Node("Gemm", sums, from, $"W{n}", $"b{n}"));
            parts.Add(Bytes(5, Tensor($"W{n}", problem.Weights(n), net.Sizes[n], net.Sizes[n + 1])));
            parts.Add(Bytes(5, Tensor($"b{n}", problem.Bias(n), net.Sizes[n + 1])));
            if (net.IsActivated(n))
            {
                from = $"Y{n}";
                parts.Add(Node(net.Activation == Activation.Relu ? "Relu" : "Tanh", from, sums));
            }
        }

        return Model([.. parts, Bytes(11, Value(Input, problem.RowCount, net.In)), Bytes(12, Value(Output, problem.RowCount, net.Out))]);
    }

    /// <summary>Nodes, tensors and values, each as a field of the graph.</summary>
    private static byte[] Model(IEnumerable<byte[]> parts)
    {
        byte[] graph = [.. parts.SelectMany(part => part), .. Text(2, "layers")];
        return [.. Number(1, InterfaceVersion), .. Bytes(7, graph), .. Bytes(8, Number(2, OperatorSet))];
    }

    private static byte[] Node(string kind, string output, params string[] inputs) =>
        Bytes(1, [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, kind)]);

    private static byte[] Tensor(string name, ReadOnlySpan<float> values, params int[] sizes) =>
        [.. sizes.SelectMany(size => Number(1, size)), .. Number(2, FloatType), .. Text(8, name), .. Bytes(9, MemoryMarshal.AsBytes(values).ToArray())];

    private static byte[] Value(string name, params int[] sizes)
    {
        byte[] shape = [.. sizes.SelectMany(size => Bytes(1, Number(1, size)))];
        return [.. Text(1, name), .. Bytes(2, Bytes(1, [.. Number(1, FloatType), .. Bytes(2, shape)]))];
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] bytes) => [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
