using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Interfaces;

/// <summary>Networks of which the class is known at run time alone: by name, by shape, by what a file says.</summary>
public class NetworkChoiceTests
{
    private static readonly Dictionary<string, Func<INetwork<float>>> Classes = new()
    {
        [nameof(Linear23)] = () => new Linear23(),
        [nameof(Iris)] = () => new Iris(),
        [nameof(Digits)] = () => new Digits(),
    };

    [Fact]
    public void Networks_are_made_by_name_trained_and_saved_without_their_class()
    {
        foreach ((string name, Func<INetwork<float>> create) in Classes)
        {
            INetwork<float> network = create();
            network.Initialize(new Random(1));
            Trainer<INetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(0.01), maxBatch: 2);
            float[] x = Numbers.Draw<float>(new Random(2), 2 * network.Shape.In, 1);
            float first = trainer.Step(x, (ReadOnlySpan<int>)[0, 1]);
            for (int step = 0; step < 100; step++)
            {
                trainer.Step(x, (ReadOnlySpan<int>)[0, 1]);
            }

            Assert.True(trainer.Step(x, (ReadOnlySpan<int>)[0, 1]) < first / 2, name);

            using MemoryStream file = new();
            SafetensorsWriter writer = new();
            writer.Add(network);
            writer.Metadata["class"] = name;
            writer.Save(file);
            file.Position = 0;
            INetwork<float> loaded = Load(file);
            Assert.Equal(name, loaded.GetType().Name);
            Assert.Equal(network.Parameters, loaded.Parameters);
        }
    }

    [Fact]
    public void Patterns_tell_networks_apart()
    {
        Assert.Equal(
            ["iris", "function", "decorated digits", "two inputs", "other"],
            ((INetwork<float>[])[new Iris(), new FunctionNetwork<float>(2, 1, (_, _) => { }), new PassedOn(new Digits()), new PassedOn(new Linear23()), new Control()]).Select(Describe));
    }

    private static string Describe(INetwork<float> network) => network switch
    {
        Iris { IrisLayer0.Frozen: false } => "iris",
        FunctionNetwork<float> => "function",
        DelegatingNetwork<float> { Inner: Digits } => "decorated digits",
        { Shape: (2, _, > 0) } => "two inputs",
        _ => "other",
    };

    private static INetwork<float> Load(Stream stream)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        INetwork<float> network = Classes[file.Metadata["class"]]();
        Safetensors.Load(file, network);
        return network;
    }
}
