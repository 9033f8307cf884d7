using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Writing;

namespace LinearGen.Tool.Tests;

/// <summary>Every activation, and parameters of either sign, from a layer of the tool's to a class that computes the same.</summary>
public sealed class WrittenActivationTests
{
    private const int Size = 4;

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void WrittenClasses_ComputeWhatTheToolDoes(Precision precision)
    {
        ImportedModel[] models =
        [
            .. Enum.GetValues<Activation>().Select(activation => Model(activation, null, precision)),
            .. from activation in new[] { Activation.LeakyRelu, Activation.Elu, Activation.Celu }
               from slope in new[] { 0.2, 1.5, -0.5 }
               select Model(activation, slope, precision),
            Model(Activation.LeakyRelu, 0, precision),
        ];
        object[] classes = CompiledModels.Of(models);
        Assert.All(classes.Zip(models), pair => Assert.True(CompiledClass.SelfTest(pair.First) is null, $"{pair.Second.Layers[0].Function}: {CompiledClass.SelfTest(pair.First)}"));
        Assert.All(models.Where(model => model.Layers[0].Slope is not null and not 0), model => Assert.DoesNotContain(model.Check.Undetected, fault => fault.Contains(" instead of ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Activation.LeakyRelu, 0.2, "Activation = global::LinearGen.Activation.LeakyRelu, Slope = 0.2)]", "LeakyRelu of 0.2")]
    [InlineData(Activation.LeakyRelu, 0.01, "Activation = global::LinearGen.Activation.LeakyRelu)]", "LeakyRelu;")]
    [InlineData(Activation.Elu, 1e-7, "Activation = global::LinearGen.Activation.Elu, Slope = 1E-07)]", "Elu of 1E-07")]
    [InlineData(Activation.Celu, -2.0, "Activation = global::LinearGen.Activation.Celu, Slope = -2)]", "Celu of -2")]
    [InlineData(Activation.Celu, 1.0, "Activation = global::LinearGen.Activation.Celu)]", "Celu;")]
    public void Slope_IsWrittenUnlessItIsTheDefault(Activation activation, double slope, string attribute, string words)
    {
        string text = new ClassWriter(Model(activation, slope, Precision.Single), "Acme", "Net", new ClassOptions { IsTrainable = true }).Write();
        Assert.Contains(attribute, text, StringComparison.Ordinal);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionsThatAreTheSame_AreNoFaults()
    {
        Assert.DoesNotContain("layer 1 with Celu instead of Elu", Model(Activation.Elu, null, Precision.Single).Check.Undetected);
        Assert.DoesNotContain("layer 1 with Relu instead of LeakyRelu of 0", Model(Activation.LeakyRelu, 0, Precision.Single).Check.Undetected);
    }

    private static ImportedModel Model(Activation activation, double? slope, Precision precision)
    {
        double[] weights = [.. Enumerable.Range(0, Size * Size).Select(n => ((n * 7 % 11) - 5) / 8.0)];
        ModelLayer[] layers = [new(Size, Size, weights, [0.5, -0.25, 0.125, 0], activation, "A layer") { Slope = slope }];
        LayerEvaluator evaluator = new(precision);
        SelfCheck check = SelfCheckMaker.Make(layers, precision, rows => [.. rows.Chunk(Size).SelectMany(row => evaluator.Forward(layers, row))]);
        return new ImportedModel(layers, precision, ["A test"], check, []);
    }
}
