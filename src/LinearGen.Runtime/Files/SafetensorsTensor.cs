using System.Globalization;

namespace LinearGen;

/// <summary>What a safetensors file says about one of its tensors.</summary>
public sealed class SafetensorsTensor
{
    internal SafetensorsTensor(string name, string typeName, IReadOnlyList<long> shape, long elementCount, long start, long byteCount)
    {
        Name = name;
        TypeName = typeName;
        Shape = shape;
        ElementCount = elementCount;
        Start = start;
        ByteCount = byteCount;
    }

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

    /// <summary>What it takes in the file.</summary>
    public long ByteCount { get; }

    /// <summary>Its first byte, counted from the end of the header.</summary>
    internal long Start { get; }

    /// <summary>For example "0.weight F32 [32, 64]".</summary>
    public override string ToString() => $"{SafetensorsText.Quoted(Name)} {Form}";

    /// <summary>For example "F32 [32, 64]".</summary>
    internal string Form => $"{SafetensorsText.Quoted(TypeName)} {SafetensorsText.Shape(Shape)}";
}

/// <summary>What messages repeat of a file, which anybody may have made.</summary>
internal static class SafetensorsText
{
    private const int Longest = 120;

    /// <summary>A name, without what could not be shown or would fill the screen.</summary>
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
        return count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{list} and {count - Shown} more") : list;
    }
}
