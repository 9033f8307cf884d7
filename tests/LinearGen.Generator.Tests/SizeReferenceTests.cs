using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests;

/// <summary>Sizes taken from other layers, whose constants do not exist yet when the generator looks.</summary>
public class SizeReferenceTests
{
    private const string Projection = "namespace Acme { [LinearGen.LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Projection; }";

    /// <summary>Sizes as they are written, and what they come to.</summary>
    public static TheoryData<string, int> Expressions { get; } = new()
    {
        { "Projection.Out", 3 },
        { "Projection.In", 2 },
        { "Projection.ParameterCount", 9 },
        { "Acme.Projection.Out", 3 },
        { "global::Acme.Projection.Out", 3 },
        { "A::Projection.Out", 3 },
        { "P.Out", 3 },
        { "Projection . @Out", 3 },
        { "(Projection.Out)", 3 },
        { "(int)Projection.Out", 3 },
        { "(int)(long)Projection.Out", 3 },
        { "unchecked(Projection.Out)", 3 },
        { "checked((int)Projection.Out)", 3 },
        { "Projection.Out * 2", 6 },
        { "2 * Projection.Out + 1", 7 },
        { "Projection.In * Projection.Out", 6 },
        { "Projection.Out + Sizes.Extra", 103 },
        { "Projection.Out << 4 | 1", 49 },
        { "Projection.Out - -Projection.In", 5 },
        { "(int)(Projection.Out * 1.5)", 4 },
        { "(int)(Projection.Out * 2.5m)", 7 },
        { "Projection.Out > 2 ? 10 : 20", 10 },
        { "Sizes.Wide ? Projection.Out : Projection.In", 2 },
        { "Projection.Out % 2 == 0 ? 1 : Projection.Out / 2 + Projection.Out", 4 },
        { "unchecked(Projection.Out * int.MaxValue) - int.MaxValue + 10", 8 },
        { "(byte)(Projection.Out + 7)", 10 },
        { "(ushort)Projection.Out", 3 },
        { "(int)Width.Wide", 12 },
        { "(int)Width.Wide + (int)Width.Fixed", 21 },
        { "Sizes.FromLayer", 30 },
        { "Sizes.FromLayer + 1", 31 },
        { "Sizes.FromFromLayer", 60 },
        { "(int)Sizes.LongFromLayer", 3 },
        { "(int)(Sizes.DoubleFromLayer / 2 * 2)", 3 },
        { "Around.Head.In", 5 },
        { "Sizes.Name == \"Out\" ? 8 : 9", 8 },
        { "nameof(Projection.Out) == \"Out\" ? 8 : 9", 8 },
        { "nameof(Projection) == \"Projection\" ? Projection.Out : 9", 3 },
        { "Derived.Out", 3 },
        { "Nested.Layer.Out", 5 },
        { "Acme.Nested.Layer.In", 4 },
        { "@class.Out", 7 },
        { "@class.In + 1", 7 },
        { "Observation.Out", 8 },
        { "Observation.In / 2", 4 },
        { "Observation.ParameterCount + 1", 1 },
        { "Norm.ParameterCount", 6 },
        { "Block.In", 3 },
        { "Block.Out * 2", 6 },
        { "Block.ParameterCount", 18 },
        { "Net.In", 2 },
        { "Net.Out", 3 },
        { "Net.ParameterCount", 27 },
    };

    /// <summary>Compiled together once: that is what takes time.</summary>
    private static readonly Lazy<IReadOnlyList<LayerSpec>> Heads = new(() => Layers.Accept($$"""
        using LinearGen;
        using P = Acme.Projection;
        using A = Acme;
        namespace Acme
        {
            class Derived : Base;
            partial class Nested { [LinearLayer(In = 4, Out = 5)] public partial class Layer; }
            [LinearLayer(In = 6, Out = 7)] partial class @class;

            // What stands beside the class hides what stands around both.
            partial class Around
            {
                [LinearLayer(In = 4, Out = 5)] public partial class Projection;
                [LinearLayer(In = Projection.Out, Out = 1)] public partial class Head;
            }

            enum Width { Wide = Projection.Out * 4, Fixed = 9 }
            static class Sizes
            {
                public const int Extra = 100;
                public const bool Wide = Projection.Out > 3;
                public const int FromLayer = Projection.Out * 10;
                public const int FromFromLayer = FromLayer * Projection.In;
                public const long LongFromLayer = Projection.Out;
                public const double DoubleFromLayer = Projection.Out;
                public const string Name = nameof(Projection.Out);
            }

            [LinearLayer(In = 2, Out = 3)] partial class Base;
            [Normalization(Size = Nested.Layer.In * 2)] partial class Observation;
            [LayerNorm(Size = Projection.Out)] partial class Norm;
            [LinearLayer(In = Norm.Out, Out = Norm.In, Bias = true)] partial class Mix;
            [Residual(typeof(Mix), typeof(Norm))] partial class Block;
            [Sequential(typeof(Projection), typeof(Block))] partial class Net;
            {{string.Join("\n", Expressions!.Select((row, i) => $"[LinearLayer(In = {row[0]}, Out = 1)] partial class Head{i};"))}}
        }
        """, Projection));

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Sizes_OfOtherLayersAreWorkedOutAsTheCompilerWould(string expression, int expected)
    {
        int index = Expressions.ToList().FindIndex(row => (string)row[0] == expression);
        Assert.Equal(expected, Assert.Single(Heads.Value, spec => spec.Hierarchy.Layer.Name == $"Head{index}").In);
    }

    [Fact]
    public void Sizes_AreTheSameAsTheCompiledConstants()
    {
        // What the attribute says in metadata, as the compiler worked it out, is what was generated.
        GeneratorResult result = GeneratorHarness.Run("""
            using LinearGen;
            [LinearLayer(In = B.Out * 3 - 1, Out = unchecked((byte)(B.In * 100)))] public partial class A;
            [LinearLayer(In = C.Out + 2, Out = C.In << 1)] public partial class B;
            [LinearLayer(In = 4, Out = C.In + 1, Precision = B.Out == 8 ? Precision.Double : Precision.Single, Bias = A.In > 20)] public partial class C;
            """);
        Assert.Empty(result.Diagnostics);
        foreach (LayerSpec spec in Layers.Specs(result))
        {
            AttributeData attribute = Assert.Single(result.Output.GetTypeByMetadataName(spec.Hierarchy.Layer.Name)!.GetAttributes());
            Dictionary<string, object?> arguments = attribute.NamedArguments.ToDictionary(argument => argument.Key, argument => argument.Value.Value);
            Assert.Equal((arguments["In"], arguments["Out"]), (spec.In, spec.Out));
            Assert.Equal(arguments.GetValueOrDefault("Bias") ?? false, spec.HasBias);
            Assert.Equal(arguments.GetValueOrDefault("Precision") ?? 0, (int)spec.Precision);
        }
    }

    [Fact]
    public void Sizes_AreFollowedThroughManyLayersAndFiles()
    {
        string[] sources = [.. Enumerable.Range(0, 50).Select(i => $"namespace N{i}; [LinearGen.LinearLayer(In = 1, Out = N{i + 1}.Layer.Out + 1)] partial class Layer;")];
        IReadOnlyList<LayerSpec> specs = Layers.Accept([.. sources, "namespace N50; [LinearGen.LinearLayer(In = 1, Out = 1)] partial class Layer;"]);
        Assert.Equal(51, Assert.Single(specs, spec => spec.Hierarchy.Namespace == "N0").Out);
    }

    [Fact]
    public void Sizes_OfTheSameLayerMayDependOnEachOther() =>
        Assert.Equal(": class Head 4→8 float", Layers.Describe(Layers.AcceptOne("[LinearGen.LinearLayer(In = 4, Out = Head.In * 2)] partial class Head;")));

    [Fact]
    public void Sizes_MayBeConstantsInsideLayers()
    {
        IReadOnlyList<LayerSpec> specs = Layers.Accept("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3)] partial class Projection { public const int Width = Out * 2, Plain = 9; partial class Inner { public const int Height = Out + In; } public const int Height = Inner.Height; }
            [LinearLayer(In = Projection.Width, Out = Projection.Height)] partial class Head { public const int Size = 11; }
            [LinearLayer(In = Projection.Plain, Out = Head.Size)] partial class Tail;
            """);
        Assert.Equal([": class Head 6→5 float", ": class Projection 2→3 float", ": class Tail 9→11 float"], specs.Select(Layers.Describe));
    }

    [Fact]
    public void Sizes_GoThroughAMemberNamedLikeItsType()
    {
        IReadOnlyList<LayerSpec> specs = Layers.Accept("""
            using LinearGen;
            public partial class Model
            {
                private Projection Projection { get; } = new();
                private readonly Hidden Hidden = new();
                [LinearLayer(In = Projection.Out, Out = Hidden.Out)] private partial class Head;
                public object All => (Projection, Hidden, new Head());
            }
            [LinearLayer(In = 2, Out = 3)] public partial class Projection;
            [LinearLayer(In = 2, Out = 5)] public partial class Hidden;
            """);
        Assert.Contains(": class Model, class Head 3→5 float", specs.Select(Layers.Describe));
    }

    [Fact]
    public void Sizes_OfAReferencedAssemblyAreItsConstants()
    {
        GeneratorResult library = GeneratorHarness.Run(Projection);
        foreach (MetadataReference reference in new MetadataReference[] { library.Output.ToMetadataReference(), Compiled(library) })
        {
            CSharpCompilation compilation = GeneratorHarness.CreateCompilation("""
                [LinearGen.LinearLayer(In = Acme.Projection.Out, Out = Acme.Projection.In + 1)] public partial class Head;
                """).WithAssemblyName("User").AddReferences(reference);
            Assert.Equal(": class Head 3→3 float", Layers.Describe(Assert.Single(Layers.Accept(compilation))));
        }
    }

    [Fact]
    public void Sizes_OfAReferencedProjectThatIsNotGeneratedYetComeFromItsAttribute()
    {
        // An editor may show a reference without its generated half.
        CSharpCompilation library = GeneratorHarness.CreateCompilation(Projection);
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation("""
            [LinearGen.LinearLayer(In = Acme.Projection.Out, Out = Acme.Projection.In + 1)] public partial class Head;
            """).WithAssemblyName("User").AddReferences(library.ToMetadataReference());
        GeneratorResult result = GeneratorHarness.Run(compilation);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(": class Head 3→3 float", Layers.Describe(Assert.Single(Layers.Specs(result))));
    }

    [Fact]
    public void Sizes_ThatAMemberOfTheUsersOwnGivesAreThatMembers()
    {
        GeneratorResult result = Layers.Reject("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3)] partial class Projection { public const int {|LG0014:Out|} = 30; }
            [LinearLayer(In = Projection.Out, Out = 4)] partial class Head;
            """);
        Assert.Equal(30, Assert.Single(Layers.Specs(result)).In);
    }

    [Fact]
    public void Cycles_AreReportedAtEachSizeInThem()
    {
        GeneratorResult result = Layers.Reject("""
            using LinearGen;
            [LinearLayer(In = {|LG0007:B.Out|}, Out = 1)] partial class A;
            [LinearLayer(In = 1, Out = {|LG0007:C.In * 2|})] partial class B;
            [LinearLayer(In = {|LG0007:(A.In)|}, Out = 1)] partial class C;
            """, "CS0117");
        Assert.Contains("In of 'A' depends on itself (A.In → B.Out → C.In → A.In): give one of these sizes as a number", result.Diagnostics.Select(Text));
    }

    [Theory]
    [InlineData("In = {|LG0007:Head.In|}, Out = 3", "CS0117")]
    [InlineData("In = {|LG0007:Head.Out|}, Out = {|LG0007:Head.In|}", "CS0117")]
    [InlineData("In = {|LG0007:Head.In + 1|}, Out = 3", "CS0117")]
    [InlineData("In = {|LG0007:Head.ParameterCount|}, Out = 3", "CS0117")]
    [InlineData("In = {|LG0007:Sizes.Width|}, Out = 3", "CS0117", "CS0182")]
    [InlineData("In = 1, Out = 3, Bias = {|LG0007:Head.ParameterCount > 3|}", "CS0117")]
    public void Cycles_MayBeShort(string arguments, params string[] compilerErrors) => Layers.Reject(
        $"using LinearGen; [LinearLayer({arguments})] partial class Head; "
        + (arguments.Contains("Sizes", StringComparison.Ordinal) ? "static class Sizes { public const int Width = Head.In; }" : ""), compilerErrors);

    [Theory]
    [InlineData("[LayerNorm(Size = {|LG0007:Norm.Out|})] partial class Norm;")]
    [InlineData("[LayerNorm(Size = {|LG0007:Norm.ParameterCount|})] partial class Norm;")]
    [InlineData("[LayerNorm(Size = {|LG0007:Hidden.Out|})] partial class Norm; [LinearLayer(In = 2, Out = {|LG0007:Norm.In|})] partial class Hidden;")]
    [InlineData("[LayerNorm(Size = {|LG0007:Block.Out|})] partial class Norm; [Residual(typeof(Norm))] partial class Block;")]
    [InlineData("[LayerNorm(Size = {|LG0007:Block.ParameterCount|})] partial class Norm; [Residual(typeof(Other), typeof(Norm))] partial class Block; [LayerNorm(Size = 3)] partial class Other;")]
    [InlineData("[LinearLayer(In = 2, Out = Block.Out)] partial class Head; [Residual({|LG0112:typeof(Block)|})] partial class Block;")]
    public void Cycles_MayLeadThroughStagesAndBlocks(string source) => Layers.Reject("using LinearGen; " + source, "CS0117");

    [Theory]
    [InlineData("[LinearLayer(In = {|LG0004:0|}, Out = {|LG0004:-1|})] partial class Wrong;")]
    [InlineData("[{|LG0003:LinearLayer|}] partial class Wrong;")]
    [InlineData("[LinearLayer(In = {|LG0007:Wrong.Out|}, Out = {|LG0007:Wrong.In|})] partial class Wrong;")]
    [InlineData("[LinearLayer(In = {|LG0006:\"a\".Length|}, Out = {|LG0006:\"a\".Length|})] partial class Wrong;", "CS0182")]
    public void Faults_AreBlamedWhereTheyAreAndNotWhereTheyAreUsed(string declaration, params string[] compilerErrors) => Layers.Reject($$"""
        using LinearGen;
        {{declaration}}
        [LinearLayer(In = Wrong.Out, Out = 1)] partial class Head;
        [LinearLayer(In = 1, Out = Head.In + Wrong.In)] partial class Tail;
        """, ["CS0117", .. compilerErrors]);

    [Fact]
    public void Layers_ThatAreWrongOtherwiseStillHaveSizes()
    {
        GeneratorResult result = Layers.Reject("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3)] class {|LG0001:Wrong|};
            [LinearLayer(In = Wrong.Out, Out = 1)] partial class Head;
            """, "CS0117");
        Assert.Equal(3, Assert.Single(Layers.Specs(result)).In);
    }

    [Theory]
    [InlineData("Plain.Out", "In of 'Head' cannot be evaluated: 'Plain' is not a layer, stage or network, since it has no [LinearLayer] or the like, and it declares no constant 'Out' of its own")]
    [InlineData("Out", "In of 'Head' cannot be evaluated: it does not say whose 'Out' is meant; write the layer's name in front, such as 'Projection.Out'")]
    [InlineData("Plain.Width()", "In of 'Head' cannot be evaluated: 'Plain.Width()' is not a constant that is known here; write a number, a constant, or In or Out of another layer, such as 'Projection.Out'")]
    [InlineData("Head.Out + 0L", "In of 'Head' cannot be evaluated: 'Head.Out + 0L' is not an int")]
    public void Messages_SayWhatWasFoundAndWhatToDo(string expression, string message) => Assert.Equal(message, GeneratorHarness.Run($$"""
        [LinearGen.LinearLayer(In = {{expression}}, Out = 3)] partial class Head;
        class Plain { public static int Width() => 1; }
        """).Message());

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static PortableExecutableReference Compiled(GeneratorResult library) => MetadataReference.CreateFromImage(library.ToAssemblyBytes());

    [Fact]
    public void SizeOfAnotherIntegerType_CountsAsAnInt()
    {
        IReadOnlyList<LayerSpec> specs = Layers.Accept("""
            static class Sizes { public const short In = 3; public const long Out = 4; }
            [LinearGen.LinearLayer(In = Sizes.In, Out = (int)Sizes.Out)] partial class A;
            [LinearGen.LinearLayer(In = A.ParameterCount, Out = A.In)] partial class B;
            """);

        Assert.Equal([(3, 4), (12, 3)], specs.Select(spec => (spec.In, spec.Out)));
    }
}
