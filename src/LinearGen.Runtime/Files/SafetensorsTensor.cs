using System.Globalization;

namespace LinearGen;

/// <summary>The description of a tensor in a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    internal SafetensorsTensor(string name, string typeName, IReadOnlyList<long> shape, long elementCount, long start, long byteCount) =>
        (Name, TypeName, Shape, ElementCount, Start, ByteCount) = (name, typeName, shape, elementCount, start, byteCount);

    /// <summary>Its name, for example "0.weight".</summary>
    public string Name { get; }

    /// <summary>The type of its elements as the file names it: "F32", "I64" …, perhaps one that is not known here.</summary>
    public string TypeName { get; }

    /// <summary>The type, or null if its elements cannot be read as numbers of a network: integers, 8-bit floats, unknown types.</summary>
    public TensorType? Type => TypeName switch
    {
        nameof(TensorType.F32) => TensorType.F32,
        nameof(TensorType.F64) => TensorType.F64,
        nameof(TensorType.F16) => TensorType.F16,
        nameof(TensorType.BF16) => TensorType.BF16,
        _ => null,
    };

    /// <summary>Its sizes, the one whose index moves slowest first. A single number has none.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The product of its sizes.</summary>
    public long ElementCount { get; }

    /// <summary>The length of its data in the file, in bytes.</summary>
    public long ByteCount { get; }

    /// <summary>Its first byte, counted from the end of the header.</summary>
    internal long Start { get; }

    /// <summary>For example "0.weight F32 [32, 64]".</summary>
    public override string ToString() => $"{SafetensorsText.Quoted(Name)} {Form}";

    /// <summary>For example "F32 [32, 64]".</summary>
    internal string Form => $"{SafetensorsText.Quoted(TypeName)} {SafetensorsText.Shape(Shape)}";
}

/// <summary>Texts from a file, shortened and made safe for messages, since the file may come from an untrusted source.</summary>
internal static class SafetensorsText
{
    private const int Longest = 120;

    /// <summary>A name, without characters that cannot be shown, and cut to a length that fits a message.</summary>
    public static string Quoted(string name)
    {
        string start = name.Length > Longest ? name[..Longest] + "…" : name;
        return start.Any(char.IsControl) ? string.Concat(start.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : start;
    }

    /// <summary>For example "[32, 64]".</summary>
    public static string Shape(IReadOnlyList<long> shape) =>
        $"[{Quoted(string.Join(", ", shape.Take(Longest).Select(size => size.ToString(CultureInfo.InvariantCulture))))}]";

    /// <summary>So many of something as a message needs to name.</summary>
    public static string List(IEnumerable<SafetensorsTensor> tensors, int count)
    {
        const int Shown = 8;
        string list = string.Join(", ", tensors.Take(Shown));
        return count > Shown ? Invariant($"{list} and {count - Shown} more") : list;
    }
}
