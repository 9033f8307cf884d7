using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using LinearGen.Safety.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Safety.Tests.Files;

/// <summary>
/// Checkpoints with changes whose checksum is right, so that nothing but the content can be found wrong: a file is refused
/// and changes nothing, or it is loaded and holds what was read. Both in little time and memory.
/// </summary>
public sealed class CheckpointMutantTests(ITestOutputHelper output)
{
    private const double PartOfTheTime = 0.1;
    private const int Header = 8;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private static readonly long[] s_numbers = [0, 1, -1, 2, 3, 20, 60, 255, 256, 257, int.MaxValue, (long)int.MaxValue + 1, uint.MaxValue, long.MaxValue, long.MinValue];

    [Fact]
    public void Files_of_a_network() => Run<Chain, float>(() => new Chain(), new Adam(0.01), fast: 2000);

    [Fact]
    public void Files_of_a_layer() => Run<Plain3x20, float>(() => new Plain3x20(), new Sgd(0.1), fast: 2000);

    [Fact]
    public void Files_of_a_layer_in_double() => Run<Precise3x20, double>(() => new Precise3x20(), new Adam(0.01), fast: 2000);

    private void Run<TNetwork, T>(Func<TNetwork> create, Optimizer optimizer, int fast)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TNetwork network = create();
        network.Initialize(new Random(11));
        Trainer<TNetwork, T> trainer = new(network, Loss.MeanSquared, optimizer, 1);
        trainer.Step(new T[network.Shape.In], new T[network.Shape.Out]);
        byte[] right = Save(trainer);
        trainer.LoadCheckpoint(new MemoryStream(right));
        int loaded = 0;
        Rounds.Run(output.WriteLine, fast, PartOfTheTime / 3, random =>
        {
            byte[] mutant = Mutate(right, random);
            byte[] before = Save(trainer);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Exception? refusal = Outcome.Of(() => trainer.LoadCheckpoint(new MemoryStream(mutant)));
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(time < s_longest, $"A file of {mutant.Length} bytes took {time}.");
            Assert.InRange(allocated, 0, 1_000_000);
            byte[] after = Save(trainer);
            if (refusal is not null)
            {
                Assert.IsType<InvalidDataException>(refusal);
                Assert.Equal(before, after);
                return;
            }

            loaded++;
            Assert.True(after.AsSpan().SequenceEqual(mutant), "A file was loaded, and what is saved is another.");
        });
        output.WriteLine(FormattableString.Invariant($"{loaded} were loaded"));
    }

    private static byte[] Save<TNetwork, T>(Trainer<TNetwork, T> trainer)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    /// <summary>Another file with a checksum that is right, mostly.</summary>
    private static byte[] Mutate(byte[] file, Random random)
    {
        byte[] content = file[..^SHA256.HashSizeInBytes];
        for (int changes = random.Next(1, 4); changes > 0 && content.Length > Header + sizeof(long); changes--)
        {
            int place = random.Next(content.Length);

            // Integers stand at the beginning, where it is decided what the rest is.
            int integer = Header + (random.Next(Math.Min(16, (content.Length - Header) / sizeof(long))) * sizeof(long));
            switch (random.Next(7))
            {
                case 0:
                    content[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(integer), s_numbers[random.Next(s_numbers.Length)]);
                    break;
                case 2:
                    long value = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(integer));
                    BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(integer), value + random.Next(-2, 3));
                    break;
                case 3:
                    content = content[..place];
                    break;
                case 4:
                    content = [.. content, .. content[place..]];
                    break;
                case 5:
                    content = [.. content[..place], .. new byte[random.Next(1, 4096)], .. content[place..]];
                    break;
                default:
                    random.NextBytes(content.AsSpan(place, Math.Min(content.Length - place, random.Next(1, 9))));
                    break;
            }
        }

        return random.Next(8) == 0 ? [.. content, .. file[^SHA256.HashSizeInBytes..]] : [.. content, .. SHA256.HashData(content)];
    }
}
