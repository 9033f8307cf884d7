using System.Globalization;
using System.Text;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace LinearGen.Generator.Tests;

/// <summary>The generator answers every input: with code, with diagnostics, or by leaving it to the compiler.</summary>
public class RobustnessTests(ITestOutputHelper output)
{
    /// <summary>Everything that the parser looks at, in one file.</summary>
    private const string Everything = """
        using System; using LinearGen; using Alias = Acme.Projection; using static Acme.Sizes;
        namespace Acme
        {
            [LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Projection : Base, IDisposable { public void Dispose() { } }
            [LinearLayer(In = Projection.Out, Out = Alias.In * 2 + (int)(Width * 1.5))] partial class Head(int seed) { public int Seed => seed; public int this[string x] => 1; }
            partial struct Outer<T> { partial interface IInner { [LinearLayer(In = global::Acme.Head.Out, Out = checked(Head.In + 1))] private partial class @class { public override string ToString() => ""; } } }
            [LinearLayer(In = B.Out, Out = 1, Precision = (Precision)7)] static partial class A { }
            [LinearLayer(In = 0, Out = A.In)] abstract partial record B(int In);
            [LinearLayer(In = nameof(Projection.Out).Length, Out = Out)] file class Forward : Projection { void Forward(ReadOnlySpan<float> x, Span<float> y) { } static int INetworkShape.Out => 1; }
            [Normalization(Size = Projection.Out, Clip = 1.5 * Width)] partial class Observation { public void Fit(ReadOnlySpan<float> rows) { } }
            [LayerNorm(Size = Head.In, Epsilon = -1), Rescaling(Size = 3)] partial class Norm; [Rescaling(Size = 0)] partial class Command; [ActivationLayer(Size = Block.Out)] sealed partial class Rectified;
            [Residual(typeof(Observation), typeof(Block))] partial class Block; [Residual(typeof(Observation)), Sequential(typeof(Block), typeof(Norm), typeof(Command))]
            [InputPart("a b", 0, 1), InputPart("Pose", -1, Projection.Out), OutputPart(length: Width, name: "Pose", start: 0)] partial class Policy { class Inputs { } }
            static class Sizes { public const int Width = Projection.Out + 2; public const int Again = Sizes.Again; }
            class Base { protected virtual void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, Projection.Gradients? g) { } }
        }
        """;

    [Fact]
    public void DeletedTokens_NeverMakeItThrow()
    {
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(Everything, GeneratorHarness.ParseOptions).GetRoot().DescendantTokens()];
        for (int i = 0; i < tokens.Length; i++)
        {
            AssertAnswered(Everything.Remove(tokens[i].FullSpan.Start, tokens[i].FullSpan.Length));
        }
    }

    [Fact]
    public void MutatedSources_NeverMakeItThrow()
    {
        string[] tokens = [.. CSharpSyntaxTree.ParseText(Everything, GeneratorHarness.ParseOptions).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
        Property.Check(TokenEdits.Of(tokens), source => HangCheck.Run(() => AssertAnswered(source), () => GeneratorHarness.CreateCompilation(source)), fast: 250, full: 1_000, source => source, output.WriteLine);
    }

    // Drawn once. Roslyn 4.8 itself throws: where it looks for the attribute, and where it is asked for a parameter's type.
    [Theory]
    [InlineData("using Alias = Acme.Projection; partial struct Outer<T> { [LinearGen.LinearLayer(In = global{ ::Acme.Head.Out, Out = 1)] private partial class Inner { } }")]
    [InlineData("""
        using System; using LinearGen; using Alias = Acme.Projection; using static Sizes;
        namespace Acme
        {
            [LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Projection : Base, IDisposable { public void Dispose() { } }
            [LinearLayer(In = Projection.Out, Out = Alias.In * 2 + (int)(Width * 1.5))] partial class Head(int seed) { public int Seed => seed; public int this[string x] => 1; }
        { struct Outer<T> { partial interface IInner { [LinearLayer(In public global::AcmeHead.Out, Out = checked(Head.In + 1))] private floatclass @class { public string ToString() => ""; } } }
            static class Sizes { const = Projection.Out + 2; public const int Again = ; }
            class Base { protected virtual void Backward(ReadOnlySpan<float> x, ::ReadOnlySpan<float> dy, Span<float> dx, Projection.Gradients? g) { } }
        }
        """)]
    public void SourceThatRoslynCannotBind_IsNoMistakeOfOurs(string source) => AssertAnswered(source);

    [Fact]
    public void TruncatedSources_NeverMakeItThrow()
    {
        for (int length = 0; length < Everything.Length; length += 7)
        {
            AssertAnswered(Everything[..length]);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void DeeplyNestedExpressions_NeverMakeItThrow(int depth)
    {
        AssertAnswered($"[LinearGen.LinearLayer(In = {new string('(', depth)}2{new string(')', depth)}, Out = 3)] partial class Head;");
        AssertAnswered($"[LinearGen.LinearLayer(In = {string.Concat(Enumerable.Repeat("1 + ", depth))}Head.Out, Out = 3)] partial class Head;");
        AssertAnswered($"[LinearGen.LinearLayer(In = {string.Concat(Enumerable.Repeat("- ", depth))}Head.Out, Out = 3)] partial class Head;");
        AssertAnswered($"[LinearGen.LinearLayer(In = {string.Concat(Enumerable.Repeat("A.", depth))}Out, Out = 3)] partial class Head;");
    }

    [Fact]
    public void LongChainsOfLayers_AreFollowedOrGivenUp()
    {
        StringBuilder source = new();
        for (int i = 0; i < 1_000; i++)
        {
            // Only the first one is a right partial class: the others would follow the chain as well, which takes long.
            source.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "static ")}class C{i} {{ public const int Out = C{i + 1}.Out; }} ");
        }

        AssertAnswered($"[LinearGen.LinearLayer(In = C0.Out, Out = 3)] partial class Head; {source} [LinearGen.LinearLayer(In = 1, Out = 3)] partial class C1000;");
    }

    [Fact]
    public void Culture_ChangesNeitherCodeNorMessages()
    {
        (string[] Sources, string[] Messages) invariant = TestCulture.Run("", RunEverything);
        foreach (string name in TestCulture.Names)
        {
            (string[] Sources, string[] Messages) other = TestCulture.Run(name, RunEverything);
            Assert.Equal(invariant.Sources, other.Sources);
            Assert.Equal(invariant.Messages, other.Messages);
        }
    }

    [Fact]
    public void Cancellation_IsHonoured()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => GeneratorHarness.CreateDriver().RunGenerators(GeneratorHarness.CreateCompilation(Everything), source.Token));
    }

    private static (string[] Sources, string[] Messages) RunEverything()
    {
        GeneratorResult result = GeneratorHarness.Run(
            Everything.Replace("Out = 1, Prec", "Out = -1234567, Prec", StringComparison.Ordinal),
            "[LinearGen.LinearLayer(In = 1234567, Out = 1234567)] partial class Large; [LinearGen.LinearLayer(In = 20, Out = 30, Bias = true)] partial class Right;");
        Assert.Contains(result.Sources, source => source.HintName == "Right.g.cs");
        return (
            [.. result.Sources.Select(generated => generated.Text)],
            [.. result.Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.CurrentCulture)).Order(StringComparer.Ordinal)]);
    }

    private static void AssertAnswered(string source)
    {
        GeneratorResult result = GeneratorHarness.Run(source);
        Assert.Empty(result.Run.Exceptions());
        if (result.Run.IsGivenUp())
        {
            return;
        }

        Assert.All(result.Diagnostics, diagnostic => Assert.StartsWith("LG", diagnostic.Id, StringComparison.Ordinal));
        Assert.All(result.Diagnostics, diagnostic => Assert.DoesNotContain('{', diagnostic.Descriptor.Id + diagnostic.GetMessage(CultureInfo.InvariantCulture).Replace("{ 1, 2 }", "", StringComparison.Ordinal)));
        Assert.All(result.Diagnostics, diagnostic => Assert.True(diagnostic.Location.IsInSource));
    }
}
