using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace LinearGen.Generator.Tests.Calls;

/// <summary>The analyzers answer every text, whatever is left of it: they never throw, and never go round in circles.</summary>
public class CallFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Tokens =
    [
        .. CSharpSyntaxTree.ParseText(
            Programs.InMethod("""
                const int Size = 5;
                int k = Size * rows - n / 2, m = (int)(k + 1L);
                float[] x = new float[rows * Projection.In], y = { 1, 2, 3 }, z = [.. x, 4, .. y[^2..]];
                Span<float> s = stackalloc float[Size], t = s[1..^2], u = condition ? s : x.AsSpan(k, m)[..rows];
                Memory<float> memory = new Memory<float>(x, 1, 2);
                Three three = default; (x, y) = (y, x); Reload(ref x); int[] labels = stackalloc[] { 1, 2 }.ToArray();
                layer.Forward(x, y); layer?.Forward(s[..2], three); square.Forward(three[..1], memory.Span.Slice(1));
                head.Backward(x, dy: y, y: z, dx: default, gradients: head.CreateGradients());
                Trainer<Classifier> trainer = new(network, Loss.L1, new Adam(), maxBatch: 2); trainer.Step(x, labels); trainer.Step(x, [0, 1]); trainer.Predict(x, labels);
                network.Forward(GC.AllocateArray<float>(k), network.CreateActivations(rows)); layer.SetWeights([.. x], WeightLayout.OutIn);
                layer[k, 2] += layer[0, Size]; for (int i = 0; i < 3; i++) { void Local() => layer.Forward(u, t); Local(); }
                """), GeneratorHarness.ParseOptions)
            .GetRoot().DescendantTokens().Select(token => token.ToFullString()),
    ];

    [Fact]
    public void MutatedSources_NeverMakeItThrow() =>
        Property.Check(TokenEdits.Of(Tokens, "int.MaxValue ", "-2147483648 "), Programs.Survive, fast: 150, full: 1_000, source => source, output.WriteLine);

    [Theory]
    [InlineData("int a = b + 1, b = a + 1; layer.Forward(new float[a], new float[b]);")]
    [InlineData("Span<float> s = t.Slice(0, s.Length), t = s[..t.Length]; layer.Forward(s, t);")]
    [InlineData("float[] x = [.. x]; float[] y = new float[y.Length]; layer.Forward(x, y); square.Forward(x, x);")]
    [InlineData("var trainer = trainer; trainer.Step(x); Trainer<Projection> other = other; other.Step(new float[4], new float[6]);")]
    public void Circles_EndSomewhere(string statements) => Programs.Survive(Programs.InMethod(statements));
}
