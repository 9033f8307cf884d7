using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests;

/// <summary>Declarations that are unusual but right: they are generated, and neither generator nor compiler warns.</summary>
public class RightDeclarationTests
{
    [Theory]
    [InlineData("partial class")]
    [InlineData("public sealed partial class")]
    [InlineData("internal partial class")]
    [InlineData("sealed partial class")]
    public void Modifiers_DoNotMatter(string declaration)
    {
        LayerSpec spec = Layers.AcceptOne($"[LinearGen.LinearLayer(In = 2, Out = 3)] {declaration} Head;");
        Assert.Equal(": class Head 2→3 float", Layers.Describe(spec));
    }

    [Theory]
    [InlineData("LeakyRelu", null)]
    [InlineData("LeakyRelu, Slope = 0.2", 0.2)]
    [InlineData("LeakyRelu, Slope = 0.01", null)]
    [InlineData("LeakyRelu, Slope = 1.0 / 3", 1.0 / 3)]
    [InlineData("LeakyRelu, Slope = 0.25f", 0.25)]
    [InlineData("LeakyRelu, Slope = 2", 2.0)]
    [InlineData("LeakyRelu, Slope = 3000000000", 3e9)]
    [InlineData("LeakyRelu, Slope = 5UL", 5.0)]
    [InlineData("LeakyRelu, Slope = 'a'", 97.0)]
    [InlineData("LeakyRelu, Slope = 1e-300", 1e-300)]
    [InlineData("LeakyRelu, Slope = -0.5", -0.5)]
    [InlineData("LeakyRelu, Slope = -0.0", 0.0)]
    [InlineData("LeakyRelu, Slope = default", 0.0)]
    [InlineData("LeakyRelu, Slope = Other.In / 10.0", 0.7)]
    [InlineData("LeakyRelu, Slope = Other.Small", 0.7 / 2)]
    [InlineData("LeakyRelu, Slope = 1e300, Precision = Precision.Double", 1e300)]
    [InlineData("Elu, Slope = 1", null)]
    [InlineData("Elu, Slope = 0.01", 0.01)]
    [InlineData("Elu, Slope = 0", 0.0)]
    [InlineData("Celu, Slope = 1.0", null)]
    [InlineData("Celu, Slope = -2", -2.0)]
    [InlineData("Celu, Slope = 1e-300, Precision = Precision.Double", 1e-300)]
    public void Slopes_OfAnyKindOfNumber(string arguments, double? slope)
    {
        LayerSpec spec = Layers.Accept($$"""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3, Activation = Activation.{{arguments}})] partial class Head;
            [LinearLayer(In = 7, Out = 7)] partial class Other { public const double Small = In / 20.0; }
            """)[0];
        Assert.Equal(slope, spec.Slope);
        Assert.False(spec.Slope is 0 && double.IsNegative(spec.Slope.Value));
    }

    [Theory]
    [InlineData("In = 2, Out = 3", "2→3 float")]
    [InlineData("Out = 3, In = 2", "2→3 float")]
    [InlineData("In = 2, Out = 3, Bias = true", "2→3 float +bias")]
    [InlineData("In = 2, Out = 3, Bias = false", "2→3 float")]
    [InlineData("Bias = !false && 1 < 2, In = 2, Out = 3", "2→3 float +bias")]
    [InlineData("In = 2, Out = 3, Precision = Precision.Double", "2→3 double")]
    [InlineData("In = 2, Out = 3, Precision = Precision.Single", "2→3 float")]
    [InlineData("In = 2, Out = 3, Precision = (Precision)1", "2→3 double")]
    [InlineData("In = 2, Out = 3, Precision = 0", "2→3 float")]
    [InlineData("@In = 2, @Out = 3", "2→3 float")]
    [InlineData("In = 0x10, Out = 0b11", "16→3 float")]
    [InlineData("In = 1_000, Out = 'a'", "1000→97 float")]
    [InlineData("In = (byte)7, Out = (short)8", "7→8 float")]
    [InlineData("In = sizeof(double), Out = 28 * 28", "8→784 float")]
    [InlineData("In = Acme.Sizes.Pixels, Out = Acme.Sizes.Classes + 1", "784→11 float")]
    [InlineData("In = Acme.Sizes.In, Out = Acme.Sizes.Out", "5→6 float")]
    [InlineData("In = (int)Acme.Width.Wide, Out = unchecked((int)4294967298)", "64→2 float")]
    [InlineData("In = \"abc\" == \"abc\" ? 2 : 9, Out = default(int) + 3", "2→3 float")]
    [InlineData("In = int.MaxValue - 2147483645, Out = 3", "2→3 float")]
    public void Arguments_AreWhateverTheCompilerTakesForConstants(string arguments, string expected)
    {
        string source = $$"""
            using LinearGen;
            [LinearLayer({{arguments}})] partial class Head;
            namespace Acme
            {
                static class Sizes { public const int Pixels = 28 * 28, Classes = 10, In = 5, Out = 6; }
                enum Width { Narrow = 8, Wide = 64 }
            }
            """;
        Assert.Equal($": class Head {expected}", Layers.Describe(Layers.AcceptOne(source)));
    }

    [Theory]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3)]")]
    [InlineData("[LinearGen.LinearLayerAttribute(In = 2, Out = 3)]")]
    [InlineData("[global::LinearGen.LinearLayer(In = 2, Out = 3)]")]
    [InlineData("[type: LinearGen.LinearLayer(In = 2, Out = 3)]")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3), System.Serializable]")]
    [InlineData("[System.Serializable][LinearGen.LinearLayer(In = 2, Out = 3)]")]
    [InlineData("[LinearGen.LinearLayer(In = 2, Out = 3,\n    Bias = false // none\n)]")]
    public void Attribute_MayBeWrittenInAnyForm(string attribute) =>
        Assert.Equal(": class Head 2→3 float", Layers.Describe(Layers.AcceptOne($"{attribute} partial class Head;")));

    [Fact]
    public void Attribute_MayHaveAnAlias()
    {
        LayerSpec spec = Layers.AcceptOne("global using Layer = LinearGen.LinearLayerAttribute;", "[Layer(In = 2, Out = 3)] partial class Head;");
        Assert.Equal(": class Head 2→3 float", Layers.Describe(spec));
    }

    [Theory]
    [InlineData("class", "class")]
    [InlineData("static", "class")]
    [InlineData("struct", "struct")]
    [InlineData("ref struct", "struct")]
    [InlineData("readonly struct", "struct")]
    [InlineData("record", "record")]
    [InlineData("record class", "record")]
    [InlineData("record struct", "record struct")]
    [InlineData("interface", "interface")]
    public void OuterType_MayBeOfAnyKind(string kind, string keyword)
    {
        string declaration = kind switch
        {
            "static" => "static partial class",
            "ref struct" => "ref partial struct",
            "readonly struct" => "readonly partial struct",
            _ => "partial " + kind,
        };
        LayerSpec spec = Layers.AcceptOne($$"""
            namespace Acme;
            public {{declaration}} Outer
            {
                [LinearGen.LinearLayer(In = 2, Out = 3)] public sealed partial class Head;
            }
            """);
        Assert.Equal($"Acme: {keyword} Outer, class Head 2→3 float", Layers.Describe(spec));
        Assert.Equal("Acme.Outer+Head.g.cs", spec.Hierarchy.HintName);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    [InlineData("")]
    public void NestedClass_MayHaveAnyAccessibility(string accessibility) => Layers.AcceptOne($$"""
        public partial class Outer
        {
            [LinearGen.LinearLayer(In = 2, Out = 3, Bias = true)] {{accessibility}} partial class Head;
        }
        """);

    [Fact]
    public void Nesting_MayBeDeep()
    {
        LayerSpec spec = Layers.AcceptOne("""
            namespace A.B { namespace C {
            internal static partial class One { public partial record struct Two(int X) { partial interface Three { protected partial record Four {
                [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;
            } } } } } }
            """);
        Assert.Equal("A.B.C: class One, record struct Two, interface Three, record Four, class Head 2→3 float", Layers.Describe(spec));
        Assert.Equal("A.B.C.One+Two+Three+Four+Head.g.cs", spec.Hierarchy.HintName);
    }

    [Fact]
    public void Layer_MayBeNestedInALayer()
    {
        IReadOnlyList<LayerSpec> specs = Layers.Accept("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3)] partial class Outer
            {
                [LinearLayer(In = Outer.Out, Out = Out + In)] partial class Inner;
            }
            """);
        Assert.Equal([": class Outer, class Inner 3→5 float", ": class Outer 2→3 float"], specs.Select(Layers.Describe));
    }

    [Theory]
    [InlineData("@class")]
    [InlineData("@event")]
    [InlineData("@record")]
    [InlineData("@field")]
    [InlineData("@extension")]
    [InlineData("@var")]
    [InlineData("@dynamic")]
    [InlineData("@await")]
    [InlineData("@partial")]
    [InlineData("@nint")]
    [InlineData("@void")]
    public void Names_MayBeKeywords(string name)
    {
        LayerSpec spec = Layers.AcceptOne($$"""
            namespace @namespace.{{name}}
            {
                public partial class {{name}}Outer { public partial class @struct { [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class {{name}}; } }
            }
            """);
        Assert.Equal(name, spec.Hierarchy.Layer.Identifier);
        Assert.Equal(name[1..], spec.Hierarchy.Layer.Name);
        Assert.Equal("@struct", spec.Hierarchy.Types[1].Identifier);
        Assert.StartsWith("@namespace.", spec.Hierarchy.Namespace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Größe")]
    [InlineData("层")]
    [InlineData("\\u0041bc")]
    [InlineData("_")]
    [InlineData("__")]
    [InlineData("T")]
    [InlineData("System")]
    [InlineData("Vector256")]
    [InlineData("LinearGen")]
    [InlineData("Span")]
    [InlineData("INetwork")]
    [InlineData("INetworkShape")]
    [InlineData("Parameters")]
    [InlineData("Random")]
    public void Names_MayBeUnusual(string name) => Layers.AcceptOne($"namespace Acme {{ [global::LinearGen.LinearLayer(In = 2, Out = 3)] public sealed partial class {name}; }}");

    [Fact]
    public void Members_OfTheUsersOwnStayPossible() => Layers.AcceptOne("""
        using System;
        using LinearGen;
        [LinearLayer(In = 2, Out = 3)]
        public sealed partial class Head
        {
            private readonly string _name;
            public Head(string name) => _name = name;
            public Head() : this("head") { }
            static Head() { }
            ~Head() { }
            public string Name => _name;
            public int this[string key] => key.Length;
            public int this[int i] => i;
            public float this[int i, long j] => i + j;
            public float[] Forward(float[] x) => x;
            public void Forward(ReadOnlySpan<double> x, Span<double> y) { }
            public void Forward(in ReadOnlySpan<float> x, ref Span<float> y) { }
            public void Forward(ReadOnlySpan<float> x) { }
            public void Forward<T>(ReadOnlySpan<float> x, Span<float> y) { }
            public void Backward() { }
            public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) { }
            public void SetWeights(float[,] weights) { }
            NetworkShape INetwork<float>.Shape => new(2, 3, 6);
            void INetwork<float>.Initialize(Random random) => Initialize(random);
            public float[] GetWeights() => [];
            public void SetBias(ReadOnlySpan<float> bias) { }
            public int GetBias => 3;
            public void CopyFrom(object other) { }
            public void Initialize() { }
            public void Initialize(int seed) { }
            public void CreateGradients(int count) { }
            public void Warmup(int times) { }
            public string ToString(string format) => format;
            public override bool Equals(object? other) => ReferenceEquals(this, other);
            public override int GetHashCode() => 1;
            public static bool operator !(Head head) => head is null;
            public event Action Done { add { } remove { } }
            public int Parameters => 1;
            public int Shape => 2;
            public static int Inputs => In;
        }
        """);

    [Theory]
    [InlineData("partial class Head(int seed) { public int Seed => seed; }")]
    [InlineData("partial class Head { public override string ToString() => \"mine\"; }")]
    [InlineData("partial class Head { public new string ToString() => \"mine\"; }")]
    [InlineData("partial class Head(string In, string Out) { public string Names { get; } = In + Out; }")]
    [InlineData("partial class Head { public required int Seed { get; init; } }")]
    [InlineData("partial class Head { private Head(int seed) { } public static Head Make() => new(1); }")]
    [InlineData("partial class Head : System.IDisposable { public void Dispose() { } }")]
    [InlineData("partial class Head : LinearGen.INetwork<float>;")]
    [InlineData("partial class Head : LinearGen.INetworkShape;")]
    [InlineData("partial class Head : IShape { static int IShape.In => 7; static int IShape.Out => 8; } interface IShape { static abstract int In { get; } static abstract int Out { get; } }")]
    [InlineData("partial class Head : Plain; class Plain { public virtual int Depth => 1; private int Out; public Plain() => Out = 1; public int Use() => Out; }")]
    [InlineData("partial class Head(int x) : Plain(x); class Plain(int x) { public int X => x; public override string ToString() => \"plain\"; }")]
    [InlineData("partial class Head : Plain; class Plain { public float[] Forward(float[] x) => x; public int this[string s] => 1; }")]
    [InlineData("partial class Head : Plain; class Plain { public int Item() => 1; }")]
    [InlineData("partial class Head : System.Collections.Generic.List<int>;")]
    public void Class_MayHaveConstructorsBasesAndInterfaces(string declaration) =>
        Layers.AcceptOne($"#pragma warning disable CS0649\n[LinearGen.LinearLayer(In = 2, Out = 3)] {declaration}");

    [Fact]
    public void Class_MayBeDeclaredInSeveralFiles()
    {
        LayerSpec spec = Layers.AcceptOne(
            "namespace Acme; public partial class Head { public int A => 1; }",
            "namespace Acme; [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;",
            "namespace Acme { sealed partial class Head { public int B => 2; } }");
        Assert.Equal("Acme: class Head 2→3 float", Layers.Describe(spec));
    }

    [Fact]
    public void Class_MayBeBehindPreprocessorBranches()
    {
        LayerSpec spec = Layers.AcceptOne("""
            #if WIDE
            [LinearGen.LinearLayer(In = 200, Out = 300)]
            #else
            [LinearGen.LinearLayer(In = 2,
            #if DEEP
                Out = 0
            #else
                Out = 3
            #endif
            )]
            #endif
            partial class Head;
            """);
        Assert.Equal(": class Head 2→3 float", Layers.Describe(spec));
    }

    [Fact]
    public void OneName_InManyPlacesGivesFilesOfDifferentNames()
    {
        IReadOnlyList<LayerSpec> specs = Layers.Accept("""
            using LinearGen;
            [LinearLayer(In = 1, Out = 1)] partial class Head;
            [LinearLayer(In = 2, Out = 1)] partial class head;
            [LinearLayer(In = 3, Out = 1)] partial class HEAD;
            namespace A
            {
                [LinearLayer(In = 4, Out = 1)] partial class Head { [LinearLayer(In = 5, Out = 1)] public partial class Part; }
                partial class head { [LinearLayer(In = 6, Out = 1)] public partial class Part; }
            }
            namespace a { [LinearLayer(In = 7, Out = 1)] partial class Head; }
            namespace A.Heads { [LinearLayer(In = 8, Out = 1)] partial class Part; }
            namespace B { partial class Outer { [LinearLayer(In = 9, Out = 1)] public partial class Head; } partial struct Other { [LinearLayer(In = 10, Out = 1)] public partial class Head; } }
            """);
        Assert.Equal(
            [
                "A.Head+Part.g.cs", "A.Head.g.cs", "A.Heads.Part.g.cs", "A.head(1)+Part.g.cs", "B.Other+Head.g.cs",
                "B.Outer+Head.g.cs", "HEAD.g.cs", "Head(1).g.cs", "a(1).Head.g.cs", "head(2).g.cs",
            ],
            specs.Select(spec => spec.Hierarchy.HintName));
        Assert.Equal(specs.Count, specs.Select(spec => spec.Hierarchy.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Annotations)]
    [InlineData(NullableContextOptions.Warnings)]
    public void Project_MayHaveNullableOnOrOff(NullableContextOptions nullable)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation("[LinearGen.LinearLayer(In = 2, Out = 3, Bias = true)] public partial class Head;");
        Layers.Accept(compilation.WithOptions(compilation.Options.WithNullableContextOptions(nullable)));
    }

    [Fact]
    public void Project_MayCheckOverflow()
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation("[LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head;");
        Layers.Accept(compilation.WithOptions(compilation.Options.WithOverflowChecks(true)));
    }

    [Fact]
    public void Project_MayHaveTypesNamedLikeTheFrameworks() => Layers.Accept("""
        namespace Acme.System { class Span; class Random; class Math; }
        namespace Acme.LinearGen { class INetwork; class INetworkShape; }
        namespace Acme
        {
            class ReadOnlySpan; class Span; class Random; class Vector256; class MemoryMarshal; class Unsafe; class Single; class Int32;
            class ArgumentException; class MathF; class String; class Object; class LayerParameters; class WeightLayout; class ParameterGradients;
            [global::LinearGen.LinearLayer(In = 20, Out = 30, Bias = true)] public sealed partial class Head;
        }
        """);

    [Theory]
    [InlineData("namespace LinearGen.System { [LinearLayer(In = 2, Out = 3)] public partial class Head; }")]
    [InlineData("namespace LinearGen.Generated.System { [LinearLayer(In = 2, Out = 3)] public partial class Head; }")]
    [InlineData("namespace LinearGen.LinearGen { [LinearLayer(In = 2, Out = 3)] public partial class Head; }")]
    [InlineData("public class Base { public class Head; } [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head : Base;")]
    [InlineData("[assembly: System.CLSCompliant(true)] [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head;")]
    public void Surroundings_MayBeUnusual(string source) => Layers.AcceptOne(source);

    [Fact]
    public void NameOfAClassInAReferencedAssembly_DoesNotDisturb()
    {
        const string Source = "namespace Acme; [LinearGen.LinearLayer(In = 2, Out = 3)] public partial class Head;";
        MetadataReference other = MetadataReference.CreateFromImage(GeneratorHarness.Run(Source).ToAssemblyBytes());

        Layers.Accept(GeneratorHarness.CreateCompilation(Source).AddReferences(other).WithAssemblyName("Other"));
    }

    [Theory]
    [InlineData("In = 1, Out = 268435444")]
    [InlineData("In = 1, Out = 536870894, Bias = false, Precision = LinearGen.Precision.Double")]
    [InlineData("In = 2, Out = 536870894, Precision = LinearGen.Precision.Double")]
    [InlineData("In = 238609280, Out = 8")]
    [InlineData("In = 46336, Out = 46336")]
    public void Sizes_MayBeAsLargeAsAnArray(string arguments)
    {
        GeneratorResult result = GeneratorHarness.Run($"[LinearGen.LinearLayer({arguments})] partial class Head;");
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Project_WithoutLayersGetsNothing() => Assert.Empty(Layers.Accept("""
        [Other.LinearLayer(In = 0)] class Head;
        [System.Obsolete] partial class Tail;
        namespace Other { class LinearLayerAttribute : System.Attribute { public int In { get; set; } } }
        """));

    [Theory]
    [InlineData("LinearGen")]
    [InlineData("LinearGen.Generated")]
    [InlineData("LinearGen.Internals")]
    [InlineData("System")]
    [InlineData("Acme.LinearGen.System")]
    public void Namespace_MayBeAny(string name) =>
        Layers.AcceptOne($"namespace {name} {{ [global::LinearGen.LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Head; }}");

    [Theory]
    [InlineData(GeneratorHarness.CSharp13)]
#if !ROSLYN48 // Its latest is C# 12.
    [InlineData(LanguageVersion.Latest)]
#endif
    [InlineData(LanguageVersion.Preview)]
    public void Language_MayBeAnySinceThirteen(LanguageVersion version) => Assert.Empty(GeneratorHarness.Run(
        Layers.WithLanguage(version, "[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;")).Diagnostics);
}
