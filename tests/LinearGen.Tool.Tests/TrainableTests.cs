using Google.Protobuf;
using LinearGen.Testing;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>What an import writes is not trained, unless <c>--trainable</c> is said.</summary>
public class TrainableTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Networks_HaveABackwardPassIfAskedFor(bool isTrainable)
    {
        OnnxModel model = new(-1, 3);
        model.Store(model.Random("w", 3, 3), model.Random("gain", 3), model.Random("bias", 3), model.Random("v", 3, 2))
            .Node("MatMul", "_ w").Node("Tanh", "_").Node("Add", "_ x").Node("LayerNormalization", "_ gain bias").Node("MatMul", "_ v");
        using TemporaryFolder folder = new();
        string path = folder["model.onnx"];
        File.WriteAllBytes(path, model.ToProto().ToByteArray());

        ToolRun.Import(path, folder, isTrainable ? ["--trainable"] : []);

        string text = File.ReadAllText(folder["Net.cs"]);
        Assert.Equal(isTrainable ? 0 : 4, text.Split(", Trainable = false)]").Length - 1);
        GeneratorResult result = GeneratorHarness.Run(text);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Type type = result.Load().GetType("Acme.Models.Net", throwOnError: true)!;
        object net = Activator.CreateInstance(type)!;
        LinearGen.Safetensors.Load(folder["Net.safetensors"], (INetwork<float>)net);
        Assert.Null(CompiledClass.SelfTest(net));
        Assert.Equal(isTrainable, ((INetwork<float>)net).IsTrainable);
        Assert.Equal(isTrainable, type.GetMethod("Backward") is not null);
    }
}
