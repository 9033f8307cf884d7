using System.Numerics;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Training that goes on from a checkpoint gives the bits of training that was never interrupted.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("LinearGen").FullName;

    public static TheoryData<string> Optimizers => ["sgd", "momentum", "adam", "adamw"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Resumed_training_in_float_has_the_same_bits(string name) => Resume<float>(name);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Resumed_training_in_double_has_the_same_bits(string name) => Resume<double>(name);

    [Fact]
    public void A_network_larger_than_any_buffer_comes_back_with_every_bit()
    {
        PlainWideLayer<float> layer = new();
        layer.Initialize(new Random(1));
        Trainer<PlainWideLayer<float>> trainer = new(layer, Loss.L1, new Adam(), 1);
        float[] x = Numbers.Draw<float>(new Random(2), 200);
        trainer.Step(x, new float[100]);
        MemoryStream file = new();
        trainer.SaveCheckpoint(file);

        PlainWideLayer<float> other = new();
        Trainer<PlainWideLayer<float>> resumed = new(other, Loss.L1, new Adam(), 1);
        file.Position = 0;
        resumed.LoadCheckpoint(file);

        Assert.Equal(layer.Parameters, other.Parameters);
        trainer.Step(x, new float[100]);
        resumed.Step(x, new float[100]);
        Assert.Equal(layer.Parameters, other.Parameters);
    }

    [Fact]
    public void Whatever_is_derived_from_parameters_is_brought_up_to_date_after_loading()
    {
        MemoryStream file = new();
        new Trainer<PlainLayer<float>>(new PlainLayer<float>(), Loss.L1, new Sgd(0.1), 1).SaveCheckpoint(file);
        PlainLayer<float> layer = new();
        layer.Parameters.Fill(1);
        float[]? derived = null;
        layer.OnParametersChanged = () => derived = layer.Parameters.ToArray();

        file.Position = 0;
        new Trainer<PlainLayer<float>>(layer, Loss.L1, new Sgd(0.1), 1).LoadCheckpoint(file);

        Assert.Equal(layer.Parameters.ToArray(), derived);
        Assert.All(layer.Parameters.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it()
    {
        string path = Path.Combine(_folder, "training.ckpt");
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.L1, new Sgd(0.1), 1);
        File.WriteAllText(path, "what was there before, and longer than a checkpoint: " + new string('x', 1000));

        trainer.SaveCheckpoint(path);
        trainer.LoadCheckpoint(path);

        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_what_was_there_and_nothing_else()
    {
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.L1, new Sgd(0.1), 1);
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "a folder")).FullName;

        Assert.ThrowsAny<Exception>(() => trainer.SaveCheckpoint(folder));
        Assert.Throws<DirectoryNotFoundException>(() => trainer.SaveCheckpoint(Path.Combine(_folder, "nowhere", "file")));
        Assert.Throws<FileNotFoundException>(() => trainer.LoadCheckpoint(Path.Combine(_folder, "nothing")));

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal([folder], Directory.GetDirectories(_folder));
    }

    [Fact]
    public void Nothing_is_refused_by_name()
    {
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.L1, new Sgd(0.1), 1);
        Assert.Throws<ArgumentNullException>("stream", () => trainer.SaveCheckpoint((Stream)null!));
        Assert.Throws<ArgumentNullException>("stream", () => trainer.LoadCheckpoint((Stream)null!));
        Assert.Throws<ArgumentNullException>("path", () => trainer.SaveCheckpoint((string)null!));
        Assert.Throws<ArgumentException>("path", () => trainer.SaveCheckpoint(""));
        Assert.Throws<ArgumentException>("path", () => trainer.LoadCheckpoint(""));
    }

    /// <summary>
    /// Ten steps against five, a checkpoint and five more, with a schedule, clipping, a layer frozen for some of the
    /// steps and a learning rate that was set.
    /// </summary>
    private void Resume<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (PlainDeepNetwork<T> network, Trainer<PlainDeepNetwork<T>, T> trainer) = Make<T>(name);
        network.Initialize(new Random(1));
        network.Frozen[0] = true;
        Train(trainer, 2);
        network.Frozen[0] = false;
        trainer.LearningRate = 0.03;
        Train(trainer, 3);

        string path = Path.Combine(_folder, "training.ckpt");
        trainer.SaveCheckpoint(path);
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        T[] saved = network.Parameters.ToArray();
        Train(trainer, 5);

        foreach (bool fromFile in new[] { true, false })
        {
            (PlainDeepNetwork<T> other, Trainer<PlainDeepNetwork<T>, T> resumed) = Make<T>(name);
            if (fromFile)
            {
                resumed.LoadCheckpoint(path);
            }
            else
            {
                stream.Position = 0;
                resumed.LoadCheckpoint(stream);
            }

            Assert.Equal(saved, other.Parameters);
            Assert.Equal((5, 0.03), (resumed.Steps, resumed.LearningRate));
            Train(resumed, 5);
            Assert.Equal(network.Parameters, other.Parameters);
            Assert.Equal(trainer.ScheduledLearningRate, resumed.ScheduledLearningRate);
        }
    }

    private static (PlainDeepNetwork<T> Network, Trainer<PlainDeepNetwork<T>, T> Trainer) Make<T>(string optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PlainDeepNetwork<T> network = new();
        return (network, new(network, Loss.MeanSquared, optimizer switch
        {
            "sgd" => new Sgd(0.1),
            "momentum" => new Sgd(0.1, momentum: 0.9, nesterov: true),
            "adam" => new Adam(0.1),
            _ => new AdamW(0.1),
        }, 1)
        { Schedule = LearningRateSchedule.Cosine(12).WithWarmup(3), MaxGradientNorm = 1 });
    }

    private static void Train<T>(Trainer<PlainDeepNetwork<T>, T> trainer, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int step = 0; step < steps; step++)
        {
            T[] x = Numbers.To<T>([1, 0.1 * trainer.Steps]);
            trainer.Step(x, Numbers.To<T>([2, 0, -4]));
        }
    }
}
