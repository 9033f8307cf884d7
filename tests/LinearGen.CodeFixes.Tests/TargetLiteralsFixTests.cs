using LinearGen.Generator.Calls;

namespace LinearGen.CodeFixes.Tests;

/// <summary>The fix of class labels that were meant to be targets.</summary>
public class TargetLiteralsFixTests
{
    [Theory]
    [InlineData("trainer.Step(x, [0, 1, /* sure */ 1, 0]);", "trainer.Step(x, [0f, 1f, /* sure */ 1f, 0f]);")]
    [InlineData("trainer.Step(x, [-1, 0x1, n]);", "trainer.Step(x, [-1f, 0x1, n]);")]
    [InlineData("trainer.Step(x, new[] { 0, 1 });", "trainer.Step(x, new[] { 0f, 1f });")]
    [InlineData("trainer.Step(x, new int[] { 0, 1 });", "trainer.Step(x, new float[] { 0, 1 });")]
    [InlineData("trainer.Step(x, new int[2]);", "trainer.Step(x, new float[2]);")]
    [InlineData("trainer.Step(x, stackalloc int[2]);", "trainer.Step(x, stackalloc float[2]);")]
    [InlineData("trainer.Step(x, stackalloc[] { 0, 1 });", "trainer.Step(x, stackalloc[] { 0f, 1f });")]
    [InlineData("trainer.Evaluate(x, labels: [0, 1]);", "trainer.Evaluate(x, labels: [0f, 1f]);", true)]
    [InlineData("exact.Step(new double[2], [0, 1]);", "exact.Step(new double[2], [0.0, 1.0]);")]
    public async Task Literals_BecomeTargets(string before, string after, bool keepsName = false)
    {
        FixTest test = new([Source(before)], new CallAnalyzer());
        await test.ApplyAsync(new TargetLiteralsFix(), "LG1008");
        Assert.Equal(Source(after), Assert.Single(test.Texts()));
        Assert.All(await test.ErrorsAsync(), diagnostic => Assert.True(keepsName || diagnostic.Id == "LG1001" || diagnostic.Id == "LG1002", $"{diagnostic}"));
    }

    [Theory]
    [InlineData("int[] labels = [0, 1]; trainer.Step(x, labels);")]
    [InlineData("trainer.Step(x, [n, 0x1]);")]
    [InlineData("trainer.Step(x, default(System.ReadOnlySpan<int>));")]
    public async Task Expressions_WithoutSuchLiteralsAreLeft(string statements) =>
        Assert.Empty(await new FixTest([Source(statements)], new CallAnalyzer()).TitlesAsync(new TargetLiteralsFix(), "LG1008"));

    private static string Source(string statements) => $$"""
        using LinearGen;
        [LinearLayer(In = 1, Out = 1)] public partial class Head;
        [LinearLayer(In = 1, Out = 1, Precision = Precision.Double)] public partial class Exact;
        public static class Program
        {
            public static void Run(Head head, Exact layer, float[] x, int n)
            {
                Trainer<Head> trainer = new(head, Loss.BinaryCrossEntropy, new Adam(), 4);
                Trainer<Exact, double> exact = new(layer, Loss.MeanSquared, new Adam(), 4);
                {{statements}}
            }
        }
        """;
}
