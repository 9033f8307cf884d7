using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests;

/// <summary>
/// Declarations that cannot be generated. Wrong tokens are marked in the sources, with the ID that blames them; what
/// the compiler says besides is listed behind.
/// </summary>
public class WrongDeclarationTests
{
    [Theory]
    [InlineData("class {|LG0001:Head|};")]
    [InlineData("public sealed class {|LG0001:Head|} { }")]
    [InlineData("class {|LG0001:@class|} { }")]
    [InlineData("sealed class {|LG0001:Head|}(int seed) { public int Seed => seed; }")]
    [InlineData("class /* partial */ {|LG0001:Head|} /* partial */ { }")]
    [InlineData("#if PARTIAL\npartial\n#endif\nclass {|LG0001:Head|} { }")]
    public void NotPartial_IsReportedAtTheName(string declaration) =>
        Layers.Reject($"[LinearGen.LinearLayer(In = 2, Out = 3)]\n{declaration}");

    [Fact]
    public void NotPartial_InOneOfSeveralPartsIsLeftToTheCompiler() =>
        Layers.Reject("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; class Head { }", "CS0260");

    [Theory]
    [InlineData("public class {|LG0002:Outer|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("static class {|LG0002:Outer|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("struct {|LG0002:Outer|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("record {|LG0002:Outer|}(int X) { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("record struct {|LG0002:Outer|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("interface {|LG0002:IOuter|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("class {|LG0002:A|} { class {|LG0002:B|} { [LinearGen.LinearLayer(In = 2, Out = 3)] class {|LG0001:Head|}; } }")]
    [InlineData("partial class A { class {|LG0002:B|} { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; } }")]
    [InlineData("class {|LG0002:A|} { partial class B { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; } }")]
    public void OuterTypeNotPartial_IsReportedAtItsName(string source) => Layers.Reject(source);

    [Theory]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}]")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}()]")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(In = 2)]")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(Out = 3)]")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(Bias = true)]")]
    [InlineData("[System.Serializable, {|LG0003:LinearGen.LinearLayerAttribute|}(In = 2, Bias = true)]")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(In = {|LG0004:0|})]")]
    public void MissingSizes_AreReportedAtTheAttribute(string attribute) => Layers.Reject($"{attribute} partial class Head;");

    [Theory]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(2, 3)]", "CS1729")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(In: 2, Out: 3)]", "CS1739")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(in = 2, out = 3)]", "CS1525", "CS1003", "CS1041", "CS1729")]
    [InlineData("[{|LG0003:LinearGen.LinearLayer|}(Inputs = 2, Out = 3)]", "CS0246")]
    public void MissingSizes_AreReportedBesideTheCompilersErrors(string attribute, params string[] compilerErrors) =>
        Layers.Reject($"{attribute} partial class Head;", compilerErrors);

    [Theory]
    [InlineData("In = {|LG0004:0|}, Out = 3")]
    [InlineData("In = 2, Out = {|LG0004:0|}")]
    [InlineData("In = {|LG0004:-1|}, Out = {|LG0004:-784|}")]
    [InlineData("In = {|LG0004:int.MinValue|}, Out = 3")]
    [InlineData("In = {|LG0004:2 - 2|}, Out = 3")]
    [InlineData("In = {|LG0004:default|}, Out = 3")]
    [InlineData("In = {|LG0004:(0)|}, Out = 3")]
    [InlineData("In = /* none */ {|LG0004:0x0|} /* yet */, Out = 3")]
    [InlineData("In = {|LG0004:Sizes.Negative|}, Out = 3")]
    [InlineData("In = {|LG0004:Good.Out - 3|}, Out = 3")]
    [InlineData("In = {|LG0004:-Good.Out|}, Out = 3")]
    [InlineData("In = {|LG0004:Sizes.FromLayer|}, Out = 3")]
    public void SizesBelowOne_AreReportedAtTheirExpressions(string arguments) => Layers.Reject($$"""
        using LinearGen;
        [LinearLayer({{arguments}})] partial class Head;
        [LinearLayer(In = 2, Out = 3)] partial class Good;
        static class Sizes { public const int Negative = -5; public const int FromLayer = Good.Out * 0; }
        """);

    [Theory]
    [InlineData("In = {|LG0005:50000|}, Out = 50000 - 1")]
    [InlineData("In = 50000, Out = {|LG0005:50000|}")]
    [InlineData("In = {|LG0005:int.MaxValue|}, Out = 1")]
    [InlineData("In = 1, Out = {|LG0005:int.MaxValue|}")]
    [InlineData("In = 1, Out = {|LG0005:268435447|}")]
    [InlineData("In = {|LG0005:238609281|}, Out = 8")]
    [InlineData("In = {|LG0005:268435447|}, Out = 1")]
    [InlineData("In = 1, Out = {|LG0005:268435447|}, Bias = true")]
    [InlineData("In = 2, Out = {|LG0005:536870895|}, Precision = LinearGen.Precision.Double")]
    public void TooLarge_IsReportedAtTheLargerSize(string arguments) => Layers.Reject($"[LinearGen.LinearLayer({arguments})] partial class Head;");

    [Theory]
    [InlineData("In = {|LG0006:Sizes.Width|}, Out = 3", "CS0182")]
    [InlineData("In = {|LG0006:Sizes.Fixed|}, Out = 3", "CS0182")]
    [InlineData("In = {|LG0006:Sizes.Compute()|}, Out = 3", "CS0182")]
    [InlineData("In = {|LG0006:new[] { 1, 2 }.Length|}, Out = 3", "CS0182")]
    [InlineData("In = {|LG0006:nameof(Good.In).Length|}, Out = 3", "CS0182")]
    [InlineData("In = {|LG0006:Unknown|}, Out = 3", "CS0103")]
    [InlineData("In = {|LG0006:Unknown.Out|}, Out = 3", "CS0103")]
    [InlineData("In = {|LG0006:Sizes.Unknown|}, Out = 3", "CS0117")]
    [InlineData("In = {|LG0006:Sizes.Out|}, Out = 3", "CS0117")]
    [InlineData("In = {|LG0006:Out|}, Out = 3", "CS0103")]
    [InlineData("In = {|LG0006:null|}, Out = 3", "CS0037")]
    [InlineData("In = {|LG0006:\"2\"|}, Out = 3", "CS0029")]
    [InlineData("In = 2.0, Out = 3", "CS0266")]
    [InlineData("In = 2L, Out = 3", "CS0266")]
    [InlineData("In = {|LG0006:Good.In + 0L|}, Out = 3", "CS0266")]
    [InlineData("In = {|LG0006:3000000000|}, Out = 3", "CS0266", "CS0182")]
    [InlineData("In = 99999999999999999999, Out = 3", "CS1021")]
    [InlineData("In = {|LG0006:int.MaxValue + 1|}, Out = 3", "CS0220")]
    [InlineData("In = {|LG0006:1 / 0|}, Out = 3", "CS0020")]
    [InlineData("In = {|LG0006:true|}, Out = 3", "CS0029")]
    [InlineData("In = {|LG0006:typeof(Good)|}, Out = 3", "CS0029")]
    [InlineData("In = {|LG0006:new Good().Out|}, Out = 3", "CS0176")]
    [InlineData("In = {|LG0006:Good|}, Out = 3", "CS0119")]
    [InlineData("In = {|LG0006:Good.Width|}, Out = 3", "CS0117")]
    [InlineData("In = 2, Out = 3, Bias = {|LG0006:Sizes.Unknown|}", "CS0117")]
    [InlineData("In = 2, Out = 3, Bias = {|LG0006:1|}", "CS0029")]
    [InlineData("In = 2, Out = 3, Precision = {|LG0006:Precision.Half|}", "CS0117")]
    [InlineData("In = 2, Out = 3, Precision = {|LG0006:\"double\"|}", "CS0029")]
    [InlineData("In = {|LG0006:Unknown.Out|}, Out = {|LG0006:Sizes.Unknown|}, Precision = {|LG0008:(Precision)7|}", "CS0103", "CS0117")]
    public void UnresolvableArguments_AreReportedAtTheirExpressions(string arguments, params string[] compilerErrors) => Layers.Reject($$"""
        using LinearGen;
        [LinearLayer({{arguments}})] partial class Head;
        [LinearLayer(In = 2, Out = 3)] partial class Good;
        class Sizes { public static int Width = 3; public static readonly int Fixed = 3; public static int Compute() => 3; }
        """, compilerErrors);

    [Theory]
    [InlineData("(Precision)7")]
    [InlineData("(Precision)(-1)")]
    [InlineData("(Precision)2")]
    [InlineData("Precision.Single + 7")]
    [InlineData("Precision.Single | (Precision)4")]
    public void UndefinedPrecision_IsReportedAtItsExpression(string precision) =>
        Layers.Reject($"using LinearGen; [LinearLayer(In = 2, Out = 3, Precision = {{|LG0008:{precision}|}})] partial class Head;");

    [Theory]
    [InlineData("Weights = {|LG0027:WeightFormat.BFloat16|}, Precision = Precision.Double")]
    [InlineData("Precision = Precision.Double, Weights = {|LG0027:(WeightFormat)1|}")]
    [InlineData("Weights = {|LG0028:(WeightFormat)2|}")]
    [InlineData("Weights = {|LG0028:WeightFormat.BFloat16 + 7|}, Precision = Precision.Double")]
    [InlineData("Weights = {|LG0027:WeightFormat.BFloat16|}, Precision = Precision.Double, Bias = {|LG0006:1|}", "CS0029")]
    [InlineData("Weights = WeightFormat.BFloat16, Precision = {|LG0008:(Precision)7|}")]
    [InlineData("Weights = {|LG0006:WeightFormat.Half|}", "CS0117")]
    public void WrongWeights_AreReportedAtTheirExpressions(string arguments, params string[] compilerErrors) =>
        Layers.Reject($"using LinearGen; [LinearLayer(In = 2, Out = 3, {arguments})] partial class Head;", compilerErrors);

    [Theory]
    [InlineData("Slope = {|LG0022:0.2|}")]
    [InlineData("Activation = Activation.None, Slope = {|LG0022:0.01|}")]
    [InlineData("Activation = Activation.Relu, Slope = {|LG0022:double.NaN|}")]
    [InlineData("Slope = {|LG0022:-1|}, Activation = Activation.Selu")]
    [InlineData("Activation = Activation.Softmax, Slope = {|LG0022:1|}")]
    [InlineData("Activation = {|LG0019:(Activation)20|}, Slope = 0.2")]
    [InlineData("Activation = Activation.LeakyRelu, Slope = {|LG0026:double.NaN|}")]
    [InlineData("Activation = Activation.LeakyRelu, Slope = {|LG0026:1.0 / 0|}")]
    [InlineData("Activation = Activation.LeakyRelu, Slope = {|LG0026:double.NegativeInfinity|}, Precision = Precision.Double")]
    [InlineData("Activation = Activation.Elu, Slope = {|LG0026:1e39|}")]
    [InlineData("Activation = Activation.Celu, Slope = {|LG0026:0|}")]
    [InlineData("Activation = Activation.Celu, Slope = {|LG0026:-0.0|}, Precision = Precision.Double")]
    [InlineData("Activation = Activation.Celu, Slope = {|LG0026:1e-40|}")]
    [InlineData("Activation = Activation.Celu, Slope = {|LG0026:1e-310|}, Precision = Precision.Double")]
    [InlineData("Activation = Activation.Celu, Slope = {|LG0026:0|}, Bias = {|LG0006:1|}", "CS0029")]
    [InlineData("Activation = Activation.Elu, Slope = {|LG0006:Unknown|}", "CS0103")]
    [InlineData("Activation = Activation.Elu, Slope = {|LG0006:\"1\"|}", "CS0029")]
    [InlineData("Activation = Activation.Elu, Slope = {|LG0006:true|}", "CS0029")]
    public void Slopes_AreReportedAtTheirExpressions(string arguments, params string[] compilerErrors) =>
        Layers.Reject($"using LinearGen; [LinearLayer(In = 2, Out = 3, {arguments})] partial class Head;", compilerErrors);

    [Theory]
    [InlineData("[LinearLayer(In = 2, Out = 3)] partial class Head{|LG0009:<T>|};")]
    [InlineData("[LinearLayer(In = 2, Out = 3)] partial class Head{|LG0009:<T, U>|} where T : struct { }")]
    [InlineData("partial class Outer{|LG0009:<T>|} { [LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("partial interface IOuter{|LG0009:<out T>|} { [LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("class {|LG0002:Outer|}{|LG0009:<T>|} { [LinearLayer(In = 2, Out = 3)] class {|LG0001:Head|}{|LG0009:<U>|}; }")]
    public void Generic_IsReportedAtTheTypeParameters(string source) =>
        Layers.Reject("using LinearGen; " + source, source.Contains("<out T>", StringComparison.Ordinal) ? ["CS8427"] : []);

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] {|LG0010:static|} partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] public {|LG0010:static|} class {|LG0001:Head|} { }")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head { } {|LG0010:static|} partial class Head { }")]
    public void Static_IsReportedAtTheModifier(string source) => Layers.Reject(source);

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] {|LG0011:abstract|} partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] public {|LG0011:abstract|} partial class Head { public abstract int Depth { get; } }")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head { } internal {|LG0011:abstract|} partial class Head { }")]
    public void Abstract_IsReportedAtTheModifier(string source) => Layers.Reject(source);

    [Theory]
    [InlineData("partial {|LG0012:record|} Head;")]
    [InlineData("sealed partial {|LG0012:record|} class Head(int Seed);")]
    [InlineData("{|LG0012:record|} {|LG0001:Head|};")]
    public void Record_IsReportedAtItsKeyword(string declaration) => Layers.Reject($"[LinearGen.LinearLayer(In = 2, Out = 3)] {declaration}");

    [Theory]
    [InlineData("partial struct Head;")]
    [InlineData("readonly partial record struct Head;")]
    [InlineData("interface IHead;")]
    [InlineData("enum Head { A }")]
    [InlineData("delegate void Head();")]
    public void AnythingButAClass_IsLeftToTheCompiler(string declaration) =>
        Layers.Reject($"[LinearGen.LinearLayer(In = 2, Out = 3)] {declaration}", "CS0592");

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] {|LG0013:file|} partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] {|LG0013:file|} sealed class {|LG0001:Head|} { }")]
    [InlineData("{|LG0013:file|} static partial class Outer { [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head; }")]
    public void FileLocal_IsReportedAtTheModifier(string source) => Layers.Reject(source);

    [Theory]
    [InlineData("public const int {|LG0014:In|} = 2;")]
    [InlineData("public int {|LG0014:Out|} => 3;")]
    [InlineData("public int {|LG0014:Out|}() => 3;")]
    [InlineData("public static readonly int {|LG0014:ParameterCount|} = 6;")]
    [InlineData("public sealed class {|LG0014:Gradients|};")]
    [InlineData("public partial class {|LG0014:Gradients|};")]
    [InlineData("public enum {|LG0014:Gradients|} { None }")]
    [InlineData("private int {|LG0014:_layerParameters|}() => 1;")]
    [InlineData("public float {|LG0014:this|}[int row, int column] => 0;")]
    [InlineData("[System.Runtime.CompilerServices.IndexerName(\"Cell\")] public float {|LG0014:this|}[string name] => 0;")]
    [InlineData("public int {|LG0014:Item|} => 1;")]
    [InlineData("public int {|LG0014:get_Item|}(int i, int j) => 1;")]
    [InlineData("public void {|LG0014:Forward|}(ReadOnlySpan<float> x, Span<float> y) { }")]
    [InlineData("private static int {|LG0014:Forward|}(ReadOnlySpan<float> x, scoped Span<float> y) => 1;")]
    [InlineData("public int {|LG0014:Forward|} => 1;")]
    [InlineData("public event Action {|LG0014:Forward|} { add { } remove { } }")]
    [InlineData("public void {|LG0014:Backward|}(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, Gradients? g) { }", "CS0246")]
    [InlineData("public void {|LG0014:Backward|}(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, Head.Gradients g) { }", "CS0426")]
    [InlineData("public void {|LG0014:SetWeights|}(ReadOnlySpan<float> w, WeightLayout layout = WeightLayout.OutIn) { }")]
    [InlineData("public void {|LG0014:GetWeights|}(Span<float> w, WeightLayout layout) { }")]
    [InlineData("public void {|LG0014:CopyFrom|}(Head other) { }")]
    [InlineData("public void {|LG0014:CopyFrom|}(Head? other) { }")]
    [InlineData("public void {|LG0014:Initialize|}(Random random) { }")]
    [InlineData("public object {|LG0014:CreateGradients|}() => this;")]
    [InlineData("public static void {|LG0014:Warmup|}() { }")]
    [InlineData("static int INetworkShape.{|LG0014:In|} => 2;", "CS0540")]
    [InlineData("static int INetworkShape.{|LG0014:Out|} => 3;", "CS0540")]
    [InlineData("static int INetworkShape.{|LG0014:ParameterCount|} => 6;", "CS0540")]
    [InlineData("ref readonly LinearGen.Internals.LayerParameters<float> INetworkStage<float>.{|LG0014:Layer|} => throw null!;", "CS0540")]
    [InlineData("protected int {|LG0014:In|} = 1, {|LG0014:Out|} = 2;")]
    public void Members_ThatAreGeneratedAreReportedAtTheirNames(string member, params string[] compilerErrors) => Layers.Reject($$"""
        using System;
        using LinearGen;
        [LinearLayer(In = 2, Out = 3)] partial class Head { {{member}} }
        """, compilerErrors);

    [Theory]
    [InlineData("Bias = true", "public void {|LG0014:SetBias|}(ReadOnlySpan<float> bias) { }")]
    [InlineData("Bias = true", "public int {|LG0014:GetBias|} => 1;")]
    [InlineData("Precision = Precision.Double", "public void {|LG0014:Forward|}(ReadOnlySpan<double> x, Span<double> y) { }")]
    [InlineData("Precision = Precision.Double", "public void {|LG0014:set_Item|}(int i, int j, double value) { }")]
    public void Members_ThatAreGeneratedDependOnTheArguments(string argument, string member) => Layers.Reject($$"""
        using System;
        using LinearGen;
        [LinearLayer(In = 2, Out = 3, {{argument}})] partial class Head { {{member}} }
        """);

    [Fact]
    public void Members_ForTheOtherElementTypeAreLeftToTheCompiler() => Layers.Reject(
        "using LinearGen; [LinearLayer(In = 2, Out = 3)] partial class Head { ref readonly LinearGen.Internals.LayerParameters<double> INetworkStage<double>.Layer => throw null!; }", "CS0540");

    [Fact]
    public void ATypeNamedLikeTheIntegersOfKernels_IsReportedUnlessItHasANamespace()
    {
        Layers.Reject("class nint; namespace Acme { [{|LG0021:LinearGen.LinearLayer|}(In = 2, Out = 3)] partial class Head; }");
        Assert.Empty(GeneratorHarness.Run("namespace Acme { class nint; [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }").Diagnostics);
    }

    [Fact]
    public void Members_AreReportedInWhicheverFileTheyAre() => Layers.Reject(
    [
        "partial class Head { public int {|LG0014:Out|} => 3; }",
        "[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;",
        "partial class Head { public void {|LG0014:Warmup|}() { } }",
    ]);

    [Theory]
    [InlineData("In")]
    [InlineData("Out")]
    [InlineData("ParameterCount")]
    [InlineData("Gradients")]
    [InlineData("Forward")]
    [InlineData("Backward")]
    [InlineData("SetWeights")]
    [InlineData("GetWeights")]
    [InlineData("SetBias")]
    [InlineData("GetBias")]
    [InlineData("CopyFrom")]
    [InlineData("Initialize")]
    [InlineData("CreateGradients")]
    [InlineData("Warmup")]
    [InlineData("ToString")]
    [InlineData("Item")]
    [InlineData("_layerParameters")]
    public void ClassNames_OfGeneratedMembersAreReported(string name) =>
        Layers.Reject($"namespace Acme {{ [LinearGen.LinearLayer(In = 2, Out = 3, Bias = true)] partial class {{|LG0015:{name}|}}; }}");

    [Theory]
    [InlineData("public int Out => 1;")]
    [InlineData("protected int Forward;")]
    [InlineData("public class Gradients;")]
    [InlineData("public void Warmup() { }")]
    [InlineData("protected internal static void Initialize(System.Random random) { }")]
    [InlineData("public virtual void Forward(System.ReadOnlySpan<float> x, System.Span<float> y) { }")]
    [InlineData("public float this[int i, int j] => 1;")]
    [InlineData("public sealed override string ToString() => \"base\";")]
    [InlineData("public new string ToString() => \"base\";")]
    [InlineData("internal int In() => 1;")]
    public void InheritedMembers_ThatAreGeneratedAreReportedAtTheBase(string member) => Layers.Reject($$"""
        #pragma warning disable CS0649, CS0169
        [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head : {|LG0016:Base|}, System.IDisposable { public void Dispose() { } }
        class Base { {{member}} }
        """);

    [Fact]
    public void InheritedMembers_MayComeFromFurtherUpAndFromGenericBases() => Layers.Reject(
    [
        "[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;",
        "partial class Head : {|LG0016:Middle<int>|} { }",
        "class Middle<T> : Base<float>; class Base<T> { public void Forward(System.ReadOnlySpan<T> x, System.Span<T> y) { } public void Backward(T x) { } }",
    ]);

    [Fact]
    public void PrivateMembers_OfAClassAroundAreInheritedTooAndReported() => Layers.Reject("""
        partial class Base
        {
            private static int Out() => 1;
            public static int Use() => Out();
            [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head : {|LG0016:Base|};
        }
        """);

    [Theory]
    [InlineData("partial class Head : {|LG0017:Good|};")]
    [InlineData("partial class Head : {|LG0017:Middle|}; class Middle : Good;")]
    [InlineData("partial class Head : {|LG0017:global::Good|} { }")]
    public void BaseThatIsALayer_IsReportedAtTheBase(string declaration) => Layers.Reject($"""
        [LinearGen.LinearLayer(In = 2, Out = 3)] {declaration}
        [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Good;
        """);

    [Fact]
    public void SeveralFaults_AreAllReported() => Layers.Reject("""
        using LinearGen;
        class {|LG0002:Outer|}
        {
            [LinearLayer(In = {|LG0004:0|}, Out = {|LG0006:Sizes.Unknown|}, Precision = {|LG0008:(Precision)9|})]
            private {|LG0011:abstract|} class {|LG0001,LG0015:Warmup|} : {|LG0016:Base|} { public int {|LG0014:Forward|} => 3; }
        }
        static class Sizes;
        class Base { public int Backward => 1; }
        """, "CS0117");

    [Fact]
    public void Attribute_GivenTwiceIsLeftToTheCompiler()
    {
        Layers.Reject("[LinearGen.LinearLayer(In = 2, Out = 3), LinearGen.LinearLayer(In = 0)] partial class Head;", "CS0579");
        Layers.Reject("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; [LinearGen.LinearLayer(In = 0)] partial class Head;", "CS0579");
    }

    [Fact]
    public void Attribute_GivenTwiceIsReadOnce() => Layers.Reject(
        ["[LinearGen.LinearLayer(In = {|LG0004:0|}, Out = 3)] partial class Head;", "[LinearGen.LinearLayer(In = 0, Out = 3)] partial class Head;"], "CS0579");

    [Fact]
    public void Argument_GivenTwiceIsLeftToTheCompiler()
    {
        Assert.Equal(2, Assert.Single(Layers.Specs(Layers.Reject("[LinearGen.LinearLayer(In = 2, In = 0, Out = 3)] partial class Head;", "CS0643"))).In);
    }

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3) partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2 Out = 3)] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = , Out = 3)] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = )] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3 +)] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = Head.)] partial class Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial Head;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class ;")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class { } [LinearGen.LinearLayer(In = 2, Out = 3)] partial class { }")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)]")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head {")]
    [InlineData("namespace { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("namespace A. { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("partial class Outer { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head")]
    [InlineData("partial class { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head { { }")]
    public void BrokenSyntax_IsLeftToTheCompiler(string source)
    {
        GeneratorResult result = GeneratorHarness.Run(source);
        Assert.Empty(result.Diagnostics);
        Assert.Contains(result.CompilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; [LinearGen.LinearLayer(In = 2, Out = 3)] partial record Head;", "CS0261")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; partial struct Head;", "CS0261")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; interface Head;", "CS0101")]
    [InlineData("partial class O { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; } partial struct O { [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head; }", "CS0261")]
    public void TypesOfOneName_AreLeftToTheCompiler(string source, string compilerError) => Layers.Reject(source, compilerError);

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public void LanguageVersion_ThatIsTooOldIsReportedAtTheAttribute(LanguageVersion version)
    {
        GeneratorResult result = GeneratorHarness.Run(Layers.WithLanguage(version, "[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head { }"));
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("LG0018", diagnostic.Id);
        Assert.Equal("LinearGen.LinearLayer", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
        Assert.Contains($"set to C# {version.ToDisplayString()}:", result.Message(), StringComparison.Ordinal);
        Assert.Empty(result.Sources);
    }

    [Theory]
    [InlineData("class Head;", "'Head' is not partial, so the generated half cannot be added to it: write 'partial class Head'")]
    [InlineData("struct S { [LinearLayer(In = 2, Out = 3)] partial class Head; }", "'S' holds 'Head' but is not partial, so the generated half cannot be added inside it: write 'partial struct S', or move 'Head' out of it")]
    [InlineData("[LinearLayer] partial class Head;", "The attribute of 'Head' does not give In and Out: write [LinearLayer(In = …, Out = …)] with the numbers of inputs and outputs per row")]
    [InlineData("[LinearLayer(In = 5)] partial class Head;", "The attribute of 'Head' does not give Out: write [LinearLayer(In = …, Out = …)] with the numbers of inputs and outputs per row")]
    [InlineData("[LinearLayer(In = 5, Out = -2)] partial class Head;", "Out of 'Head' is -2; expected 1 or more, since a row has at least 1 input and 1 output")]
    [InlineData("[LinearLayer(In = 50000, Out = 60001)] partial class Head;", "'Head' is 50000→60001 and needs room for 3000860031 values, rows padded to whole vectors, but one array holds at most 2147483591: make In or Out smaller, or split the layer")]
    [InlineData("[LinearLayer(In = 5, Out = 2, Precision = (Precision)7)] partial class Head;", "Precision of 'Head' is 7, which is not a defined value; expected Precision.Single or Precision.Double")]
    [InlineData("[LinearLayer(In = 5, Out = 2, Slope = 0.2)] partial class Head;", "Slope of 'Head' would have no effect, since it has no Activation: remove it, or set Activation to Activation.LeakyRelu, Activation.Elu or Activation.Celu")]
    [InlineData("[LinearLayer(In = 5, Out = 2, Activation = Activation.Mish, Slope = 0.2)] partial class Head;", "Slope of 'Head' would have no effect, since Activation.Mish has no parameter: remove it, or set Activation to Activation.LeakyRelu, Activation.Elu or Activation.Celu")]
    [InlineData("[LinearLayer(In = 5, Out = 2, Activation = Activation.LeakyRelu, Slope = 1e300)] partial class Head;", "Slope of 'Head' is 1E+300; expected a finite float: Activation.LeakyRelu cannot be computed with it; write another number, or remove it for the default, 0.01")]
    [InlineData("[LinearLayer(In = 5, Out = 2, Activation = Activation.Celu, Slope = 0)] partial class Head;", "Slope of 'Head' is 0; expected a number that 1 can be divided by in float: Activation.Celu cannot be computed with it; write another number, or remove it for the default, 1")]
    [InlineData("partial class Head<T>;", "'Head' is generic: a layer, stage or network has one shape and one element type, so remove the type parameters, and choose the element type with Precision")]
    [InlineData("partial class Outer<T> { [LinearLayer(In = 2, Out = 3)] partial class Head; }", "'Outer' is generic: a layer, stage or network has one shape and one element type, so move 'Head' out of it")]
    [InlineData("partial class Head { void Forward(System.ReadOnlySpan<float> a, System.Span<float> b) { } }", "'Head' declares 'Forward(ReadOnlySpan<float>, Span<float>)', but 'Forward(ReadOnlySpan<float>, Span<float>)' is generated: rename or remove yours")]
    [InlineData("partial class Head { int Forward => 1; }", "'Head' declares 'Forward', but 'Forward(ReadOnlySpan<float>, Span<float>)' is generated: rename or remove yours")]
    [InlineData("partial class Head { void CopyFrom(Head other) { } }", "'Head' declares 'CopyFrom(Head)', but 'CopyFrom(Head)' is generated: rename or remove yours")]
    [InlineData("partial class Out;", "A layer, stage or network cannot be named 'Out', since 'Out' is generated into it and C# forbids a member named like its class: rename the class")]
    [InlineData("partial class Item;", "A layer, stage or network cannot be named 'Item', since 'this[int, int]' is generated into it and C# forbids a member named like its class: rename the class")]
    [InlineData("partial class Head : B; class B { public int In, Out; }", "'Head' inherits 'In', 'Out' from 'B', but members of that name are generated: rename them in 'B', or hold an instance in a field instead of deriving it")]
    public void Messages_NameWhatWasFoundAndSayWhatToDo(string declaration, string message)
    {
        string attribute = declaration.Contains("[LinearLayer", StringComparison.Ordinal) ? "" : "[LinearLayer(In = 2, Out = 3)] ";
        Assert.Equal(message, GeneratorHarness.Run("using LinearGen; " + attribute + declaration).Message());
    }
}
