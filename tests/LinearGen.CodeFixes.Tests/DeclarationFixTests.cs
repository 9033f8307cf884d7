using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes.Tests;

/// <summary>Fixes of how a class is declared.</summary>
public class DeclarationFixTests
{
    private const string Layer = "[LinearLayer(In = 2, Out = 3)]";

    [Theory]
    [InlineData("class Head;", "partial class Head;")]
    [InlineData("public sealed class Head { }", "public sealed partial class Head { }")]
    [InlineData("/* a */ public /* b */ class /* c */ Head /* d */ { }", "/* a */ public /* b */ partial class /* c */ Head /* d */ { }")]
    [InlineData("class @class { }", "partial class @class { }")]
    [InlineData("sealed class Head(int seed) { public int Seed => seed; }", "sealed partial class Head(int seed) { public int Seed => seed; }")]
    [InlineData("// partial\nclass Head { }", "// partial\npartial class Head { }")]
    [InlineData("public\n#if X\n    abstract\n#endif\n    class Head;", "public\n#if X\n    abstract\n#endif\n    partial class Head;")]
    [InlineData("public\r\n    class\tHead\r\n{\r\n}", "public\r\n    partial class\tHead\r\n{\r\n}")]
    public Task Partial_IsAdded(string before, string after) =>
        Fixes.AssertAsync(new MakePartialFix(), "LG0001", $"/// <summary>A.</summary>\n{Layer}\n{before}", $"/// <summary>A.</summary>\n{Layer}\n{after}");

    [Theory]
    [InlineData("LG0001")]
    [InlineData("LG0002")]
    public Task Partial_IsAddedToAllTypesAroundInOneStep(string id) => Fixes.AssertAsync(
        new MakePartialFix(),
        id,
        $$"""
        public static class A // outermost
        {
            partial interface IB
            {
                record struct C(int X)
                {
                    {{Layer}}
                    public class Head;
                    class Other;
                }
            }
            class Another;
        }
        """,
        $$"""
        public static partial class A // outermost
        {
            partial interface IB
            {
                partial record struct C(int X)
                {
                    {{Layer}}
                    public partial class Head;
                    class Other;
                }
            }
            class Another;
        }
        """,
        "Make 'A', 'C', 'Head' partial");

    [Fact]
    public Task Partial_IsAddedToNetworks() => Fixes.AssertAsync(
        new MakePartialFix(),
        "LG0001",
        $"{Layer} partial class Head; [Sequential(typeof(Head))] class Net;",
        $"{Layer} partial class Head; [Sequential(typeof(Head))] partial class Net;",
        "Make 'Net' partial");

    [Theory]
    [InlineData("[Normalization(Size = 2)]")]
    [InlineData("[Rescaling(Size = 2)]")]
    [InlineData("[LayerNorm(Size = 2)]")]
    [InlineData("[ActivationLayer(Size = 2, Activation = Activation.Relu)]")]
    [InlineData("[Residual(typeof(Other))]")]
    public Task Partial_IsAddedToStages(string attribute)
    {
        string rest = " [LayerNorm(Size = 2)] partial class Other;";
        return Fixes.AssertAsync(
            new MakePartialFix(),
            "LG0002",
            $"static class Outer {{ {attribute} internal class Stage; }}{rest}",
            $"static partial class Outer {{ {attribute} internal partial class Stage; }}{rest}",
            "Make 'Outer', 'Stage' partial");
    }

    [Theory]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task Partial_IsAddedInAllDocuments(FixAllScope scope) => Fixes.AssertAllAsync(
        new MakePartialFix(),
        scope,
        [$"static class A {{ {Layer} class B; {Layer} class C; }}", $"{Layer} class D;", "class E;"],
        [$"static partial class A {{ {Layer} partial class B; {Layer} partial class C; }}", $"{Layer} partial class D;", "class E;"]);

    [Theory]
    [InlineData(FixAllScope.Project, "class D;")]
    [InlineData(FixAllScope.Solution, "partial class D;")]
    public async Task Partial_IsAddedInOtherProjectsOnlyIfAllAreAskedFor(FixAllScope scope, string other)
    {
        FixTest test = new(["[LinearGen.LinearLayer(In = 1, Out = 2)] class Head;"], library: "[LinearGen.LinearLayer(In = 1, Out = 2)] class D;");
        await test.ApplyToAllAsync(new MakePartialFix(), scope);
        Assert.Equal(["[LinearGen.LinearLayer(In = 1, Out = 2)] partial class Head;"], test.Texts());
        Assert.Equal("[LinearGen.LinearLayer(In = 1, Out = 2)] " + other, test.LibraryText());
    }

    [Fact]
    public Task Partial_IsAddedInOneDocument() => Fixes.AssertAllAsync(
        new MakePartialFix(),
        FixAllScope.Document,
        [$"{Layer} class B; {Layer} class C;", $"{Layer} class D;"],
        [$"{Layer} partial class B; {Layer} partial class C;", $"{Layer} class D;"]);

    [Theory]
    [InlineData("LG0010", "static partial class Head;", "partial class Head;")]
    [InlineData("LG0010", "public static partial class Head { static int X() => 1; }", "public partial class Head { static int X() => 1; }")]
    [InlineData("LG0010", "public /* a */ static /* b */ partial class Head;", "public /* a */ /* b */ partial class Head;")]
    [InlineData("LG0010", "static\n    partial class Head;", "partial class Head;")]
    [InlineData("LG0010", "static // why\n    partial class Head;", "// why\n    partial class Head;")]
    [InlineData("LG0011", "abstract partial class Head;", "partial class Head;")]
    [InlineData("LG0011", "public abstract partial class Head { public virtual int X => 1; }", "public partial class Head { public virtual int X => 1; }")]
    [InlineData("LG0012", "sealed partial record Head { }", "sealed partial class Head { }")]
    [InlineData("LG0012", "partial record class Head(int Seed) { public int Twice => 2 * Seed; }", "partial class Head(int Seed) { public int Twice => 2 * Seed; }")]
    [InlineData("LG0012", "partial record /* a */ class /* b */ Head;", "partial /* a */ class /* b */ Head;")]
    [InlineData("LG0012", "partial record /* a */ Head;", "partial class /* a */ Head;")]
    [InlineData("LG0013", "file sealed partial class Head;", "internal sealed partial class Head;")]
    [InlineData("LG0013", "/* a */ file /* b */ partial class Head;", "/* a */ internal /* b */ partial class Head;")]
    public Task Words_AreRemovedOrChanged(string id, string before, string after) =>
        Fixes.AssertAsync(Fix(id), id, $"{Layer}\n{before}", $"{Layer}\n{after}");

    [Fact]
    public Task FileLocal_TypesAroundAreChanged() => Fixes.AssertAsync(
        new FileToInternalFix(),
        "LG0013",
        $"file static partial class Outer {{ {Layer} public partial class Head; }} file static partial class Outer;",
        $"internal static partial class Outer {{ {Layer} public partial class Head; }} internal static partial class Outer;",
        "Change 'file' to 'internal'");

    [Theory]
    [InlineData("LG0010", "static partial class Head;", "partial class Head;", "Remove 'static'")]
    [InlineData("LG0011", "abstract partial class Head;", "partial class Head;", "Remove 'abstract'")]
    [InlineData("LG0012", "partial record Head;", "partial class Head;", "Change 'record' to 'class'")]
    public async Task Parts_InOtherFilesAreChangedToo(string id, string before, string after, string title)
    {
        FixTest test = new([$"using LinearGen; {Layer} {before}", $"public {before} class Other;", before]);
        Assert.Equal([title], await test.TitlesAsync(Fix(id), id));
        await test.ApplyAsync(Fix(id), id);
        Assert.Equal([$"using LinearGen; {Layer} {after}", $"public {after} class Other;", after], test.Texts());
        Assert.DoesNotContain(await test.ErrorsAsync(), diagnostic => diagnostic.Id == id);
    }

    [Theory]
    [InlineData("LG0010", "static partial class", "partial class")]
    [InlineData("LG0012", "partial record", "partial class")]
    [InlineData("LG0013", "file partial class", "internal partial class")]
    public Task Words_AreChangedInAllDocuments(string id, string before, string after) => Fixes.AssertAllAsync(
        Fix(id),
        FixAllScope.Project,
        [$"{Layer} {before} A; {Layer} {before} B;", $"{Layer} {before} C;"],
        [$"{Layer} {after} A; {Layer} {after} B;", $"{Layer} {after} C;"]);

    [Theory]
    [InlineData("LG0022", "In = 2, Out = 3, Slope = 0.2", "In = 2, Out = 3")]
    [InlineData("LG0022", "Slope = 0.2, In = 2, Out = 3", "In = 2, Out = 3")]
    [InlineData("LG0022", "In = 2, Slope = 1 / 4.0 /* a */, Out = 3, Activation = Activation.Relu", "In = 2 /* a */, Out = 3, Activation = Activation.Relu")]
    [InlineData("LG0022", "In = 2,\n    Slope = 0.2,\n    Out = 3", "In = 2,\n    Out = 3")]
    [InlineData("LG0026", "In = 2, Out = 3, Activation = Activation.Celu, Slope = 0", "In = 2, Out = 3, Activation = Activation.Celu")]
    public Task Slope_IsRemoved(string id, string before, string after) =>
        Fixes.AssertAsync(new RemoveSlopeFix(), id, $"[LinearLayer({before})] partial class Head;", $"[LinearLayer({after})] partial class Head;", "Remove 'Slope'");

    [Fact]
    public Task Slope_IsRemovedInAllDocuments() => Fixes.AssertAllAsync(
        new RemoveSlopeFix(),
        FixAllScope.Project,
        ["[LinearLayer(In = 2, Out = 3, Slope = 2)] partial class A; [LinearLayer(Slope = 2, In = 2, Out = 3)] partial class B;", "[LinearLayer(In = 2, Slope = 2, Out = 3)] partial class C;"],
        ["[LinearLayer(In = 2, Out = 3)] partial class A; [LinearLayer(In = 2, Out = 3)] partial class B;", "[LinearLayer(In = 2, Out = 3)] partial class C;"]);

    private static CodeFixProvider Fix(string id) => id switch
    {
        "LG0010" or "LG0011" => new RemoveModifierFix(),
        "LG0012" => new RecordToClassFix(),
        _ => new FileToInternalFix(),
    };
}
