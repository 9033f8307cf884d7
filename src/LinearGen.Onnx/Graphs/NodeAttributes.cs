using Google.Protobuf;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Graphs;

/// <summary>Makes attributes of nodes, each with the number that the format has for its kind.</summary>
internal static class NodeAttributes
{
    private const int FloatKind = 1, IntegerKind = 2, TextKind = 3, TensorKind = 4, IntegersKind = 7;

    public static AttributeProto Number(string name, float value) => new() { Name = name, F = value, Type = FloatKind };

    public static AttributeProto Integer(string name, long value) => new() { Name = name, I = value, Type = IntegerKind };

    public static AttributeProto Text(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = TextKind };

    public static AttributeProto Tensor(string name, TensorProto value) => new() { Name = name, T = value, Type = TensorKind };

    public static AttributeProto Integers(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = IntegersKind };
}
