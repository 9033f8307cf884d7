using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>Networks: what is accepted, and what is reported where.</summary>
public class NetworkTests
{
    private const string Layers2 = """

        [LinearLayer(In = 64, Out = 32, Bias = true, Activation = Activation.Relu)] public partial class Hidden;
        [LinearLayer(In = Hidden.Out, Out = 10)] public partial class Head;
        """;

    [Theory]
    [InlineData("[Sequential(typeof(Hidden), typeof(Head))] public sealed partial class Net;", "Hidden 64→32, Head 32→10")]
    [InlineData("[Sequential(new[] { typeof(Hidden), typeof(Head) })] internal partial class Net { }", "Hidden 64→32, Head 32→10")]
    [InlineData("[Sequential([typeof(Hidden), typeof(Head)])] partial class Net { public Net(int seed) => Initialize(new System.Random(seed)); }", "Hidden 64→32, Head 32→10")]
    [InlineData("[SequentialAttribute(typeof(Head))] partial class Net;", "Head 32→10")]
    [InlineData("[Sequential(typeof(Square), typeof(Square), typeof(Square))] partial class Net; [LinearLayer(In = 3, Out = 3)] partial class Square;", "Square1 3→3, Square2 3→3, Square3 3→3")]
    [InlineData("static partial class Outer { [Sequential(typeof(Inner))] private partial class Net; [LinearLayer(In = 3, Out = 4)] private partial class Inner; }", "Inner 3→4")]
    [InlineData("[Sequential(typeof(N.@class))] public partial class Net; namespace N { [LinearLayer(In = 3, Out = 4)] internal partial class @class; }", "@class 3→4")]
    [InlineData("[Sequential(typeof(Head))] public partial class Net : Table { public float this[int i, int j] => i; } public class Table { public float this[long i] => i; }", "Head 32→10")]
    [InlineData("[Sequential(typeof(Head))] public partial class Net : Table; public class Table { public float this[int i, int j] => i; }", "Head 32→10")]
    [InlineData("[Sequential(typeof(Optional))] public partial class Net; [LinearLayer(In = 3, Out = 4)] public partial class Optional(int seed = 1) { public int Seed => seed; }", "Optional 3→4")]
    [InlineData("[Sequential(typeof(Precise), typeof(Precise))] public partial class Net; [LinearLayer(In = 4, Out = 4, Precision = Precision.Double)] public partial class Precise;", "Precise1 4→4, Precise2 4→4")]
    public void RightNetworks_AreAccepted(string network, string expected)
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen;\n" + network + Layers2);

        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        NetworkSpec spec = Assert.Single(Layers.Networks(result));
        Assert.Equal(expected, string.Join(", ", spec.Layers.Select(layer => $"{layer.Property} {layer.In}→{layer.Out}")));
        Assert.NotNull(result.Load());
    }

    [Fact]
    public void LayersOfAnotherAssembly_AreReadFromItsAttributes()
    {
        GeneratorResult library = GeneratorHarness.Run("using LinearGen; namespace Library; [LinearLayer(In = 5, Out = 7, Bias = true, Activation = Activation.Gelu)] public partial class Body;");
        GeneratorResult result = GeneratorHarness.Run(GeneratorHarness
            .CreateCompilation("using LinearGen; [LinearLayer(In = 7, Out = 2)] public partial class Tail; [Sequential(typeof(Library.Body), typeof(Tail))] public partial class Net;")
            .WithAssemblyName("User")
            .AddReferences(MetadataReference.CreateFromImage(library.ToAssemblyBytes())));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        NetworkLayer body = Assert.Single(Layers.Networks(result)).Layers[0];
        Assert.Equal((5, 7, true, Model.Activation.Gelu), (body.In, body.Out, body.HasBias, body.Activation));
    }

    [Fact]
    public void SlopesOfAnotherAssembly_AreReadFromItsAttributes()
    {
        GeneratorResult library = GeneratorHarness.Run("""
            using LinearGen; namespace Library;
            [LinearLayer(In = 5, Out = 7, Activation = Activation.LeakyRelu, Slope = 1)] public partial class First;
            [LinearLayer(In = 7, Out = 7, Activation = Activation.Elu, Slope = -0.25)] public partial class Second;
            [LinearLayer(In = 7, Out = 7, Activation = Activation.Celu)] public partial class Third;
            """);
        GeneratorResult result = GeneratorHarness.Run(GeneratorHarness
            .CreateCompilation("using LinearGen; [Sequential(typeof(Library.First), typeof(Library.Second), typeof(Library.Third))] public partial class Net;")
            .WithAssemblyName("User")
            .AddReferences(MetadataReference.CreateFromImage(library.ToAssemblyBytes())));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        Assert.Equal([1, -0.25, null], Assert.Single(Layers.Networks(result)).Layers.Select(layer => layer.Slope));
        string text = Assert.Single(result.Sources).Text;
        Assert.Contains("struct Slope1 : global::LinearGen.Internals.ISlope { public static double Value => 1; }", text, StringComparison.Ordinal);
        Assert.Contains("struct Slope2 : global::LinearGen.Internals.ISlope { public static double Value => -0.25; }", text, StringComparison.Ordinal);
        Assert.Contains("global::LinearGen.Internals.Elu>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LessVisibleLayers_GetLessVisibleProperties()
    {
        GeneratorResult result = GeneratorHarness.Run("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3)] internal partial class Hidden;
            [Sequential(typeof(Hidden))] public partial class Net;
            """);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        Assert.Equal(Accessibility.Internal, Assert.Single(result.Output.GetTypeByMetadataName("Net")!.GetMembers("Hidden")).DeclaredAccessibility);
    }

    [Theory]
    [InlineData("[Sequential(typeof(Head), {|LG0101:typeof(Hidden)|})] partial class Net;")]
    [InlineData("[Sequential(typeof(Hidden), typeof(Head), {|LG0101:typeof(Head)|})] partial class Net;")]
    [InlineData("[Sequential(new[] { typeof(Hidden), {|LG0101:typeof(Hidden)|} })] partial class Net;")]
    [InlineData("[Sequential(typeof(Hidden), {|LG0102:typeof(string)|})] partial class Net;")]
    [InlineData("[Sequential({|LG0102:typeof(int[])|}, typeof(Head))] partial class Net;")]
    [InlineData("[Sequential({|LG0102:typeof(System.Collections.Generic.List<>)|})] partial class Net;")]
    [InlineData("[Sequential({|LG0102:typeof(Other.Mine)|})] partial class Net; namespace Other { [LinearLayer(In = 2, Out = 3)] partial class Mine; class LinearLayerAttribute : System.Attribute { public int In, Out; } }")]
    [InlineData("[{|LG0103:Sequential|}] partial class Net;")]
    [InlineData("[{|LG0103:Sequential|}()] partial class Net;")]
    [InlineData("[{|LG0103:Sequential|}(new System.Type[0])] partial class Net;")]
    [InlineData("[{|LG0103:Sequential|}(null!)] partial class Net;")]
    [InlineData("[Sequential(typeof(Hidden), {|LG0104:typeof(Precise)|})] partial class Net; [LinearLayer(In = 32, Out = 2, Precision = Precision.Double)] partial class Precise;")]
    [InlineData("[Sequential(typeof(Hidden), {|LG0104,LG0101:typeof(Precise)|})] partial class Net; [LinearLayer(In = 3, Out = 2, Precision = Precision.Double)] partial class Precise;")]
    [InlineData("[Sequential({|LG0105:typeof(Seeded)|})] partial class Net; [LinearLayer(In = 3, Out = 2)] partial class Seeded(int seed) { public int Seed => seed; }")]
    [InlineData("[Sequential({|LG0105:typeof(Hider)|})] partial class Net; [LinearLayer(In = 3, Out = 2)] partial class Hider { private Hider() { } }")]
    [InlineData("[Sequential({|LG0105:typeof(Needy)|})] partial class Net; [LinearLayer(In = 3, Out = 2)] partial class Needy { public required int Seed { get; init; } }")]
    [InlineData("[Sequential(typeof(N.Head), {|LG0107:typeof(M.Head)|})] partial class Net; namespace N { [LinearLayer(In = 3, Out = 3)] partial class Head; } namespace M { [LinearLayer(In = 3, Out = 3)] partial class Head; }")]
    [InlineData("[Sequential({|LG0107:typeof(N.Net)|})] partial class Net; namespace N { [LinearLayer(In = 3, Out = 3)] partial class Net; }")]
    [InlineData("[Sequential({|LG0107:typeof(Activations)|})] partial class Net; [LinearLayer(In = 3, Out = 3)] partial class Activations;")]
    [InlineData("[Sequential(typeof(Head))] partial class Net { public int {|LG0014:Head|} => 1; }")]
    [InlineData("[Sequential(typeof(Head))] partial class Net { public int {|LG0014:Gradients|} => 1; }")]
    [InlineData("[Sequential(typeof(Head))] partial class Net; [Sequential({|LG0108:typeof(Net)|})] partial class Outer;")]
    [InlineData("[Sequential(typeof(Head))] class {|LG0001:Net|};")]
    [InlineData("class {|LG0002:Outer|} { [Sequential(typeof(Head))] partial class Net; }")]
    [InlineData("[Sequential(typeof(Head))] partial {|LG0012:record|} Net;")]
    [InlineData("[Sequential(typeof(Head))] {|LG0010:static|} partial class Net;")]
    [InlineData("[Sequential(typeof(Head))] {|LG0011:abstract|} partial class Net;")]
    [InlineData("[Sequential(typeof(Head))] partial class Net{|LG0009:<T>|};")]
    [InlineData("[Sequential(typeof(Head))] partial class {|LG0015:Forward|};")]
    [InlineData("[Sequential(typeof(Head))] partial class Net : {|LG0017:Head|};")]
    [InlineData("[{|LG0110:Sequential|}(typeof(Huge), typeof(Huge))] partial class Net; [LinearLayer(In = 40000, Out = 40000)] partial class Huge;")]
    [InlineData("[{|LG0110:Sequential|}(typeof(Narrow), typeof(Wide))] partial class Net; [LinearLayer(In = 210000000, Out = 8)] partial class Narrow; [LinearLayer(In = 8, Out = 40000000)] partial class Wide;")]
    [InlineData("[{|LG0110:Sequential|}(typeof(Wide), typeof(Narrow))] partial class Net; [LinearLayer(In = 8, Out = 210000000)] partial class Wide; [LinearLayer(In = 210000000, Out = 1)] partial class Narrow;")]
    public void WrongNetworks_AreReportedAtTheVeryToken(string network) => Layers.Reject("using LinearGen;\n" + network + Layers2);

    [Theory]
    [InlineData("[Sequential(typeof(Missing), typeof(Head))] partial class Net;", "CS0246")]
    [InlineData("[Sequential(typeof(Head), 3)] partial class Net;", "CS1503")]
#if !ROSLYN48 // It does not say which class it is that cannot be seen; its own CS0122 does.
    [InlineData("[Sequential({|LG0106:typeof(Outer.Inner)|})] partial class Net; static partial class Outer { [LinearLayer(In = 2, Out = 2)] private partial class Inner; }", "CS0122")]
#endif
    [InlineData("[Sequential(typeof(Bad), typeof(Head))] partial class Net; [LinearLayer(In = {|LG0004:0|}, Out = 32)] partial class Bad;")]
    [InlineData("[Sequential(typeof(Bad), typeof(Head))] partial class Net; [LinearLayer(In = 3, Out = 32)] class {|LG0001:Bad|};")]
    public void WhatIsReportedElsewhere_IsNotReportedTwice(string network, params string[] compilerErrors) =>
        Layers.Reject("using LinearGen;\n" + network + Layers2, compilerErrors);

    [Fact]
    public void Mismatch_NamesBothClassesAndBothSizes()
    {
        GeneratorResult result = Layers.Reject("using LinearGen; [Sequential(typeof(Hidden), {|LG0101:typeof(Tail)|})] partial class Net; [LinearLayer(In = 16, Out = 4)] public partial class Tail;" + Layers2);
        Assert.Equal(
            "'Tail' takes 16 inputs per row, but 'Hidden' before it gives 32: 'Hidden' is 64→32, 'Tail' is 16→4; write [LinearLayer(In = Hidden.Out, Out = 4)] on 'Tail', or change Out of 'Hidden' to 16",
            result.Message());
    }

    [Fact]
    public void BothAttributes_AreRefused()
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen; [LinearLayer(In = 2, Out = 3), Sequential(typeof(Hidden))] partial class Net;" + Layers2);
        Assert.Equal("LG0109", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(Layers.CompilerDiagnostics(result));
    }
}
