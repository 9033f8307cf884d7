namespace LinearGen.Runtime.Tests.Files;

/// <summary>Looking into files.</summary>
public sealed class SafetensorsFileTests
{
    private static readonly byte[] Bytes = PlainSafetensors.Make("""
        {"__metadata__":{"author":"someone","empty":""},
        "b":{"dtype":"F32","shape":[2,1],"data_offsets":[3,11],"comment":{"x":[1,{"y":null}]}},
        "a":{"dtype":"I8","data_offsets":[0,3],"shape":[3]},
        "later":{"dtype":"F99","shape":[7,7],"data_offsets":[11,12]},
        "none":{"dtype":"F64","shape":[0,5],"data_offsets":[11,11]},
        "number":{"dtype":"BF16","shape":[],"data_offsets":[12,14]}}
        """, [1, 2, 3, .. PlainSafetensors.Floats(4, 5), 99, 0xC0, 0x3F]);

    [Fact]
    public void A_file_says_what_is_in_it()
    {
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(Bytes));
        Assert.Equal(
            [("a", "I8", null, 3, 3), ("b", "F32", TensorType.F32, 2, 8), ("none", "F64", TensorType.F64, 0, 0), ("later", "F99", null, 49, 1), ("number", "BF16", TensorType.BF16, 1, 2)],
            file.Tensors.Select(tensor => (tensor.Name, tensor.TypeName, tensor.Type, tensor.ElementCount, tensor.ByteCount)));
        Assert.Equal([[3], [2, 1], [0, 5], [7, 7], []], file.Tensors.Select(tensor => tensor.Shape));
        Assert.Equal(new Dictionary<string, string> { ["author"] = "someone", ["empty"] = "" }, file.Metadata);
        Assert.True(file.TryGetTensor("later", out SafetensorsTensor? later));
        Assert.Equal("later F99 [7, 7]", later.ToString());
        Assert.False(file.TryGetTensor("Later", out _));
    }

    [Fact]
    public void Tensors_are_read_in_any_order_from_where_the_file_begins_in_the_stream()
    {
        using MemoryStream stream = new([9, 9, 9, .. Bytes]) { Position = 3 };
        using (SafetensorsFile file = SafetensorsFile.Open(stream))
        {
            CheckNumbers(file, "number", 1.5);
            CheckNumbers(file, "b", 4, 5);
            CheckNumbers(file, "none");
            CheckNumbers(file, "b", 4, 5);
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_stream_that_cannot_seek_gives_tensors_in_their_order()
    {
        using SafetensorsFile file = SafetensorsFile.Open(new ForwardStream(Bytes));
        float[] values = new float[2];
        file.Read("b", values);
        Assert.Equal([4, 5], values);
        file.Read("none", Span<float>.Empty);
        double[] number = new double[1];
        file.Read("number", number);
        Assert.Equal([1.5], number);
        Assert.Contains("'b' has been passed", Assert.Throws<InvalidOperationException>(() => file.Read("b", values)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(Bytes));
        Assert.Throws<ArgumentNullException>("name", () => file.Read(null!, new float[3]));
        Assert.Contains("has no tensor 'c'; it has a I8 [3], b F32 [2, 1],", Assert.Throws<ArgumentException>("name", () => file.Read("c", new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("destination holds 3 values; expected 2, the number of values of b F32 [2, 1]", Assert.Throws<ArgumentException>("destination", () => file.Read("b", new double[3])).Message, StringComparison.Ordinal);
        Assert.Contains("tensor 'a' is I8 [3]; expected F32, F64, F16 or BF16", Assert.Throws<InvalidDataException>(() => file.Read("a", new double[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("stream", () => SafetensorsFile.Open((Stream)null!));
        Assert.Throws<ArgumentNullException>("path", () => SafetensorsFile.Open((string)null!));
    }

    [Fact]
    public void A_file_that_was_opened_by_its_path_is_named_and_closed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Bytes);
            SafetensorsFile file = SafetensorsFile.Open(path);
            CheckNumbers(file, "b", 4, 5);
            file.Dispose();
            Assert.Throws<ObjectDisposedException>(() => CheckNumbers(file, "b", 4, 5));

            File.WriteAllBytes(path, Bytes[..^1]);
            Assert.StartsWith(path + ": ", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
            using FileStream unshared = new(path, FileMode.Open, FileAccess.Read, FileShare.None);
            Assert.Equal(Bytes.Length - 1, unshared.Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void CheckNumbers(SafetensorsFile file, string name, params double[] expected)
    {
        double[] doubles = new double[expected.Length];
        float[] floats = new float[expected.Length];
        file.Read(name, doubles);
        file.Read(name, floats);
        Assert.Equal(expected, doubles);
        Assert.Equal(expected, floats.Select(value => (double)value));
    }
}
