using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes.Tests;

/// <summary>Fixes of sizes and precisions, and of how layers stand together.</summary>
public class SizeFixTests
{
    private const string Hidden = "[LinearLayer(In = 64, Out = 32)] partial class Hidden;";

    [Theory]
    [InlineData("[LinearLayer]", "[LinearLayer(In = 1, Out = 1)]", "Add In = 1, Out = 1")]
    [InlineData("[LinearLayer()]", "[LinearLayer(In = 1, Out = 1)]", "Add In = 1, Out = 1")]
    [InlineData("[LinearLayer(In = 2)]", "[LinearLayer(In = 2, Out = 1)]", "Add Out = 1")]
    [InlineData("[LinearLayer(Out = 3)]", "[LinearLayer(In = 1, Out = 3)]", "Add In = 1")]
    [InlineData("[LinearLayer(Bias = true)]", "[LinearLayer(In = 1, Out = 1, Bias = true)]", "Add In = 1, Out = 1")]
    [InlineData("[LinearLayer(Bias = true, In = 2 /* a */) /* b */]", "[LinearLayer(Bias = true, In = 2, Out = 1 /* a */) /* b */]", "Add Out = 1")]
    [InlineData("[LinearLayer(\n    Out = 3, // columns\n    Bias = true)]", "[LinearLayer(In = 1, \n    Out = 3, // columns\n    Bias = true)]", "Add In = 1")]
    [InlineData("[System.Obsolete, LinearLayerAttribute]", "[System.Obsolete, LinearLayerAttribute(In = 1, Out = 1)]", "Add In = 1, Out = 1")]
    [InlineData("[LinearLayer(2, 3)]", "[LinearLayer(In = 2, Out = 3)]", "Name the arguments In and Out")]
    [InlineData("[LinearLayer(2, /* a */ 3, Bias = true)]", "[LinearLayer(In = 2, /* a */ Out = 3, Bias = true)]", "Name the arguments In and Out")]
    [InlineData("[LinearLayer(Out: 3, In: 2)]", "[LinearLayer(Out = 3, In = 2)]", "Name the arguments In and Out")]
    [InlineData("[LinearLayer(2)]", "[LinearLayer(In = 2, Out = 1)]", "Add Out = 1")]
    public Task Sizes_AreAdded(string before, string after, string title) =>
        Fixes.AssertAsync(new AddSizesFix(), "LG0003", $"{before} partial class Head;", $"{after} partial class Head;", title);

    [Theory]
    [InlineData("typeof(Hidden), typeof(Tail)", "In = Hidden.Out, Out = 1")]
    [InlineData("typeof(Hidden), typeof(Tail), typeof(Last)", "In = Hidden.Out, Out = 10")]
    [InlineData("typeof(Tail), typeof(Last)", "In = 1, Out = 10")]
    [InlineData("typeof(Tail), typeof(Follower)", "In = 1, Out = 1")]
    [InlineData("new[] { typeof(Hidden), typeof(Tail) }", "In = Hidden.Out, Out = 1")]
    [InlineData("typeof(Tail), typeof(Tail)", "In = 1, Out = 1")]
    public Task Sizes_AreTakenFromTheNetwork(string layers, string sizes)
    {
        string rest = $" partial class Tail;\n{Hidden} [LinearLayer(In = 10, Out = 4)] partial class Last; [LinearLayer(In = Tail.Out, Out = 4)] partial class Follower;\n[Sequential({layers})] partial class Net;";
        return Fixes.AssertAsync(new AddSizesFix(), "LG0003", "[LinearLayer]" + rest, $"[LinearLayer({sizes})]" + rest, $"Add {sizes}");
    }

    [Fact]
    public Task Sizes_AreTakenFromANetworkWithinAClass() => Fixes.AssertAsync(
        new AddSizesFix(),
        "LG0003",
        $"[LinearLayer] partial class Tail; {Hidden} static partial class Outer {{ [Sequential(typeof(Hidden), typeof(Tail))] partial class Net; }}",
        $"[LinearLayer(In = Hidden.Out, Out = 1)] partial class Tail; {Hidden} static partial class Outer {{ [Sequential(typeof(Hidden), typeof(Tail))] partial class Net; }}");

    [Fact]
    public Task Sizes_AreAddedInAllDocuments() => Fixes.AssertAllAsync(
        new AddSizesFix(),
        FixAllScope.Solution,
        ["[LinearLayer(In = 4)] partial class A; [LinearLayer] partial class B;", "[LinearLayer(Out = 5)] partial class C;", "[Sequential(typeof(A), typeof(B), typeof(C))] partial class Net;"],
        ["[LinearLayer(In = 4, Out = 1)] partial class A; [LinearLayer(In = A.Out, Out = 1)] partial class B;", "[LinearLayer(In = B.Out, Out = 5)] partial class C;", "[Sequential(typeof(A), typeof(B), typeof(C))] partial class Net;"]);

    [Fact]
    public async Task Sizes_AreAddedWhereTheAttributeStands()
    {
        FixTest test = new(["partial class Head { public int X => 1; }", "[LinearGen.LinearLayer(Out = 2)]\nsealed partial class Head;"]);
        await test.ApplyAsync(new AddSizesFix(), "LG0003");
        Assert.Equal(["partial class Head { public int X => 1; }", "[LinearGen.LinearLayer(In = 1, Out = 2)]\nsealed partial class Head;"], test.Texts());
        Assert.Empty(await test.ErrorsAsync());
    }

    [Theory]
    [InlineData("16", "Hidden.Out")]
    [InlineData("2 * 8 /* why */", "Hidden.Out /* why */")]
    [InlineData("Hidden.In", "Hidden.Out")]
    public Task Inputs_AreFittedToTheLayerBefore(string before, string after) => Fixes.AssertAsync(
        new FitInputsFix(),
        "LG0101",
        $"[LinearLayer(Bias = true, In = {before}, Out = 4)] partial class Tail;\n{Hidden} [Sequential(typeof(Hidden), typeof(Tail))] partial class Net;",
        $"[LinearLayer(Bias = true, In = {after}, Out = 4)] partial class Tail;\n{Hidden} [Sequential(typeof(Hidden), typeof(Tail))] partial class Net;",
        "Set In of 'Tail' to Hidden.Out");

    [Fact]
    public async Task Inputs_AreFittedInAnotherFileWithAQualifiedName()
    {
        FixTest test = new(
        [
            "using LinearGen; using Body; using Tails; [Sequential(typeof(Outer.Hidden), typeof(@class))] partial class Net;",
            "namespace Body { public static partial class Outer { [LinearGen.LinearLayer(In = 64, Out = 32)] public partial class Hidden; } }",
            "namespace Tails;\n[LinearGen.LinearLayer(In = 16, Out = 4)]\npartial class @class; // last",
            "namespace Tails { partial class @class { public int X => In; } }",
        ]);
        Assert.Equal(["Set In of 'class' to Body.Outer.Hidden.Out"], await test.TitlesAsync(new FitInputsFix(), "LG0101"));
        await test.ApplyAsync(new FitInputsFix(), "LG0101");
        Assert.Equal("namespace Tails;\n[LinearGen.LinearLayer(In = Body.Outer.Hidden.Out, Out = 4)]\npartial class @class; // last", test.Texts()[2]);
        Assert.Empty(await test.ErrorsAsync());
    }

    [Fact]
    public Task Inputs_AreFittedAllAlongANetwork() => Fixes.AssertAllAsync(
        new FitInputsFix(),
        FixAllScope.Project,
        ["[Sequential([typeof(A), typeof(B), typeof(C)])] partial class Net; [LinearLayer(In = 1, Out = 2)] partial class A;", "[LinearLayer(In = 3, Out = 4)] partial class B; [LinearLayer(In = 5, Out = 6)] partial class C;"],
        ["[Sequential([typeof(A), typeof(B), typeof(C)])] partial class Net; [LinearLayer(In = 1, Out = 2)] partial class A;", "[LinearLayer(In = A.Out, Out = 4)] partial class B; [LinearLayer(In = B.Out, Out = 6)] partial class C;"]);

    [Fact]
    public Task Inputs_ThatTwoNetworksWantOtherwiseAreFittedToTheFirst() => Fixes.AssertAllAsync(
        new FitInputsFix(),
        FixAllScope.Document,
        ["[Sequential(typeof(A), typeof(C))] partial class Net1; [Sequential(typeof(B), typeof(C))] partial class Net2; [LinearLayer(In = 1, Out = 2)] partial class A; [LinearLayer(In = 1, Out = 3)] partial class B; [LinearLayer(In = 4, Out = 5)] partial class C;"],
        ["[Sequential(typeof(A), typeof(C))] partial class Net1; [Sequential(typeof(B), typeof(C))] partial class Net2; [LinearLayer(In = 1, Out = 2)] partial class A; [LinearLayer(In = 1, Out = 3)] partial class B; [LinearLayer(In = A.Out, Out = 5)] partial class C;"]);

    [Fact]
    public async Task Inputs_OfALayerOfAnotherProjectAreLeft()
    {
        FixTest test = new(
            ["using LinearGen; [LinearLayer(In = 1, Out = 2)] public partial class A; [Sequential(typeof(A), typeof(B))] partial class Net;"],
            library: "[LinearGen.LinearLayer(In = 3, Out = 4)] public partial class B;");
        Assert.Empty(await test.TitlesAsync(new FitInputsFix(), "LG0101"));
    }

    [Theory]
    [InlineData("[LinearLayer(In = 3, Out = 4)] partial class A; [Sequential(typeof(A), typeof(A))] partial class Net;")]
    [InlineData("[LinearLayer(In = 3, Out = B.In * 2)] partial class A; [LinearLayer(In = 3, Out = 4)] partial class B; [Sequential(typeof(A), typeof(B))] partial class Net;")]
    [InlineData("[LinearLayer(In = 3, Out = C.Out + 1)] partial class A; [LinearLayer(In = 3, Out = Sizes.Width)] partial class C; static class Sizes { public const int Width = B.ParameterCount; } [LinearLayer(In = 3, Out = 4)] partial class B; [Sequential(typeof(A), typeof(B))] partial class Net;")]
    [InlineData("static partial class Outer { [LinearLayer(In = 3, Out = 4)] private partial class A; [Sequential(typeof(A), typeof(B))] private partial class Net; } [LinearLayer(In = 3, Out = 4)] partial class B;")]
    public Task Inputs_AreLeftIfSizesWouldGoInACircleOrCannotBeNamed(string source) => Fixes.AssertNoneAsync(new FitInputsFix(), "LG0101", source);

    [Theory]
    [InlineData("[Normalization]", "[Normalization(Size = 1)]", "Add Size = 1")]
    [InlineData("[LayerNorm()]", "[LayerNorm(Size = 1)]", "Add Size = 1")]
    [InlineData("[Rescaling(Precision = Precision.Double)]", "[Rescaling(Size = 1, Precision = Precision.Double)]", "Add Size = 1")]
    [InlineData("[ActivationLayer(Activation = Activation.Relu /* a */)]", "[ActivationLayer(Size = 1, Activation = Activation.Relu /* a */)]", "Add Size = 1")]
    [InlineData("[Normalization(24 /* b */, Clip = 5)]", "[Normalization(Size = 24 /* b */, Clip = 5)]", "Name the argument Size")]
    [InlineData("[Normalization(size: 24)]", "[Normalization(Size = 24)]", "Name the argument Size")]
    public Task Size_IsAdded(string before, string after, string title) =>
        Fixes.AssertAsync(new AddSizesFix(), "LG0023", $"{before} partial class Stage;", $"{after} partial class Stage;", title);

    [Theory]
    [InlineData("[Sequential(typeof(Hidden), typeof(Stage))] partial class Net;", "Hidden.Out")]
    [InlineData("[Sequential(typeof(Stage), typeof(Hidden))] partial class Net;", "64")]
    [InlineData("[Sequential(typeof(Stage), typeof(Norm))] partial class Net; [LayerNorm(Size = 7)] partial class Norm;", "7")]
    [InlineData("[Sequential(typeof(Block), typeof(Stage))] partial class Net; [Residual(typeof(Norm))] partial class Block; [LayerNorm(Size = 7)] partial class Norm;", "Block.Out")]
    [InlineData("[Residual(typeof(Square), typeof(Stage))] partial class Block; [LinearLayer(In = 3, Out = 3)] partial class Square;", "Square.Out")]
    [InlineData("[Sequential(typeof(Tail), typeof(Stage))] partial class Net; [LinearLayer(In = 1, Out = Stage.In)] partial class Tail;", "1")]
    [InlineData("[Residual(typeof(Stage))] partial class Block; [Sequential(typeof(Block), typeof(Stage))] partial class Net;", "1")]
    public Task Size_IsTakenFromTheNetwork(string network, string size) => Fixes.AssertAsync(
        new AddSizesFix(), "LG0023", $"[Rescaling] partial class Stage;\n{Hidden} {network}", $"[Rescaling(Size = {size})] partial class Stage;\n{Hidden} {network}", $"Add Size = {size}");

    [Theory]
    [InlineData("[LayerNorm(Size = 16, Epsilon = 1)] partial class Tail;", "[LayerNorm(Size = Hidden.Out, Epsilon = 1)] partial class Tail;", "Set Size of 'Tail' to Hidden.Out")]
    [InlineData("[Rescaling(Precision = Precision.Single, Size = 2 * 8 /* why */)] partial class Tail;", "[Rescaling(Precision = Precision.Single, Size = Hidden.Out /* why */)] partial class Tail;", "Set Size of 'Tail' to Hidden.Out")]
    public Task Size_IsFittedToTheLayerBefore(string before, string after, string title)
    {
        string rest = $"\n{Hidden} [Sequential(typeof(Hidden), typeof(Tail))] partial class Net;";
        return Fixes.AssertAsync(new FitInputsFix(), "LG0101", before + rest, after + rest, title);
    }

    [Theory]
    [InlineData("[Sequential(typeof(Norm), typeof(Tail))] partial class Net; [LayerNorm(Size = 8)] partial class Norm;", "Norm.Out")]
    [InlineData("[Sequential(typeof(Block), typeof(Tail))] partial class Net; [Residual(typeof(Norm))] partial class Block; [LayerNorm(Size = 8)] partial class Norm;", "Block.Out")]
    [InlineData("[Residual(typeof(Norm), typeof(Tail))] partial class Block; [LayerNorm(Size = 8)] partial class Norm;", "Norm.Out")]
    public Task Inputs_AreFittedToTheStageBefore(string network, string size) => Fixes.AssertAsync(
        new FitInputsFix(), "LG0101", $"[LinearLayer(In = 3, Out = 8)] partial class Tail; {network}", $"[LinearLayer(In = {size}, Out = 8)] partial class Tail; {network}");

    [Theory]
    [InlineData("[LinearLayer(In = 3, Out = 4)] partial class A; [Residual(typeof(Norm))] partial class Block; [LayerNorm(Size = 8)] partial class Norm; [Sequential(typeof(A), typeof(Block))] partial class Net;")]
    [InlineData("[LinearLayer(In = 3, Out = Norm.In + 1)] partial class A; [LayerNorm(Size = 8)] partial class Norm; [Sequential(typeof(A), typeof(Norm))] partial class Net;")]
    [InlineData("[LinearLayer(In = 3, Out = Block.ParameterCount)] partial class A; [Residual(typeof(Norm))] partial class Block; [LayerNorm(Size = 8)] partial class Norm; [Sequential(typeof(A), typeof(Norm))] partial class Net;")]
    [InlineData("[LinearLayer(In = 3, Out = Sizes.Width)] partial class A; static class Sizes { public const int Width = Other.Out * 2; } [Rescaling(Size = Norm.Out)] partial class Other; [LayerNorm(Size = 8)] partial class Norm; [Sequential(typeof(A), typeof(Norm))] partial class Net;")]
    public Task Size_IsLeftIfSizesWouldGoInACircleOrThereIsNone(string source) => Fixes.AssertNoneAsync(new FitInputsFix(), "LG0101", source);

    [Fact]
    public Task Precision_OfStagesAndOfThoseInBlocksIsThatOfTheFirst() => Fixes.AssertAllAsync(
        new MatchPrecisionFix(),
        FixAllScope.Project,
        ["[Sequential(typeof(First), typeof(Norm), typeof(Body))] partial class Net; [Residual(typeof(A), typeof(B))] partial class Body; [Normalization(Size = 2, Precision = Precision.Double)] partial class First; [LayerNorm(Size = 2)] partial class Norm; [LinearLayer(In = 2, Out = 2)] partial class A; [Rescaling(Size = 2, Precision = Precision.Single)] partial class B;"],
        ["[Sequential(typeof(First), typeof(Norm), typeof(Body))] partial class Net; [Residual(typeof(A), typeof(B))] partial class Body; [Normalization(Size = 2, Precision = Precision.Double)] partial class First; [LayerNorm(Size = 2, Precision = Precision.Double)] partial class Norm; [LinearLayer(In = 2, Out = 2, Precision = Precision.Double)] partial class A; [Rescaling(Size = 2, Precision = Precision.Double)] partial class B;"]);

    [Fact]
    public Task Precision_OfANetworkThatBeginsWithABlockIsThatOfItsFirst() => Fixes.AssertAsync(
        new MatchPrecisionFix(),
        "LG0104",
        "[Sequential(typeof(Block), typeof(Norm))] partial class Net; [Residual(typeof(A))] partial class Block; [LinearLayer(In = 2, Out = 2)] partial class A; [LayerNorm(Size = 2, Precision = Precision.Double)] partial class Norm;",
        "[Sequential(typeof(Block), typeof(Norm))] partial class Net; [Residual(typeof(A))] partial class Block; [LinearLayer(In = 2, Out = 2)] partial class A; [LayerNorm(Size = 2, Precision = Precision.Single)] partial class Norm;",
        "Give all stages the precision of 'Block', Single");

    [Theory]
    [InlineData("[ActivationLayer(Size = 4)]", "[ActivationLayer(Size = 4, Activation = Activation.Relu)]")]
    [InlineData("[ActivationLayer(Activation = Activation.None /* yet */, Size = 4)]", "[ActivationLayer(Activation = Activation.Relu /* yet */, Size = 4)]")]
    public Task Activation_IsAdded(string before, string after) =>
        Fixes.AssertAsync(new AddActivationFix(), "LG0025", $"{before} partial class Stage;", $"{after} partial class Stage;", "Set Activation to Relu");

    [Theory]
    [InlineData("In = 2, Out = 2", "In = 2, Out = 2, Precision = Precision.Double")]
    [InlineData("In = 2, Precision = Precision.Single /* a */, Out = 2", "In = 2, Precision = Precision.Double /* a */, Out = 2")]
    public Task Precision_IsThatOfTheFirstLayer(string before, string after) => Fixes.AssertAsync(
        new MatchPrecisionFix(),
        "LG0104",
        $"[LinearLayer({before})] partial class B; [LinearLayer(In = 2, Out = 2, Precision = Precision.Double)] partial class A; [Sequential(typeof(A), typeof(B), typeof(A))] partial class Net;",
        $"[LinearLayer({after})] partial class B; [LinearLayer(In = 2, Out = 2, Precision = Precision.Double)] partial class A; [Sequential(typeof(A), typeof(B), typeof(A))] partial class Net;",
        "Give all layers the precision of 'A', Double");

    [Fact]
    public async Task Precision_OfALayerOfAnotherProjectIsLeft()
    {
        FixTest test = new(
            ["using LinearGen; [LinearLayer(In = 1, Out = 2, Precision = Precision.Double)] public partial class A; [LinearLayer(In = 2, Out = 2)] public partial class C; [Sequential(typeof(A), typeof(C), typeof(B))] partial class Net;"],
            library: "[LinearGen.LinearLayer(In = 2, Out = 4)] public partial class B;");
        Assert.Empty(await test.TitlesAsync(new MatchPrecisionFix(), "LG0104"));
    }

    [Fact]
    public Task Precision_IsMadeSingleByItsName() => Fixes.AssertAsync(
        new MatchPrecisionFix(),
        "LG0104",
        "[LinearLayer(In = 2, Out = 2, Precision = (Precision)1)] partial class B; [LinearLayer(In = 2, Out = 2)] partial class A; [Sequential(typeof(A), typeof(B))] partial class Net;",
        "[LinearLayer(In = 2, Out = 2, Precision = Precision.Single)] partial class B; [LinearLayer(In = 2, Out = 2)] partial class A; [Sequential(typeof(A), typeof(B))] partial class Net;");

    [Fact]
    public async Task Precision_IsMadeOneInAllDocuments()
    {
        FixTest test = new(
        [
            "using LinearGen; [Sequential(typeof(A), typeof(B), typeof(C))] partial class Net; [LinearLayer(In = 2, Out = 2, Precision = Precision.Double)] partial class A;",
            "[LinearGen.LinearLayer(In = 2, Out = 2)] partial class B;",
            "using LinearGen; [LinearLayer(In = 2, Out = 2, Precision = Precision.Double)] partial class C;",
        ]);
        string last = test.Texts()[2];
        await test.ApplyToAllAsync(new MatchPrecisionFix(), FixAllScope.Solution);
        Assert.Equal("[LinearGen.LinearLayer(In = 2, Out = 2, Precision = LinearGen.Precision.Double)] partial class B;", test.Texts()[1]);
        Assert.Equal(last, test.Texts()[2]);
        Assert.Empty(await test.ErrorsAsync());
    }
}
