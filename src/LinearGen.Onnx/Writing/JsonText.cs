using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LinearGen.Onnx.Writing;

/// <summary>Writes JSON as a text.</summary>
internal static class JsonText
{
    /// <summary>Makes a text.</summary>
    /// <param name="write">Writes the value.</param>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
