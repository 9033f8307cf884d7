using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>The format of checkpoints, and that none is loaded that is not entirely right.</summary>
public class CheckpointRefusalTests
{
    /// <summary>Where the numbers of a file for one layer begin: magic, nine integers of identity, the length of the name.</summary>
    private const int NameStart = 8 + (9 * 8) + 8;

    private static readonly string Adam = typeof(Adam).FullName!;
    private static readonly byte[] File = Save(new PlainLayer<float>(), new Adam(0.1), 3);

    private static int StepsStart => NameStart + Adam.Length + 8;

    [Fact]
    public void The_file_is_what_its_description_says()
    {
        using BinaryReader reader = new(new MemoryStream(File));
        Assert.Equal("LGTRAIN\n", Encoding.ASCII.GetString(reader.ReadBytes(8)));
        long[] identity = [.. Enumerable.Range(0, 9).Select(_ => reader.ReadInt64())];
        Assert.Equal([2, 4, 2, 3, 9, 1, 0, 0, 12], identity);
        Assert.Equal("LinearGen.Adam", Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadInt64())));
        Assert.Equal(2, reader.ReadInt64());
        Assert.Equal((3, 3), (reader.ReadInt64(), reader.ReadInt64()));
        Assert.Equal(0.1, reader.ReadDouble());
        Assert.Equal((12 + 24) * sizeof(float), reader.ReadBytes((12 + 24) * sizeof(float)).Length);
        Assert.Equal(SHA256.HashData(File.AsSpan()[..^32]), reader.ReadBytes(32));
        Assert.Equal(File.Length, reader.BaseStream.Position);
    }

    [Fact]
    public void Not_one_byte_may_be_another()
    {
        Target target = new();
        for (int position = 0; position < File.Length; position++)
        {
            foreach (byte change in (ReadOnlySpan<byte>)[1, 0x80, 0xFF])
            {
                byte[] damaged = [.. File];
                damaged[position] ^= change;
                target.AssertRefused(damaged);
            }
        }
    }

    [Fact]
    public void Not_one_byte_may_be_missing()
    {
        Target target = new();
        for (int length = 0; length < File.Length; length++)
        {
            Assert.Equal($"The checkpoint ends after {length} bytes; expected {File.Length}.", target.AssertRefused(File[..length]));
        }
    }

    [Fact]
    public void Not_one_byte_may_follow() => Assert.Equal(
        $"The checkpoint has more than {File.Length} bytes; expected exactly as many.", new Target().AssertRefused([.. File, 0]));

    [Fact]
    public void The_right_file_is_loaded()
    {
        Target target = new();
        target.Trainer.LoadCheckpoint(new MemoryStream(File));
        Assert.Equal(File, target.Save());
    }

    [Fact]
    public void A_stream_that_gives_one_byte_at_a_time_is_read_all_the_same()
    {
        Target target = new();
        target.Trainer.LoadCheckpoint(new SlowStream(File));
        Assert.Equal(File, target.Save());
    }

    [Fact]
    public void Checkpoints_of_something_else_are_refused_saying_what_is_different()
    {
        Target target = new();
        PlainDeepNetwork<float> deep = new();
        deep.Initialize(new Random(1));
        Dictionary<string, byte[]> cases = new()
        {
            ["The number of bytes of an element in the checkpoint is 8; expected 4."] = Save(new PlainLayer<double>(), new Adam(), 1),
            ["In in the checkpoint is 10; expected 2."] = Save(new PlainPerceptron<float>(), new Adam(), 0),
            ["ParameterCount in the checkpoint is 54; expected 9."] = Save(deep, new Adam(), 1),
            ["The optimiser in the checkpoint is LinearGen.Sgd; expected LinearGen.Adam."] = Save(new PlainLayer<float>(), new Sgd(0.1), 1),
            ["The optimiser's StateBlocks in the checkpoint is 1; expected 2."] = With(NameStart + Adam.Length, 1),
            ["The optimiser in the checkpoint is LinearGen.AdamW; expected LinearGen.Adam."] = Save(new PlainLayer<float>(), new AdamW(), 1),
            ["The version in the checkpoint is 3; expected 2; files of version 1 hold layers in the order of the build that wrote them: load them there, and save the weights as safetensors."] = With(8, 3),
            ["The number of layers in the checkpoint is 3; expected 1."] = With(8 + (5 * 8), 3),
            ["In of layer 0 in the checkpoint is 2; expected 0."] = With(8 + (6 * 8), 2),
            ["Out of layer 0 in the checkpoint is 3; expected 0."] = With(8 + (7 * 8), 3),
            ["The number of values of layer 0 in the checkpoint is 16; expected 12."] = With(8 + (8 * 8), 16),
            ["The number of steps in the checkpoint is -1; expected 0 or more."] = With(StepsStart, -1),
            ["The number of steps of a layer in the checkpoint is 4; expected 0 to the number of all steps."] = With(StepsStart + 8, 4),
            ["The learning rate in the checkpoint is NaN; expected a finite number of 0 or more."] = With(StepsStart + 16, BitConverter.DoubleToInt64Bits(double.NaN)),
            ["The beginning in the checkpoint is 504B0304140000FF; expected 4C47545241494E0A, which all checkpoints of a trainer begin with."] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0xFF, .. File[8..]],
        };
        foreach ((string message, byte[] file) in cases)
        {
            Assert.Equal(message, target.AssertRefused(file));
        }
    }

    [Fact]
    public void Weights_that_were_changed_are_found_by_the_checksum() => Assert.Matches(
        "^The checkpoint is damaged: its checksum is [0-9A-F]{64}; expected [0-9A-F]{64}, that of its content\\.$",
        new Target().AssertRefused([.. File[..^40], 1, 2, 3, 4, 5, 6, 7, 8, .. File[^32..]]));

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(257)]
    public void No_memory_is_taken_for_a_size_that_the_file_declares(long length)
    {
        Target target = new();
        byte[] file = With(NameStart - 8, length);
        target.AssertRefused(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = target.AssertRefused(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal($"The length of the optimiser's name in the checkpoint is {length}; expected {Adam.Length}.", message);
    }

    private static byte[] Save<TNetwork, T>(TNetwork network, Optimizer optimizer, int steps, T one)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        Trainer<TNetwork, T> trainer = new(network, Loss.MeanSquared, optimizer, 1);
        for (int step = 0; step < steps; step++)
        {
            trainer.Step([.. Enumerable.Repeat(one, network.Shape.In)], (T[])[.. Enumerable.Repeat(one, network.Shape.Out)]);
        }

        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static byte[] Save<TNetwork>(TNetwork network, Optimizer optimizer, int steps)
        where TNetwork : class, INetwork<float> => Save(network, optimizer, steps, 1f);

    private static byte[] Save(PlainLayer<double> network, Optimizer optimizer, int steps) => Save(network, optimizer, steps, 1.0);

    /// <summary>The file with another number at a place and a checksum that is right.</summary>
    private static byte[] With(int position, long value)
    {
        byte[] content = File[..^32];
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(position), value);
        return [.. content, .. SHA256.HashData(content)];
    }

    /// <summary>A trainer that the file is meant for, in the middle of a training of its own.</summary>
    private sealed class Target
    {
        private readonly byte[] _before;

        public Target()
        {
            PlainLayer<float> layer = new();
            layer.Initialize(new Random(7));
            Trainer = new(layer, Loss.MeanSquared, new Adam(0.1), 1);
            Trainer.Step([1, 2], (ReadOnlySpan<float>)[1, 2, 3]);
            Trainer.LearningRate = 0.7;
            _before = Save();
        }

        public Trainer<PlainLayer<float>> Trainer { get; }

        public byte[] Save()
        {
            MemoryStream stream = new();
            Trainer.SaveCheckpoint(stream);
            return stream.ToArray();
        }

        /// <summary>Checks that a file is refused and that parameters, state, steps and learning rate are as before.</summary>
        public string AssertRefused(byte[] file)
        {
            string message = Assert.Throws<InvalidDataException>(() => Trainer.LoadCheckpoint(new MemoryStream(file))).Message;
            Assert.Equal(_before, Save());
            return message;
        }
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
