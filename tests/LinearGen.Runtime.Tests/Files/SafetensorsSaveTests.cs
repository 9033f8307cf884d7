
namespace LinearGen.Runtime.Tests.Files;

/// <summary>What is written, and that it is written as a whole or not at all.</summary>
public sealed class SafetensorsSaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lineargen-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_bytes_of_a_file_are_these()
    {
        Linear23 layer = new();
        layer.SetWeights([1, 2, 3, 4, 5, 6]);
        layer.SetBias([7, 8, 9]);
        const string Header = """{"__metadata__":{"format":"pt","lineargen.layout":"out_in"},"0.bias":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"0.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[12,36]}}""";

        byte[] bytes = Save(layer);

        Assert.Equal(PlainSafetensors.Make(Header.PadRight((Header.Length + 7) / 8 * 8), PlainSafetensors.Floats(7, 8, 9, 1, 4, 2, 5, 3, 6)), bytes);
        Assert.Equal(bytes, Save(layer));
    }

    [Fact]
    public void Tensors_lie_by_size_of_their_elements_and_by_name_so_that_each_is_aligned()
    {
        SafetensorsWriter writer = new();
        foreach (TensorType type in Enum.GetValues<TensorType>())
        {
            writer.Add("b" + type, [3], new float[3], type);
            writer.Add("a" + type, [1], new double[1], type);
        }

        writer.Add("é+\"\\\n", [], new float[] { 5 });
        writer.Add("empty", [2, 0, long.MaxValue], ReadOnlySpan<float>.Empty, TensorType.F64);
        writer.Metadata["note"] = "größer \"1\" + 2\t";
        using MemoryStream stream = new();
        writer.Save(stream);

        byte[] bytes = stream.ToArray();
        PlainSafetensors plain = PlainSafetensors.Read(bytes);
        Assert.Equal("größer \"1\" + 2\t", plain.Metadata["note"]);
        Assert.Equal(5, BitConverter.ToSingle(plain.Tensors["é+\"\\\n"].Bytes));
        Assert.Equal([2, 0, long.MaxValue], plain.Tensors["empty"].Shape);
        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        Assert.Equal((byte)'{', bytes[8]);
        stream.Position = 0;
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        Assert.Equal(
            ["aF64 F64 [1]", "bF64 F64 [3]", "empty F64 [2, 0, 9223372036854775807]", "aF32 F32 [1]", "bF32 F32 [3]", "é+\"\\\uFFFD F32 []", "aBF16 BF16 [1]", "bBF16 BF16 [3]", "aF16 F16 [1]", "bF16 F16 [3]"],
            file.Tensors.Select(tensor => tensor.ToString()));
    }

    [Fact]
    public void A_writer_refuses_what_would_be_no_right_file()
    {
        SafetensorsWriter writer = new();
        writer.Add("a", [2], new float[] { 1, 2 });
        Assert.Throws<ArgumentNullException>("name", () => writer.Add(null!, [2], new float[2]));
        Assert.Throws<ArgumentException>("name", () => writer.Add("a", [2], new float[2]));
        Assert.Throws<ArgumentException>("name", () => writer.Add("__metadata__", [2], new float[2]));
        Assert.ThrowsAny<ArgumentException>(() => writer.Add("\udc00", [2], new float[2]));
        foreach (long[] shape in new long[][] { [3], [], [-2], [-1, -2], [-1, 0], [1L << 32, 1L << 32], [long.MaxValue, long.MaxValue, 2] })
        {
            Assert.Throws<ArgumentException>("values", () => writer.Add("b", shape, new float[2]));
            Assert.Throws<ArgumentException>("values", () => writer.Add("b", [.. shape, 5], ReadOnlySpan<float>.Empty));
        }

        Assert.Throws<ArgumentOutOfRangeException>("type", () => writer.Add("b", [2], new float[2], (TensorType)4));
        Assert.Throws<OverflowException>(() => writer.Add("b", [1], new float[] { 1e30f }, TensorType.F16));
        Assert.Throws<ArgumentNullException>("stream", () => writer.Save((Stream)null!));
        Assert.Throws<ArgumentException>("path", () => writer.Save(""));
        using MemoryStream stream = new();
        writer.Save(stream);
        Assert.Equal(["a"], PlainSafetensors.Read(stream.ToArray()).Tensors.Keys);

        writer.Metadata["note"] = new string('x', 9_000_000);
        Assert.Throws<InvalidOperationException>(() => writer.Save(stream));
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        File.WriteAllText(path, new string('x', 10_000));
        Linear23 layer = new();
        layer.Initialize(new Random(1));

        Safetensors.Save(path, layer);

        Assert.Equal(Save(layer), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
        Linear23 loaded = new();
        Safetensors.Load(path, loaded);
        Assert.Equal(FileNetworks.Bits<float>(layer), FileNetworks.Bits<float>(loaded));
    }

    [Fact]
    public void A_path_without_folder_is_one_in_the_current_folder()
    {
        string name = $"{Path.GetRandomFileName()}.safetensors";
        try
        {
            Safetensors.Save(name, new Linear23());
            Safetensors.Load(name, new Linear23());
            Assert.True(File.Exists(Path.Combine(Environment.CurrentDirectory, name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void A_save_that_fails_leaves_what_was_there_and_nothing_else()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        File.WriteAllText(path, "old");
        Linear23 layer = new();
        layer[0, 0] = 1e10f;

        Assert.Throws<OverflowException>(() => Safetensors.Save(path, layer, type: TensorType.F16));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, layer, TensorNames.Prefixes("a", "b")));
        SafetensorsWriter writer = new();
        writer.Metadata["note"] = new string('x', 9_000_000);
        Assert.Throws<InvalidOperationException>(() => writer.Save(path));
        Assert.Throws<IOException>(() => AtomicWrite(path));
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "a folder")).FullName;
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(folder, layer));
        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(Path.Combine(_folder, "nowhere", "file"), layer));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([folder, path], Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));

        // A folder in the place of the file is seen only when the new file is to take its place.
        void AtomicWrite(string target)
        {
            Directory.CreateDirectory(target + ".d");
            try
            {
                Safetensors.Save(target + ".d", layer);
            }
            finally
            {
                Directory.Delete(target + ".d");
            }
        }
    }

    [Fact]
    public void A_file_that_a_reader_has_open_stays_what_it_was_for_that_reader()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        Linear23 first = new();
        first.Initialize(new Random(1));
        Linear23 second = new();
        second.Initialize(new Random(2));
        Safetensors.Save(path, first);
        using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

        Safetensors.Save(path, second);

        Linear23 loaded = new();
        Safetensors.Load(reader, loaded);
        Assert.Equal(FileNetworks.Bits<float>(first), FileNetworks.Bits<float>(loaded));
        Safetensors.Load(path, loaded);
        Assert.Equal(FileNetworks.Bits<float>(second), FileNetworks.Bits<float>(loaded));
    }

    private static byte[] Save(INetwork<float> network)
    {
        using MemoryStream stream = new();
        Safetensors.Save(stream, network);
        return stream.ToArray();
    }
}
