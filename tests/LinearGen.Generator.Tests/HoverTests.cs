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
    public void Member_ShowsShapeAndFormula(string type, string member, params string[] parts)
    {
        string text = Summary(Output.GetTypeByMetadataName(type)!.GetMembers(member)[0]);
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Hidden")]
    [InlineData("Head")]
    [InlineData("Net")]
    public void EveryPublicMember_SaysSomething(string type) => Assert.All(
        Output.GetTypeByMetadataName(type)!.GetMembers().Where(member =>
            member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false, IsOverride: false } and not IMethodSymbol { AssociatedSymbol: not null }),
        member => Assert.NotEqual("", Summary(member)));

    private static string Summary(ISymbol member) =>
        member.GetDocumentationCommentXml() is { Length: > 0 } xml ? XElement.Parse(xml).Element("summary")?.Value.Trim() ?? "" : "";
}
