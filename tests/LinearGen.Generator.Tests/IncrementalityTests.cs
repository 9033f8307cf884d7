using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.Generator.Tests;

/// <summary>What is computed again after an edit, by the named steps of the pipeline.</summary>
public class IncrementalityTests
{
    private const string SourceOutput = "SourceOutput";

    private const string First = """
        using LinearGen;
        namespace Acme;

        [LinearLayer(In = 2, Out = 3)]
        public sealed partial class Projection
        {
            public int Answer() => 42;
        }

        [LinearLayer(In = Projection.Out, Out = 4)]
        public sealed partial class Head;
        """;

    private const string Second = "namespace Acme; [LinearGen.LinearLayer(In = Head.Out * 2, Out = 5)] partial class Tail; class Other { public int Value() => 1; }";

    [Fact]
    public void SameCompilationAgain_ComputesNothing() => AssertEdit([First, Second], 1, text => text, regenerated: [], isEqualText: true);

    [Theory]
    [InlineData("=> 1;", "=> 2;")]
    [InlineData("class Other", "/* a comment */ class Other")]
    [InlineData("class Other", "\n\n\nclass Other")]
    [InlineData("class Other", "class Another")]
    [InlineData("class Other { public int Value() => 1; }", "")]
    [InlineData("class Other {", "class Other { this is no C# ")]
    public void UnrelatedEdit_InAnotherFileGeneratesNothing(string old, string replacement) =>
        AssertEdit([First, Second], 1, text => text.Replace(old, replacement, StringComparison.Ordinal), regenerated: []);

    [Theory]
    [InlineData("=> 42;", "=> 43;")]
    [InlineData("public int Answer() => 42;", "")]
    [InlineData("public int Answer() => 42;", "public int Answer() => 42; private string _name = \"new\";")]
    [InlineData("public sealed partial class Projection", "\n\n// moved\npublic sealed partial class Projection")]
    [InlineData("public sealed partial class Projection", "/// <summary>Documented.</summary>\npublic sealed partial class Projection")]
    [InlineData("public sealed partial class Projection", "[System.Obsolete(\"old\", false)] internal partial class Projection")]
    [InlineData("In = 2, Out = 3", "Out   =   3,\n    In = 1 + 1")]
    [InlineData("In = 2, Out = 3", "In = 2, Out = 3, Bias = false")]
    [InlineData("using LinearGen;", "using System;\n\nusing LinearGen;")]
    public void Edit_ThatChangesNoSpecificationGeneratesNothing(string old, string replacement) =>
        AssertEdit([First, Second], 0, text => text.Replace(old, replacement, StringComparison.Ordinal), regenerated: []);

    [Theory]
    [InlineData("In = 2", "In = 20", "Projection")]
    [InlineData("In = 2, Out = 3", "In = 2, Out = 3, Bias = true", "Projection")]
    [InlineData("In = 2, Out = 3", "In = 2, Out = 3, Precision = Precision.Double", "Projection")]
    [InlineData("Out = 4", "Out = 40", "Head", "Tail")]
    [InlineData("Out = 3", "Out = 30", "Projection", "Head")]
    [InlineData("Out = 4)]\npublic sealed partial class Head;", "Out = 4)]\npublic sealed partial class Head; [LinearLayer(In = 1, Out = 1)] partial class New;", "New")]
    public void Edit_OfAnAttributeGeneratesItsClassAndThoseThatUseItsSizes(string old, string replacement, params string[] regenerated) =>
        AssertEdit([First, Second], 0, text => text.Replace(old, replacement, StringComparison.Ordinal), regenerated);

    [Theory]
    [InlineData("=> 42;", "=> 43;")]
    [InlineData("Out = 4", "Out = 40", "Head", "Net")]
    [InlineData("In = 2, Out = 3", "In = 2, Out = 3, Activation = Activation.Relu", "Projection", "Net")]
    [InlineData("In = 2, Out = 3", "In = 2, Out = 3, Activation = Activation.Elu, Slope = 0.2", "Projection", "Net")]
    public void Edit_OfALayerGeneratesTheNetworksThatNameIt(string old, string replacement, params string[] regenerated) =>
        AssertEdit(
            [First, "namespace Acme; [LinearGen.Sequential(typeof(Projection), typeof(Head))] partial class Net; [LinearGen.Sequential(typeof(Own))] partial class Other; [LinearGen.LinearLayer(In = 1, Out = 1)] partial class Own;"],
            0,
            text => text.Replace(old, replacement, StringComparison.Ordinal),
            regenerated);

    [Theory]
    [InlineData("=> 42;", "=> 43;")]
    [InlineData("Clip = 5", "Clip   =   10 / 2.0")]
    [InlineData("Clip = 5", "Clip = 6", "Observation", "Net")]
    [InlineData("Epsilon = 1e-5", "Epsilon = 1e-6", "Norm", "Block", "Net")]
    [InlineData("Out = 4", "Out = 8", "Hidden", "Norm", "Block", "Net")]
    [InlineData("Activation.Relu", "Activation.Tanh", "Rectified", "Net")]
    [InlineData("\"Pose\", 0, 2", "\"Pose\", 0, 1", "Net")]
    [InlineData("\"Pose\"", "\"Place\"", "Net")]
    public void Edit_OfAStageGeneratesItsClassAndThoseThatNameIt(string old, string replacement, params string[] regenerated) => AssertEdit(
        [
            """
            using LinearGen; namespace Acme;
            [Normalization(Size = 2, Clip = 5)] partial class Observation { int Answer() => 42; }
            [LinearLayer(In = 2, Out = 4)] partial class Hidden;
            [LayerNorm(Size = Hidden.Out, Epsilon = 1e-5)] partial class Norm;
            [Residual(typeof(Norm))] partial class Block;
            """,
            """
            using LinearGen; namespace Acme;
            [ActivationLayer(Size = Block.Out, Activation = Activation.Relu)] partial class Rectified;
            [Sequential(typeof(Observation), typeof(Hidden), typeof(Block), typeof(Rectified)), InputPart("Pose", 0, 2)] partial class Net;
            """,
        ],
        old is "Activation.Relu" || old.Contains("Pose", StringComparison.Ordinal) ? 1 : 0,
        text => text.Replace(old, replacement, StringComparison.Ordinal),
        old == "Out = 4" ? [.. regenerated, "Rectified"] : regenerated);

    [Theory]
    [InlineData(0, "=> 1;", "=> 2;")]
    [InlineData(1, "=> 1;", "=> 2;")]
    public void Keystroke_InAProjectOfAThousandLayersIsReadAndKept(int edited, string old, string replacement)
    {
        const int Count = 1000;
        string layers = "using LinearGen; namespace Acme; "
            + string.Concat(Enumerable.Range(0, Count).Select(n => $"[LinearLayer(In = {(n == 0 ? "1" : $"Layer{n - 1}.Out")}, Out = {1 + (n % 3)})] public partial class Layer{n}; "))
            + "[Sequential(typeof(Layer0), typeof(Layer1))] public partial class Net; class Beside { int Value() => 1; }";
        (GeneratorResult _, GeneratorResult second) = RunTwice([layers, "class Other { int Value() => 1; }"], edited, text => text.Replace(old, replacement, StringComparison.Ordinal), isEqualText: false);

        Assert.Equal(Count + 1, Layers.Outputs(second, TrackingNames.Parse).Count());
        Assert.All(Layers.Outputs(second, TrackingNames.Parse), output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
        Assert.Equal(Count + 1, Layers.Outputs(second, TrackingNames.Spec).Count());
        Assert.All(Layers.Outputs(second, TrackingNames.Spec), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.All(
            second.Run.Results.SelectMany(generator => generator.TrackedOutputSteps.Values).SelectMany(steps => steps).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Edit_OfAConstantInAnotherFileGeneratesThoseThatUseIt()
    {
        string[] sources = ["[LinearGen.LinearLayer(In = Sizes.Width, Out = 3)] partial class Head; [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Tail;", "static class Sizes { public const int Width = 8; }"];
        AssertEdit(sources, 1, text => text.Replace('8', '9'), "Head");
    }

    [Fact]
    public void Diagnostics_FollowTheirTokens()
    {
        string[] sources = ["[LinearGen.LinearLayer(In = 0, Out = 3)] partial class Head;"];
        (GeneratorResult _, GeneratorResult second) = RunTwice(sources, 0, text => "\n\n" + text, isEqualText: false);
        Diagnostic diagnostic = Assert.Single(second.Diagnostics);
        Assert.Equal(new LinePosition(2, 28), diagnostic.Location.GetLineSpan().StartLinePosition);
        Assert.Same(second.Output.SyntaxTrees.First(), diagnostic.Location.SourceTree);
        Assert.Equal("0", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public void Diagnostics_OfOneClassDoNotTouchTheCodeOfOthers() => AssertEdit(
        ["[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;", "[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Wrong;"],
        1,
        text => text.Replace("In = 2", "In = -2", StringComparison.Ordinal),
        regenerated: [],
        removed: ["Wrong"]);

    [Fact]
    public void Specification_HoldsNothingOfTheCompiler()
    {
        GeneratorResult result = GeneratorHarness.Run(
            First, Second, "using LinearGen; namespace Acme; [LayerNorm(Size = Head.In)] partial class Norm; [Residual(typeof(Norm))] partial class Block; [Sequential(typeof(Block)), OutputPart(\"All\", 0, Head.In)] partial class Net;");
        object[] outputs = [.. Layers.Outputs(result, TrackingNames.Spec).Select(output => output.Value)];
        Assert.Equal(6, outputs.Length);
        foreach (object output in outputs)
        {
            AssertPlain(output, output.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    [Fact]
    public void Specification_EqualsAnotherOneWithTheSameContentsOnly()
    {
        LayerSpec Read(string source) => Layers.AcceptOne(source);
        const string Source = "namespace A { partial class B { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class C; } }";
        LayerSpec spec = Read(Source);
        Assert.Equal(spec, Read("\n" + Source));
        Assert.Equal(spec.GetHashCode(), Read("\n" + Source).GetHashCode());
        foreach ((string old, string replacement) in new[]
        {
            ("In = 2", "In = 4"), ("Out = 3", "Out = 4"), ("Out = 3", "Out = 3, Bias = true"), ("Out = 3", "Out = 3, Precision = LinearGen.Precision.Double"),
            ("namespace A", "namespace D"), ("class B", "class D"), ("class B", "struct B"), ("class C", "class D"),
        })
        {
            Assert.NotEqual(spec, Read(Source.Replace(old, replacement, StringComparison.Ordinal)));
        }
    }

    private static void AssertEdit(string[] sources, int edited, Func<string, string> edit, params string[] regenerated) =>
        AssertEdit(sources, edited, edit, regenerated, removed: []);

    private static void AssertEdit(string[] sources, int edited, Func<string, string> edit, string[] regenerated, string[]? removed = null, bool isEqualText = false)
    {
        (GeneratorResult first, GeneratorResult second) = RunTwice(sources, edited, edit, isEqualText);

        // The specifications that were computed anew and differ are those of the layers named, and no others.
        Assert.Equal(
            regenerated.Order(StringComparer.Ordinal),
            Changed(Layers.Outputs(second, TrackingNames.Spec)).Select(output => NameOf(output)).Order(StringComparer.Ordinal));
        Assert.Equal(
            removed ?? [],
            Layers.Outputs(second, TrackingNames.Spec).Where(output => output.Reason == IncrementalStepRunReason.Removed).Select(output => NameOf(output.Value)));

        // And so is the code that was written anew; the rest is the very same object as before. (The diagnostics'
        // outlet has the same name, and does not count.)
        IEnumerable<IncrementalStepRunReason> written = second.Run.Results.SelectMany(generator => generator.TrackedOutputSteps.TryGetValue(SourceOutput, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [])
            .Where(step => step.Inputs.Any(input => input.Source.Name == TrackingNames.Spec))
            .SelectMany(step => step.Outputs).Select(output => output.Reason)
            .Where(reason => reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
        Assert.Equal(regenerated.Length, written.Count());
        foreach (GeneratedSourceResult source in second.Run.Results.SelectMany(generator => generator.GeneratedSources))
        {
            GeneratedSourceResult before = first.Run.Results.SelectMany(generator => generator.GeneratedSources).FirstOrDefault(other => other.HintName == source.HintName);
            bool isNew = regenerated.Any(name => source.HintName.EndsWith($"{name}.g.cs", StringComparison.Ordinal));
            Assert.Equal(!isNew, ReferenceEquals(before.SourceText, source.SourceText));
        }
    }

    private static string NameOf(object spec) => (spec switch
    {
        NetworkSpec network => network.Hierarchy,
        StageSpec stage => stage.Hierarchy,
        _ => ((LayerSpec)spec).Hierarchy,
    }).Layer.Name;

    private static IEnumerable<object> Changed(IEnumerable<(object Value, IncrementalStepRunReason Reason)> outputs) => outputs
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .Select(output => output.Value);

    private static (GeneratorResult First, GeneratorResult Second) RunTwice(string[] sources, int edited, Func<string, string> edit, bool isEqualText)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(sources);
        GeneratorResult first = GeneratorHarness.Run(compilation);
        string changed = edit(sources[edited]);
        Assert.Equal(isEqualText, changed == sources[edited]);
        SyntaxTree tree = compilation.SyntaxTrees[edited];
        CSharpCompilation next = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(changed)));
        GeneratorDriver driver = first.Driver.RunGeneratorsAndUpdateCompilation(next, out Compilation output, out _);
        return (first, new GeneratorResult(driver, (CSharpCompilation)output, driver.GetRunResult()));
    }

    /// <summary>Walks everything that an object holds.</summary>
    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or Diagnostic or AttributeData or SourceText
                || value.GetType().Assembly == typeof(ISymbol).Assembly || value.GetType().Assembly == typeof(CSharpCompilation).Assembly,
            $"{path} holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertPlain(item, path + "[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertPlain(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
