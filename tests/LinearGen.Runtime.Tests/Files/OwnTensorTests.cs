using LinearGen.Runtime.Tests.Training;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>One file holds a network beside tensors and metadata of its user's own.</summary>
public class OwnTensorTests
{
    [Fact]
    public void A_network_is_saved_and_loaded_beside_other_tensors()
    {
        FitNetwork network = new();
        network.Initialize(new Random(4));
        SafetensorsWriter writer = new();
        writer.Add("town.mean", [2], (float[])[1.5f, -2]);
        writer.Add<float>(network);
        writer.Metadata["made by"] = "tests";
        using MemoryStream stream = new();
        writer.Save(stream);

        stream.Position = 0;
        FitNetwork other = new();
        float[] mean = new float[2];
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        file.Read("town.mean", mean);
        Safetensors.Load(file, other);

        Assert.Equal([1.5f, -2], mean);
        Assert.Equal("tests", file.Metadata["made by"]);
        Assert.Equal(((INetwork<float>)network).Parameters.ToArray(), ((INetwork<float>)other).Parameters.ToArray());
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(file, new FitNetwork(), ignoreOthers: false));
        Assert.Throws<ArgumentException>(() => writer.Add<float>(network));
    }

    [Fact]
    public void Checkpoints_and_safetensors_files_are_told_apart()
    {
        FitNetwork network = new();
        network.Initialize(new Random(4));
        Trainer<FitNetwork> trainer = new(network, Loss.MeanSquared, new Sgd(0.1), 1);
        using MemoryStream checkpoint = new();
        trainer.SaveCheckpoint(checkpoint);
        using MemoryStream weights = new();
        Safetensors.Save(weights, network);
        (checkpoint.Position, weights.Position) = (0, 0);

        Assert.Contains("this is a trainer's checkpoint, which Trainer.LoadCheckpoint reads", Assert.Throws<InvalidDataException>(() => Safetensors.Load(checkpoint, network)).Message, StringComparison.Ordinal);
        Assert.Contains("looks like a safetensors file", Assert.Throws<InvalidDataException>(() => trainer.LoadCheckpoint(weights)).Message, StringComparison.Ordinal);
    }
}
