using System.Text.Json;
using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.Writing;

/// <summary>The names of parts of rows in the metadata of a network's file, as JSON: its graph has one input and one output.</summary>
internal static class PartList
{
    /// <summary>The keys of the lists in the metadata.</summary>
    public const string InputsKey = "lineargen.inputs", OutputsKey = "lineargen.outputs";

    private const string Name = "name", Start = "start", Length = "length";

    /// <summary>Describes parts.</summary>
    public static string Write(IReadOnlyList<NamedPart> parts) => JsonText.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (NamedPart part in parts)
        {
            writer.WriteStartObject();
            writer.WriteString(Name, part.Name);
            writer.WriteNumber(Start, part.Start);
            writer.WriteNumber(Length, part.Length);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>The parts that a list describes; none if it is no list of parts of such rows.</summary>
    /// <param name="list">The list; null for none.</param>
    /// <param name="width">Values per row.</param>
    public static IReadOnlyList<NamedPart> Read(string? list, int width)
    {
        if (list is null)
        {
            return [];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(list);
            NamedPart[] parts = [.. document.RootElement.EnumerateArray().Select(Read)];
            bool areParts = parts.Length <= width && parts.All(part => part.Name.Length > 0 && part.Start >= 0 && part.Length > 0 && part.Length <= width - part.Start);
            return areParts && parts.DistinctBy(part => part.Name).Count() == parts.Length ? parts : [];
        }
        catch (Exception mistake) when (mistake is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static NamedPart Read(JsonElement part) => new(part.GetProperty(Name).GetString() ?? "", part.GetProperty(Start).GetInt32(), part.GetProperty(Length).GetInt32());
}
