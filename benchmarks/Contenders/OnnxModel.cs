using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>An ONNX model of one node, Y = Gemm(X, W, b), written byte by byte as protocol buffers want it.</summary>
internal static class OnnxModel
{
    /// <summary>X's name.</summary>
    public const string Input = "X";

    /// <summary>Y's name.</summary>
    public const string Output = "Y";

    private const int FloatType = 1;
    private const int InterfaceVersion = 8;
    private const int OperatorSet = 13;

    /// <summary>The model's bytes.</summary>
    public static byte[] Gemm(Problem problem)
    {
        byte[] node = [.. Text(1, Input), .. Text(1, "W"), .. Text(1, "b"), .. Text(2, Output), .. Text(4, "Gemm")];
        byte[] graph =
        [
            .. Bytes(1, node),
            .. Text(2, "layer"),
            .. Bytes(5, Tensor("W", problem.Weights, problem.In, problem.Out)),
            .. Bytes(5, Tensor("b", problem.Bias, problem.Out)),
            .. Bytes(11, Value(Input, problem.Rows, problem.In)),
            .. Bytes(12, Value(Output, problem.Rows, problem.Out)),
        ];
        return [.. Number(1, InterfaceVersion), .. Bytes(7, graph), .. Bytes(8, Number(2, OperatorSet))];
    }

    private static byte[] Tensor(string name, AlignedFloats values, params int[] sizes) =>
        [.. sizes.SelectMany(size => Number(1, size)), .. Number(2, FloatType), .. Text(8, name), .. Bytes(9, MemoryMarshal.AsBytes(values.Span).ToArray())];

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
