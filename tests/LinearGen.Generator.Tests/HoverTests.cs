using System.Xml.Linq;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>What an editor shows over a generated member: shape and formula.</summary>
public class HoverTests
{
    private const string Source = """
        using LinearGen;
        [LinearLayer(In = 5, Out = 7, Bias = true, Activation = Activation.Tanh)] public partial class Hidden;
        [LinearLayer(In = 7, Out = 4)] public partial class Head;
        [Sequential(typeof(Hidden), typeof(Head))] public partial class Net;
        [Normalization(Size = 24, Clip = 5)] public partial class Observation;
        [Rescaling(Size = 24)] public partial class Command;
        [LayerNorm(Size = 24)] public partial class Norm;
        [ActivationLayer(Size = 24, Activation = Activation.Relu)] public partial class Rectified;
        [Residual(typeof(Norm), typeof(Rectified))] public partial class Block;
        [Sequential(typeof(Observation), typeof(Block), typeof(Command))]
        [InputPart("Pose", 0, 12), InputPart("Velocity", 12, 12), OutputPart("Wish", 23, 1)] public partial class Policy;
        """;

    private static readonly Compilation Output = GeneratorHarness.Run(Source).Output;

    [Theory]
    [InlineData("Head", "Forward", "7", "4", "X", "·W")]
    [InlineData("Hidden", "Forward", "5", "7", "tanh", "·W", "+ b")]
    [InlineData("Head", "Backward", "dX", "dY", "Wᵀ", "dW")]
    [InlineData("Head", "SetWeights", "7·4")]
    [InlineData("Net", "Forward", "5", "4")]
    [InlineData("Head", "In", "7")]
    [InlineData("Net", "Out", "4")]
    [InlineData("Observation", "Forward", "24", "clamp((x − mean) / deviation, ±5)")]
    [InlineData("Observation", "SetDeviation", "24 deviations", "above 0")]
    [InlineData("Observation", "Fit", "[rows, 24]", "mean")]
    [InlineData("Command", "Forward", "x·scale + offset", "low", "high")]
    [InlineData("Command", "SetRange", "24", "low", "high")]
    [InlineData("Norm", "Forward", "(x − μ) / √(σ² + 1e-5) ⊙ gain + bias")]
    [InlineData("Norm", "Backward", "dX", "gains", "biases")]
    [InlineData("Rectified", "Forward", "Relu(x)")]
    [InlineData("Block", "Forward", "24", "x + ")]
    [InlineData("Block", "Norm", "Stage 1", "24 → 24")]
    [InlineData("Policy", "Observation", "Stage 1", "clamp")]
    [InlineData("Policy", "Block", "Stage 2", "x + f(x)", "Norm", "Rectified")]
    [InlineData("Policy", "Inputs", "x[Policy.Inputs.Pose]")]
    public void Member_ShowsShapeAndFormula(string type, string member, params string[] parts)
    {
        string text = Summary(Output.GetTypeByMetadataName(type)!.GetMembers(member)[0]);
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Hidden")]
    [InlineData("Head")]
    [InlineData("Net")]
    [InlineData("Observation")]
    [InlineData("Command")]
    [InlineData("Norm")]
    [InlineData("Rectified")]
    [InlineData("Block")]
    [InlineData("Policy")]
    [InlineData("Policy+Inputs")]
    [InlineData("Policy+Outputs")]
    public void EveryPublicMember_SaysSomething(string type) => Assert.All(
        Output.GetTypeByMetadataName(type)!.GetMembers().Where(member =>
            member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false, IsOverride: false } and not IMethodSymbol { AssociatedSymbol: not null }),
        member => Assert.NotEqual("", Summary(member)));

    private static string Summary(ISymbol member) =>
        member.GetDocumentationCommentXml() is { Length: > 0 } xml ? XElement.Parse(xml).Element("summary")?.Value.Trim() ?? "" : "";
}
