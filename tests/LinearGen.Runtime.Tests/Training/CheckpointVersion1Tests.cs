using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Checkpoints of version 1, which held layers as the build that wrote them stored them, in an order that the file does not tell.</summary>
public class CheckpointVersion1Tests
{
    [Fact]
    public void A_network_of_an_old_file_is_refused() => Refuse<CheckpointPerceptron, float>("float_20_12_3_adam", new(), new Adam(0.01));

    [Fact]
    public void A_layer_of_an_old_file_that_is_as_long_as_today_is_refused() => Refuse<Layer5To80, float>("float_5_80_momentum", new(), new Sgd(0.1, momentum: 0.9));

    [Fact]
    public void A_layer_of_an_old_file_in_double_is_refused() => Refuse<Layer3To20D, double>("double_3_20_adam", new(), new Adam(0.01));

    private static void Refuse<TNetwork, T>(string name, TNetwork network, Optimizer optimizer)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        network.Initialize(new Random(1));
        T[] before = [.. network.Parameters];
        Trainer<TNetwork, T> trainer = new(network, Loss.MeanSquared, optimizer, 4);
        byte[] file = [.. Golden.Checkpoints.Read(Golden.Checkpoints.Cases[name].GetProperty("checkpoint")).Select(value => (byte)value)];

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(file)));

        Assert.StartsWith("The version in the checkpoint is 1; expected 2; files of version 1 hold layers in the order of the build that wrote them", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters);
        Assert.Equal(0, trainer.Steps);
    }
}
