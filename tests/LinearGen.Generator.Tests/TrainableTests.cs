using LinearGen.Generator.Model;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests;

/// <summary>Classes with <c>Trainable = false</c>: which networks follow, what is reported, and what generated text is left out.</summary>
public class TrainableTests
{
    private const string Rest = """

        [LinearLayer(In = 4, Out = 4, Bias = true)] public partial class Free;
        [LinearLayer(In = 4, Out = 4, Trainable = false)] public partial class Fixed;
        [LayerNorm(Size = 4)] public partial class Norm;
        [Normalization(Size = 4)] public partial class Scaled;
        [Residual(typeof(Fixed))] public partial class FixedBlock;
        [Residual(typeof(Free), typeof(Norm), Trainable = false)] public partial class SaidBlock;
        [Residual(typeof(Free))] public partial class FreeBlock;
        """;

    [Theory]
    [InlineData("typeof(Free)", true)]
    [InlineData("typeof(Fixed)", false)]
    [InlineData("typeof(Scaled), typeof(Fixed)", false)]
    [InlineData("typeof(Scaled)", true)]
    [InlineData("typeof(Fixed), typeof(FixedBlock), typeof(SaidBlock)", false)]
    [InlineData("typeof(Fixed), typeof(Free)", true)]
    [InlineData("typeof(Fixed), typeof(SaidBlock), typeof(Scaled), typeof(Norm)", true)]
    [InlineData("typeof(FixedBlock), typeof(FreeBlock)", true)]
    [InlineData("typeof(Free), Trainable = false", false)]
    [InlineData("typeof(Free), typeof(Fixed), Trainable = false", false)]
    [InlineData("typeof(Fixed), typeof(Norm), typeof(Fixed), Trainable = Sizes.Not", false)]
    [InlineData("typeof(Free), Trainable = true", true)]
    [InlineData("typeof(Fixed), Trainable = true", false)]
    public void Networks_AreTrainableIfTheyMayAndThereIsAnythingToTrain(string arguments, bool expected)
    {
        foreach (string kind in (string[])["Sequential", "Residual"])
        {
            GeneratorResult result = GeneratorHarness.Run($"using LinearGen;\n[{kind}({arguments})] public partial class Net; static class Sizes {{ public const bool Not = false; }}" + Rest);

            Assert.Empty(result.Diagnostics);
            Assert.Empty(Layers.CompilerDiagnostics(result));
            NetworkSpec spec = Assert.Single(Layers.Networks(result), spec => spec.Hierarchy.Layer.Name == "Net");
            Assert.Equal(expected, spec.IsTrainable);
            Assert.NotNull(Activator.CreateInstance(result.Load().GetType("Net", throwOnError: true)!));
        }
    }

    [Theory]
    [InlineData("[Sequential(typeof(Free), {|LG0115:typeof(Fixed)|})] partial class Net;")]
    [InlineData("[Sequential(typeof(Norm), {|LG0115:typeof(Fixed)|}, typeof(Fixed))] partial class Net;")]
    [InlineData("[Sequential(typeof(Fixed), typeof(Free), typeof(Norm), {|LG0115:typeof(FixedBlock)|})] partial class Net;")]
    [InlineData("[Sequential(typeof(FreeBlock), {|LG0115:typeof(SaidBlock)|})] partial class Net;")]
    [InlineData("[Residual(typeof(Free), {|LG0115:typeof(Fixed)|}, Trainable = true)] partial class Net;")]
    [InlineData("[LinearLayer(In = 2, Out = 3, Trainable = {|LG0006:Sizes.Not|})] partial class Net; static class Sizes { public static bool Not => false; }", "CS0182")]
    [InlineData("[LinearLayer(In = 2, Out = 3, Trainable = {|LG0006:1|})] partial class Net;", "CS0029")]
    public void WrongNetworks_AreReportedAtTheVeryToken(string source, params string[] compilerErrors) => Layers.Reject("using LinearGen;\n" + source + Rest, compilerErrors);

    /// <summary>Names of members for training are the user's own.</summary>
    [Fact]
    public void MembersForTraining_MayBeTheUsersOwn() => Layers.Accept("""
        using LinearGen;
        [LinearLayer(In = 4, Out = 4, Trainable = false)] public partial class Head { public int Gradients => 1; public bool Frozen { get; set; } public void Backward(System.ReadOnlySpan<float> x) { } }
        [Sequential(typeof(Head))] public partial class Net { public int Activations => 1; public int CreateGradients() => 1; }
        """);

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(64, 10, true)]
    [InlineData(64, 1, true)]
    [InlineData(64, 64, true)]
    [InlineData(512, 512, false)]
    public void GeneratedText_IsAboutHalf(int inputs, int outputs, bool isActivated)
    {
        string arguments = $"In = {inputs}, Out = {outputs}, Bias = true{(isActivated ? ", Activation = LinearGen.Activation.Gelu" : "")}";
        string all = Text(arguments), forward = Text(arguments + ", Trainable = false");

        Assert.InRange((double)forward.Length / all.Length, 0.2, 0.6);
        Assert.All((string[])["Backward", "Gradient", "dy", "dX"], word => Assert.DoesNotContain(word, forward, StringComparison.Ordinal));

        static string Text(string arguments) => Assert.Single(GeneratorHarness.Run($"[LinearGen.LinearLayer({arguments})] partial class Layer;").Sources).Text;
    }
}
