using System.Buffers.Binary;
using System.Text.Json;

namespace LinearGen.Kernel.Checks;

/// <summary>The format of the golden sets' tensors.</summary>
public static class GoldenTensor
{
    /// <summary>One tensor, row-major.</summary>
    /// <param name="element">Its type, shape and place.</param>
    /// <param name="bytes">All tensors.</param>
    public static double[] Read(JsonElement element, ReadOnlySpan<byte> bytes)
    {
        int count = 1;
        foreach (JsonElement dimension in element.GetProperty("shape").EnumerateArray())
        {
            count *= dimension.GetInt32();
        }

        ReadOnlySpan<byte> from = bytes[element.GetProperty("offset").GetInt32()..];
        string type = element.GetProperty("dtype").GetString()!;
        double[] values = new double[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = type switch
            {
                "f32" => BinaryPrimitives.ReadSingleLittleEndian(from[(4 * k)..]),
                "f64" => BinaryPrimitives.ReadDoubleLittleEndian(from[(8 * k)..]),
                "i32" => BinaryPrimitives.ReadInt32LittleEndian(from[(4 * k)..]),
                "u16" => BinaryPrimitives.ReadUInt16LittleEndian(from[(2 * k)..]),
                "i8" => (sbyte)from[k],
                "u8" => from[k],
                _ => throw new InvalidDataException($"A tensor is {type}."),
            };
        }

        return values;
    }
}
