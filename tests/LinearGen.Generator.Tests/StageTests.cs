using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>Stages other than layers, residual blocks and named parts of rows: what is accepted, and what is reported where.</summary>
public class StageTests
{
    private const string Rest = """

        [LinearLayer(In = 4, Out = 4, Bias = true)] public partial class Body;
        [LayerNorm(Size = 4)] public partial class Norm;
        [LinearLayer(In = 4, Out = 2)] public partial class Head;
        """;

    [Theory]
    [InlineData("[Normalization(Size = 24)] partial class N;", "Normalization 24 float ∞")]
    [InlineData("[Normalization(Size = 24, Clip = 5)] public sealed partial class N;", "Normalization 24 float 5")]
    [InlineData("[NormalizationAttribute(Clip = 2.5f, Size = 8 * 3, Precision = Precision.Double)] partial class N { }", "Normalization 24 double 2.5")]
    [InlineData("[Normalization(Size = 24, Clip = double.PositiveInfinity)] partial class N;", "Normalization 24 float ∞")]
    [InlineData("[Normalization(Size = 24, Clip = Sizes.Limit)] partial class N; static class Sizes { public const long Limit = Head.Out; }", "Normalization 24 float 2")]
    [InlineData("[Normalization(Size = 24, Clip = Head.Out * 1.5)] partial class N;", "Normalization 24 float 3")]
    [InlineData("[Rescaling(Size = Head.Out)] partial class N(int seed = 1) { public int Seed => seed; }", "Rescaling 2 float 0")]
    [InlineData("[LayerNorm(Size = 'a')] partial class N;", "LayerNorm 97 float 1E-05")]
    [InlineData("[LayerNorm(Size = 64, Epsilon = 1e-6)] partial class N { public int Fit => 1; public void SetMean(System.ReadOnlySpan<float> mean) { } }", "LayerNorm 64 float 1E-06")]
    [InlineData("[ActivationLayer(Size = 64, Activation = Activation.Softmax)] partial class N { public void SetGain(System.ReadOnlySpan<float> gain) { } }", "ActivationLayer 64 float 0 Softmax")]
    [InlineData("[Rescaling(Size = 4)] partial class N { public class Input; public float this[int i, int j] => i; public class Gradients; public int Activations => 1; }", "Rescaling 4 float 0")]
    [InlineData("partial struct Outer { public partial interface IInner { [LayerNorm(Size = 4)] private protected partial class @class; } }", "LayerNorm 4 float 1E-05")]
    [InlineData("namespace Acme.@event { [Rescaling(Size = 4)] partial class @void; }", "Rescaling 4 float 0")]
    public void RightStages_AreAccepted(string source, string expected)
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen;\n" + source + Rest);

        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        StageSpec spec = Assert.Single(Layers.Stages(result), spec => spec.Hierarchy.Layer.Name != "Norm");
        Assert.Equal(expected, FormattableString.Invariant(
            $"{spec.Kind} {spec.Size} {spec.Precision.Keyword()} {(double.IsInfinity(spec.Constant) ? "∞" : spec.Constant)}{(spec.Activation == Model.Activation.None ? "" : $" {spec.Activation}")}"));
        Assert.NotNull(result.Load());
    }

    [Theory]
    [InlineData("[{|LG0023:Normalization|}] partial class N;")]
    [InlineData("[{|LG0023:Rescaling|}()] partial class N;")]
    [InlineData("[{|LG0023:LayerNorm|}(Epsilon = 1)] partial class N;")]
    [InlineData("[System.Serializable, {|LG0023:LinearGen.ActivationLayerAttribute|}(Activation = Activation.Relu)] partial class N;")]
    [InlineData("[{|LG0023,LG0025:ActivationLayer|}] partial class N;")]
    [InlineData("[Rescaling(Size = {|LG0004:0|})] partial class N;")]
    [InlineData("[LayerNorm(Size = {|LG0004:Head.Out - 3|})] partial class N;")]
    [InlineData("[Rescaling(Size = {|LG0005:600_000_000|})] partial class N;")]
    [InlineData("[ActivationLayer(Size = {|LG0005:int.MaxValue|}, Activation = Activation.Relu)] partial class N;")]
    [InlineData("[Normalization(Size = {|LG0006:Sizes.Width|})] partial class N; static class Sizes { public static int Width => 1; }", "CS0182")]
    [InlineData("[Normalization(Size = 2, Clip = {|LG0006:true|})] partial class N;", "CS0029")]
    [InlineData("[LayerNorm(Size = 2, Precision = {|LG0008:(Precision)7|})] partial class N;")]
    [InlineData("[ActivationLayer(Size = 2, Activation = {|LG0019:(Activation)99|})] partial class N;")]
    [InlineData("[{|LG0025:ActivationLayer|}(Size = 2)] partial class N;")]
    [InlineData("[{|LG0025:ActivationLayer|}(Size = 2, Activation = Activation.None)] partial class N;")]
    [InlineData("[Normalization(Size = 2, Clip = {|LG0024:0|})] partial class N;")]
    [InlineData("[Normalization(Size = 2, Clip = {|LG0024:-5|})] partial class N;")]
    [InlineData("[Normalization(Size = 2, Clip = {|LG0024:double.NaN|})] partial class N;")]
    [InlineData("[Normalization(Size = 2, Clip = {|LG0024:1e-60|})] partial class N;")]
    [InlineData("[LayerNorm(Size = 2, Epsilon = {|LG0024:-0.0|})] partial class N;")]
    [InlineData("[LayerNorm(Size = 2, Epsilon = {|LG0024:1 / 0.0|})] partial class N;")]
    [InlineData("[LayerNorm(Size = 2)] class {|LG0001:N|};")]
    [InlineData("class {|LG0002:Outer|} { [Rescaling(Size = 2)] partial class N; }")]
    [InlineData("[Normalization(Size = 2)] partial class N{|LG0009:<T>|};")]
    [InlineData("[Rescaling(Size = 2)] {|LG0010:static|} partial class N;")]
    [InlineData("[Rescaling(Size = 2)] {|LG0011:abstract|} partial class N;")]
    [InlineData("[Rescaling(Size = 2)] partial {|LG0012:record|} N;")]
    [InlineData("[Rescaling(Size = 2)] {|LG0013:file|} partial class N;")]
    [InlineData("[Normalization(Size = 2)] partial class N { public void {|LG0014:Fit|}(System.ReadOnlySpan<float> rows) { } }")]
    [InlineData("[Rescaling(Size = 2)] partial class N { public int {|LG0014:SetRange|} => 1; public int {|LG0014:_stage|}() => 1; }")]
    [InlineData("[LayerNorm(Size = 2, Precision = Precision.Double)] partial class N { public void {|LG0014:GetBias|}(System.Span<double> destination) { } public void GetBias(System.Span<float> destination) { } }")]
    [InlineData("[Normalization(Size = 2)] partial class {|LG0015:SetMean|};")]
    [InlineData("[Rescaling(Size = 2)] partial class N : {|LG0016:Table|}; public class Table { public void GetScale(System.Span<float> destination) { } }")]
    [InlineData("[Rescaling(Size = 2)] partial class N : {|LG0017:Norm|};")]
    [InlineData("[Residual(typeof(Body)), LinearGen.InputPart(\"A\", 0, 1)] partial class N { public int {|LG0014:Inputs|} => 1; public int Outputs => 1; }")]
    [InlineData("[LinearLayer(In = 2, Out = 3), {|LG0109:Normalization|}(Size = 3)] partial class N;")]
    [InlineData("[Normalization(Size = 3), {|LG0109:LinearLayer|}(In = 2, Out = 3)] partial class N;")]
    [InlineData("[Rescaling(Size = 3), {|LG0109:Normalization|}(Size = 3)] partial class N;")]
    [InlineData("[Normalization(Size = 3), {|LG0109:Rescaling|}(Size = 3)] partial class N;")]
    [InlineData("[Sequential(typeof(Body)), {|LG0109:LayerNorm|}(Size = 4)] partial class N;")]
    [InlineData("[Residual(typeof(Body)), {|LG0109:Sequential|}(typeof(Body))] partial class N;")]
    [InlineData("[Sequential(typeof(Body))] partial class N; [{|LG0109:Residual|}(typeof(Body))] partial class N;")]
    [InlineData("[Rescaling(Size = 3), {|LG0109:Sequential|}(typeof(Body)), LinearLayer(In = 2, Out = 3)] partial class N;")]
    public void WrongStages_AreReportedAtTheVeryToken(string source, params string[] compilerErrors) => Layers.Reject("using LinearGen;\n" + source + Rest, compilerErrors);

    [Theory]
    [InlineData("[Sequential(typeof(Norm), typeof(Body), typeof(Norm))] public partial class Net;", "Norm1 4→4, Body 4→4, Norm2 4→4", 36)]
    [InlineData("[Residual(typeof(Norm), typeof(Body))] public sealed partial class Net { public int Add => 1; }", "Norm 4→4, Body 4→4", 28)]
    [InlineData("[Sequential(typeof(Block), typeof(Head))] public partial class Net; [Residual(typeof(Norm), typeof(Inner), typeof(Body))] public partial class Block; [Residual(new[] { typeof(Body) })] public partial class Inner;", "Block 4→4, Head 4→2", 56)]
    [InlineData("[Sequential(typeof(Block), typeof(Block))] public partial class Net; [Residual(typeof(Norm))] public partial class Block;", "Block1 4→4, Block2 4→4", 16)]
    [InlineData("[Sequential(typeof(Outer.@class), typeof(Outer.@class))] partial class Net; static partial class Outer { [LayerNorm(Size = 9)] internal partial class @class; }", "class1 9→9, class2 9→9", 36)]
    [InlineData("static partial class Outer { [Sequential(typeof(Own))] private partial class Net; [Rescaling(Size = 4)] private partial class Own; }", "Own 4→4", 0)]
    [InlineData("[Sequential(typeof(Precise))] public partial class Net; [ActivationLayer(Size = 3, Activation = Activation.Tanh, Precision = Precision.Double)] partial class Precise;", "Precise 3→3", 0)]
    public void RightNetworksOfStages_AreAccepted(string source, string expected, long parameters)
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen;\n" + source + Rest);

        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        NetworkSpec spec = Assert.Single(Layers.Networks(result), spec => spec.Hierarchy.Layer.Name == "Net");
        Assert.Equal(expected, string.Join(", ", spec.Layers.Select(layer => $"{layer.Property} {layer.In}→{layer.Out}")));
        Assert.Equal(parameters, spec.ParameterCount);
        Assert.NotNull(result.Load());
    }

    [Theory]
    [InlineData("[Sequential(typeof(Head), {|LG0101:typeof(Norm)|})] partial class Net;")]
    [InlineData("[Residual(typeof(Head), {|LG0101:typeof(Norm)|})] partial class Net;")]
    [InlineData("[Sequential(typeof(Head), {|LG0101:typeof(Block)|})] partial class Net; [Residual(typeof(Body))] partial class Block;")]
    [InlineData("[Residual(typeof(Body), {|LG0102:typeof(string)|})] partial class Net;")]
    [InlineData("[{|LG0103:Residual|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Body), {|LG0104:typeof(Own)|})] partial class Net; [LayerNorm(Size = 4, Precision = Precision.Double)] partial class Own;")]
    [InlineData("[Residual({|LG0105:typeof(Own)|})] partial class Net; [Rescaling(Size = 4)] partial class Own(int seed) { public int Seed => seed; }")]
    [InlineData("[Residual({|LG0107:typeof(Inputs)|}), InputPart(\"A\", 0, 1)] partial class Net; [Rescaling(Size = 4)] partial class Inputs;")]
    [InlineData("[Residual({|LG0107:typeof(Gradients)|})] partial class Net; [Rescaling(Size = 4)] partial class Gradients;")]
    [InlineData("[Sequential(typeof(Body))] partial class Net; [Residual({|LG0108:typeof(Net)|})] partial class Block;")]
    [InlineData("[Residual(typeof(Body), {|LG0111:typeof(Head)|})] partial class Net;")]
    [InlineData("[Residual({|LG0111:typeof(Head)|})] partial class Net;")]
    [InlineData("[Residual(typeof(Body), {|LG0112:typeof(Net)|})] partial class Net;")]
    [InlineData("[Residual({|LG0112:typeof(Other)|})] partial class Net; [Residual(typeof(Body), {|LG0112:typeof(Net)|})] partial class Other;")]
    [InlineData("[Residual(typeof(Body))] partial class {|LG0015:Forward|};")]
    [InlineData("[{|LG0110:Sequential|}(typeof(Long), typeof(Long))] partial class Net; [Rescaling(Size = 300_000_000)] partial class Long;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0113:InputPart(\"a b\", 0, 1)|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0113:OutputPart(null!, 0, 1)|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0113:InputPart(\"\", 0, 1)|}, InputPart(\"In\", 0, 1)] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), InputPart(\"A\", 0, 1), {|LG0113:InputPart(\"A\", 1, 1)|}, OutputPart(\"A\", 1, 1)] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), InputPart(\"A\", 0, 1), {|LG0113:InputPart(\"get_A\", 1, 1)|}, InputPart(\"set_B\", 0, 1), {|LG0113:InputPart(\"B\", 1, 1)|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0113:InputPart(\"Inputs\", 0, 1)|}, {|LG0113:OutputPart(\"Equals\", 0, 1)|}, OutputPart(\"Inputs\", 0, 1)] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0113:InputPart(\"a\\u200Db\", 0, 1)|}, InputPart(\"ab\", 0, 1)] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0114:InputPart(\"A\", -1, 1)|}, {|LG0114:InputPart(\"B\", 0, 0)|}, {|LG0114:InputPart(\"C\", 3, 2)|}, {|LG0114:OutputPart(\"A\", 2, 1)|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), {|LG0114:InputPart(\"A\", int.MaxValue, int.MaxValue)|}, {|LG0114:InputPart(length: Norm.Out, start: Head.Out, name: \"B\")|}] partial class Net;")]
    [InlineData("[Sequential(typeof(Head)), InputPart(\"A\", 0, {|LG0006:Width()|})] partial class Net { static int Width() => 1; }", "CS0182")]
    public void WrongNetworksOfStages_AreReportedAtTheVeryToken(string source, params string[] compilerErrors) => Layers.Reject("using LinearGen;\n" + source + Rest, compilerErrors);

    [Fact]
    public void WhatIsWrongWithABlock_IsReportedThereAlone() => Layers.Reject(
        "using LinearGen; [Sequential(typeof(Block), typeof(Other))] partial class Net; [Residual(typeof(Body), {|LG0111:typeof(Head)|})] partial class Block; [LayerNorm(Size = {|LG0004:0|})] partial class Other;" + Rest);

    [Theory]
    [InlineData("[Sequential(typeof(Head), typeof(Norm))] partial class Net;", "'Norm' takes 4 inputs per row, but 'Head' before it gives 2: 'Head' is 4→2, 'Norm' is 4→4; write [LayerNorm(Size = Head.Out)] on 'Norm', or change Out of 'Head' to 4")]
    [InlineData("[Sequential(typeof(Long), typeof(Head))] partial class Net; [Rescaling(Size = 7)] partial class Long;", "'Head' takes 4 inputs per row, but 'Long' before it gives 7: 'Long' is 7→7, 'Head' is 4→2; write [LinearLayer(In = Long.Out, Out = 2)] on 'Head', or change Size of 'Long' to 4")]
    [InlineData("[Sequential(typeof(Head), typeof(Block))] partial class Net; [Residual(typeof(Body))] partial class Block;", "'Block' takes 4 inputs per row, but 'Head' before it gives 2: 'Head' is 4→2, 'Block' is 4→4; make 'Block' of stages that take and give 2, or change Out of 'Head' to 4")]
    [InlineData("[Residual(typeof(Body), typeof(Head))] partial class Net;", "'Net' adds its inputs to its outputs, but takes 4 inputs per row, as 'Body' does, and gives 2, as 'Head' does: change Out of 'Head' to 4")]
    [InlineData("[Sequential(typeof(int))] partial class Net;", "'int' cannot be a stage of 'Net', since it has none of their attributes: name classes with [LinearLayer(In = …, Out = …)], or with [Normalization], [Rescaling], [LayerNorm], [ActivationLayer] or [Residual]")]
    [InlineData("[Residual] partial class Net;", "'Net' names no stage: write [Residual(typeof(…), typeof(…))] with classes that have [LinearLayer] or are other stages")]
    [InlineData("[LayerNorm] partial class Own;", "The attribute of 'Own' does not give Size: write [LayerNorm(Size = …)] with the number of inputs, and outputs, per row")]
    [InlineData("[Normalization(Size = 2, Clip = -0.5)] partial class Own;", "Clip of 'Own' is -0.5; expected a number above 0")]
    [InlineData("[Rescaling(Size = 600_000_000)] partial class Own;", "'Own' is 600000000→600000000 and needs room for 3000000000 values, rows padded to whole vectors, but one array holds at most 2147483591: make Size smaller")]
    [InlineData("[Sequential(typeof(Head)), OutputPart(\"Wish\", 1, 2)] partial class Net;", "Part 'Wish' of 'Net' begins at 1 and is 2 long; expected a first column of 0 or more and a length of 1 or more that together are at most 2, the row's length")]
    [InlineData("[Sequential(typeof(Head)), OutputPart(\"2nd\", 0, 1)] partial class Net;", "A part of 'Net' cannot be named '2nd': write an identifier that no other part of the same row has, nor the class around it")]
    [InlineData("[Rescaling(Size = 3), Residual(typeof(Body))] partial class Own;", "'Own' has both [Rescaling] and [Residual], whose members would collide: keep one of them")]
    public void Messages_NameWhatWasFoundAndSayWhatToDo(string source, string message) => Assert.Equal(message, GeneratorHarness.Run("using LinearGen;\n" + source + Rest).Message());

    [Fact]
    public void Parts_AreRangesOfTheRow()
    {
        GeneratorResult result = GeneratorHarness.Run("""
            using LinearGen;
            [Sequential(typeof(Head)), InputPart("Pose", 0, Norm.Out - 1), InputPart("class", 1, 2), OutputPart(length: Head.Out, start: 0, name: "Pose")] public partial class Net;
            public static class Program { public static string Run() => $"{Net.Inputs.Pose} {Net.Inputs.@class} {Net.Outputs.Pose}"; }
            """ + Rest);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        Assert.Equal("0..3 1..3 0..2", result.Load().GetType("Program")!.GetMethod("Run")!.Invoke(null, null));
    }

    [Fact]
    public void StagesOfAnotherAssembly_AreReadFromItsAttributes()
    {
        GeneratorResult library = GeneratorHarness.Run("""
            using LinearGen; namespace Library;
            [Normalization(Size = 5, Clip = 3)] public partial class Observation;
            [LayerNorm(Size = 5, Epsilon = 0.25)] public partial class Norm;
            [ActivationLayer(Size = 5, Activation = Activation.Tanh)] public partial class Bent;
            [Residual(typeof(Norm), typeof(Bent))] public partial class Block;
            """);
        foreach (MetadataReference reference in (MetadataReference[])[library.Output.ToMetadataReference(), MetadataReference.CreateFromImage(library.ToAssemblyBytes())])
        {
            GeneratorResult result = GeneratorHarness.Run(GeneratorHarness
                .CreateCompilation("using LinearGen; using Library; [Sequential(typeof(Observation), typeof(Block), typeof(Tail))] public partial class Net; [LinearLayer(In = Block.Out, Out = Observation.In)] public partial class Tail;")
                .WithAssemblyName("User")
                .AddReferences(reference));

            Assert.Empty(result.Diagnostics);
            Assert.Empty(Layers.CompilerDiagnostics(result));
            NetworkSpec spec = Assert.Single(Layers.Networks(result));
            Assert.Equal((StageKind.Normalization, 5, 3.0), (spec.Layers[0].Kind, spec.Layers[0].In, spec.Layers[0].Constant));
            Assert.Equal((StageKind.LayerNorm, 0.25), (spec.Layers[1].Inner[0].Kind, spec.Layers[1].Inner[0].Constant));
            Assert.Equal((StageKind.ActivationLayer, Model.Activation.Tanh), (spec.Layers[1].Inner[1].Kind, spec.Layers[1].Inner[1].Activation));
        }
    }

    [Fact]
    public void LessVisibleStages_GetLessVisibleProperties()
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen; [Rescaling(Size = 3)] internal partial class Command; [Residual(typeof(Command))] public partial class Net;");
        Assert.Empty(Layers.CompilerDiagnostics(result));
        Assert.Equal(Accessibility.Internal, Assert.Single(result.Output.GetTypeByMetadataName("Net")!.GetMembers("Command")).DeclaredAccessibility);
    }

    [Fact]
    public void UsersToString_IsTheClasss()
    {
        const string Own = "{ public override string ToString() => \"mine\"; }";
        GeneratorResult result = GeneratorHarness.Run($"""
            [LinearGen.Rescaling(Size = 3)] partial class Command {Own}
            [LinearGen.LinearLayer(In = 3, Out = 3)] partial class Head {Own}
            [LinearGen.Sequential(typeof(Head), typeof(Command))] partial class Net {Own}
            [LinearGen.Residual(typeof(Head))] partial class Block {Own}
            """);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        Assert.All(["Command", "Head", "Net", "Block"], name => Assert.Equal("mine", Activator.CreateInstance(result.Load().GetType(name)!)!.ToString()));
    }
}
