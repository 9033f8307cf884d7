namespace LinearGen.Generator.Tests.Fuzz;

/// <summary>Sources that mutation starts from: right and nearly right ones of every kind that the parser looks at. Several files are separated by <see cref="NextFile"/>.</summary>
internal static class FuzzSeeds
{
    /// <summary>Separates files.</summary>
    public const string NextFile = "//----";

    /// <summary>The sources. Layers are small: their code is compiled for each input.</summary>
    public static readonly string[] All =
    [
        """
        using LinearGen;
        namespace Acme;
        [LinearLayer(In = 2, Out = 3)] public sealed partial class Projection;
        [LinearLayer(In = Projection.Out, Out = 4, Bias = true, Activation = Activation.Relu)] partial class Head { public Head() { } }
        [Sequential(typeof(Projection), typeof(Head))] public partial class Net;
        """,
        """
        using System; using LinearGen; using Alias = Acme.Projection; using static Acme.Sizes;
        namespace Acme
        {
            [LinearLayer(In = 2, Out = 3, Bias = true)] public sealed partial class Projection : Base, IDisposable { public void Dispose() { } }
            [LinearLayer(In = Alias.Out, Out = Width * 2 - (int)1.5)] partial class Head(int seed) { public int Seed => seed; public int this[string x] => 1; }
            static class Sizes { public const int Width = Projection.Out - 1; }
            class Base { protected virtual void Other(ReadOnlySpan<float> x) { } }
        }
        """,
        """
        partial struct Outer { partial interface IInner { partial record Deep(int X) { [LinearGen.LinearLayer(In = 1, Out = 2)] private partial class @class; } } }
        partial struct Outer { partial interface IInner { [LinearGen.LinearLayer(In = @event.Out, Out = 1)] internal partial class Größe; } }
        [LinearGen.LinearLayer(In = 2, Out = 2, Precision = LinearGen.Precision.Double)] partial class @event;
        //----
        using LinearGen;
        [Sequential(typeof(@event), typeof(@event))] partial class record1;
        [Sequential(typeof(Outer.IInner.Größe))] partial class @void { class Gradients2; }
        """,
        """
        [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Spread;
        //----
        using LinearGen;
        [System.Serializable] partial class Spread { public void Use() { Forward(new float[2], new float[Out]); } }
        //----
        sealed partial class Spread { int _x = Spread.In; }
        """,
        """
        #define A
        using LinearGen;
        #if A
        [LinearLayer(In = 2,
        #else
        [LinearLayer(In = 3,
        #endif
        Out = 2)]
        #if B
        static
        #elif C
        file
        #endif
        partial class Branch
        #region body
        { public int Twice() => In * 2; }
        #endregion
        #if B
        [Sequential(typeof(Branch))] partial class Net;
        #endif
        """,
        """
        using System; using LinearGen;
        [LinearLayer(In = 2, Out = 1, Activation = Activation.Softmax)] internal partial class Small { public override int GetHashCode() => 1; }
        class Caller
        {
            private static readonly float[] Kept = new float[Small.In * 4];
            public static void Call(Small small, int rows, Small.Gradients gradients)
            {
                Span<float> y = stackalloc float[4];
                small.Forward(Kept, y); small.Forward(new float[rows * Small.In], new float[rows * Small.Out]); small.Forward([1f, 2f], y[..1]);
                small.Backward(Kept, y, y, default, gradients); small.SetWeights(new float[3]); small[0, 0] = small[1, 0]; small.GetWeights(y.Slice(0, 2));
                small.CopyFrom(new Small()); small.Initialize(new Random(1)); var copy = new float[] { 1, 2 }.AsSpan(); small.Forward(copy, copy);
            }
        }
        """,
        """
        using LinearGen;
        [Normalization(Size = 3, Clip = 5)] public partial class Observation { public Observation() { } }
        [LinearLayer(In = Observation.Out, Out = 4, Activation = Activation.Tanh)] partial class Hidden;
        [LayerNorm(Size = Hidden.Out, Epsilon = 1e-6)] sealed partial class Norm; [ActivationLayer(Size = Norm.Out, Activation = Activation.Relu)] partial class Rectified;
        [LinearLayer(In = 4, Out = 3, Bias = true)] partial class Head; [Rescaling(Size = Head.Out)] partial class Command;
        [Residual(typeof(Hidden), typeof(Norm), typeof(Rectified), typeof(Head))] partial class Block;
        [Sequential(typeof(Observation), typeof(Block), typeof(Block), typeof(Command)), InputPart("Pose", 0, 2), InputPart("Rest", 2, Observation.Out - 2), OutputPart("All", 0, Block.Out)]
        partial class Policy { public float First(float[] y) => y[Outputs.All][0]; public void Use() { Observation.SetMean(new float[3]); Block1.Norm.SetGain([1f, 2f, 3f, 4f]); Command.SetRange(new float[3], new float[Command.In]); } }
        """,
        """
        using LinearGen;
        partial class Generic<T> { [LinearLayer(In = 2, Out = 3)] partial class Inside; }
        [LinearLayer(In = 2, Out = 3)] partial class Open<T, U> where T : struct;
        [LinearLayer(In = 2, Out = 3)] file partial class Local;
        [LinearLayer(In = B.Out, Out = 1)] partial class A; [LinearLayer(In = 1, Out = A.In)] partial class B;
        [Sequential(typeof(Generic<int>.Inside), typeof(Open<,>), typeof(Local), typeof(A))] partial class Net;
        """,
        """
        using LinearGen; using L = LinearGen.LinearLayerAttribute; using S = LinearGen.SequentialAttribute;
        [L(In = 4, Out = 4, Bias = false)] partial class Square { public float Sum() { return this[0, 0]; } }
        [S(new[] { typeof(Square), typeof(Square) })] partial class Pair { public Pair(int seed) => Initialize(new System.Random(seed)); }
        [S([typeof(Square)])] partial class One; [S(null)] partial class None; [S()] partial class Empty; [S] partial class Bare; [S(default(System.Type[]))] partial class Nothing;
        [S(typeof(Pair))] partial class Nested; [S(typeof(int), typeof(int[]), typeof(void), typeof(dynamic), null)] partial class Wild;
        """,
        """
        using System; using LinearGen;
        [LinearLayer(In = 3, Out = 2)] abstract partial class Shadow { public int Out2; public virtual void Forward2() { } public static implicit operator int(Shadow s) => 1; }
        [LinearLayer(In = 3, Out = 2)] partial class Members : IEquatable<Members> { public bool Equals(Members? other) => true; public const int Width = In + Out; public enum Kind { A = Out } public delegate void D(); public event D? E; ~Members() { } }
        [LinearLayer(In = Members.Width, Out = (int)Members.Kind.A)] partial class Reader : Members2 { }
        class Members2 { protected int Hidden = Members.ParameterCount; public override string ToString() => $"{Members.In}"; }
        namespace System2 { class Vector256; class Span<T>; class Math; }
        """,
        """
        namespace LinearGen.Inner { [LinearLayer(In = 1, Out = 1)] partial class Vector256; namespace System { [LinearLayer(In = Vector256.Out, Out = 1)] partial class Span; } }
        namespace Case { [LinearGen.LinearLayer(In = 1, Out = 1)] partial class head; [LinearGen.LinearLayer(In = 1, Out = 1)] partial class Head; [LinearGen.LinearLayer(In = 1, Out = 1)] partial class \u0048EAD; }
        //----
        global using LinearGen; namespace Case.head2;
        [Sequential(typeof(Head), typeof(global::Case.head), typeof(LinearGen.Inner.Vector256))] internal partial class Net { internal partial class Activations2; }
        """,
    ];
}
