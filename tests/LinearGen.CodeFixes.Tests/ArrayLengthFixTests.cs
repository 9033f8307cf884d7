using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes.Tests;

/// <summary>The fix of lengths in calls, with an analyzer that reports what the test marks.</summary>
public class ArrayLengthFixTests
{
    [Theory]
    [InlineData("LG1001", "head.Forward(/*LG1001: Head.In*/ new float[4], new float[3]);", "head.Forward(/*LG1001: Head.In*/ new float[Head.In], new float[3]);")]
    [InlineData("LG1002", "head.Forward(new float[rows * Head.In], /*LG1002: rows * Head.Out*/ new float[rows /* many */ * 4]);", "head.Forward(new float[rows * Head.In], /*LG1002: rows * Head.Out*/ new float[rows * Head.Out]);")]
    [InlineData("LG1003", "head.SetWeights(/*LG1003: Head.In * Head.Out*/new float[7].AsSpan());", "head.SetWeights(/*LG1003: Head.In * Head.Out*/new float[Head.In * Head.Out].AsSpan());")]
    [InlineData("LG1001", "head.Forward(/*LG1001: Head.In*/ stackalloc float[4], new float[3]);", "head.Forward(/*LG1001: Head.In*/ stackalloc float[Head.In], new float[3]);")]
    [InlineData("LG1001", "head.Forward(/*LG1001: Head.In*/ (ReadOnlySpan<float>)(new float[4]), new float[3]);", "head.Forward(/*LG1001: Head.In*/ (ReadOnlySpan<float>)(new float[Head.In]), new float[3]);")]
    [InlineData("LG1001", "float[] x = new float[4]; // input\n        head.Forward(/*LG1001: Head.In*/ x, new float[3]);", "float[] x = new float[Head.In]; // input\n        head.Forward(/*LG1001: Head.In*/ x, new float[3]);")]
    [InlineData("LG1001", "Span<float> x = stackalloc float[ 4 ]; head.Forward(/*LG1001: Head.In*/ x, new float[3]);", "Span<float> x = stackalloc float[ Head.In ]; head.Forward(/*LG1001: Head.In*/ x, new float[3]);")]
    [InlineData("LG1001", "var a = new float[4]; Span<float> x = a; head.Forward(x: /*LG1001: Head.In*/ x, y: new float[3]);", "var a = new float[Head.In]; Span<float> x = a; head.Forward(x: /*LG1001: Head.In*/ x, y: new float[3]);")]
    [InlineData("LG1002", "head.Forward(new float[2], /*LG1002: Head.Out*/ _kept);", "head.Forward(new float[2], /*LG1002: Head.Out*/ _kept);", "Head.Out")]
    [InlineData("LG1002", "head.Forward(new float[2], /*LG1002: Head.Out*/ this._kept!);", "head.Forward(new float[2], /*LG1002: Head.Out*/ this._kept!);", "Head.Out")]
    [InlineData("LG1001", "head.Forward(/*LG1001: Head.In*/ _kept.AsSpan(0, 3), new float[3]);", "head.Forward(/*LG1001: Head.In*/ _kept.AsSpan(0, Head.In), new float[3]);")]
    [InlineData("LG1001", "head.Forward(/*LG1001: 2 * Head.In*/ _kept.AsSpan()[..3], new float[6]);", "head.Forward(/*LG1001: 2 * Head.In*/ _kept.AsSpan()[..(2 * Head.In)], new float[6]);")]
    [InlineData("LG1001", "Span<float> x = _kept.AsSpan().Slice(rows, 3); head.Forward(/*LG1001: Head.In*/ x, new float[3]);", "Span<float> x = _kept.AsSpan().Slice(rows, Head.In); head.Forward(/*LG1001: Head.In*/ x, new float[3]);")]
    public async Task Length_IsCorrectedWhereTheArrayIsMade(string id, string before, string after, string kept = "4")
    {
        FixTest test = new([Source(before)], new CallReporter());
        await test.ApplyAsync(new ArrayLengthFix(), id);
        Assert.Equal(Source(after, kept), Assert.Single(test.Texts()));
        Assert.All(await test.ErrorsAsync(), diagnostic => Assert.Equal(id, diagnostic.Id));
    }

    [Fact]
    public async Task Title_SaysTheLength() => Assert.Equal(
        ["Change the length to Head.In"],
        await new FixTest([Source("head.Forward(/*LG1001: Head.In*/ new float[4], new float[3]);")], new CallReporter()).TitlesAsync(new ArrayLengthFix(), "LG1001"));

    [Theory]
    [InlineData("head.Forward(/*LG1001:*/ new float[4], new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ new float[] { 1 }, new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ new float[1] { 1 }, new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ new[] { 1f }, new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ [1f], new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ default, new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ Make(4), new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.Missing*/ new float[4], new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In)*/ new float[4], new float[3]);")]
    [InlineData("float[] x = new float[4]; int later = rows; head.Forward(/*LG1001: later * Head.In*/ x, new float[3]);")]
    [InlineData("head.Forward(new float[2], /*LG1002: rows * Head.Out*/ _kept);", "LG1002")]
    [InlineData("float[] x; x = new float[4]; head.Forward(/*LG1001: Head.In*/ x, new float[3]);")]
    [InlineData("head.Forward(/*LG1001: Head.In*/ _kept.AsSpan()[..^1], new float[3]);")]
    public async Task Length_IsLeftWhereNothingRightCanBeWritten(string statements, string id = "LG1001") =>
        Assert.Empty(await new FixTest([Source(statements)], new CallReporter()).TitlesAsync(new ArrayLengthFix(), id));

    [Fact]
    public async Task Lengths_AreCorrectedInAllDocumentsAndOnceEach()
    {
        FixTest test = new(
        [
            Source("float[] x = new float[4]; head.Forward(/*LG1001: Head.In*/ x, /*LG1002: Head.Out*/ new float[9]); head.Forward(/*LG1001: 2 * Head.In*/ x, /*LG1002: Head.Out*/ Other.Kept);"),
            "static class Other { public static float[] Kept = new float[8]; }",
        ],
            new CallReporter());
        await test.ApplyToAllAsync(new ArrayLengthFix(), FixAllScope.Solution);
        Assert.Equal(
        [
            Source("float[] x = new float[Head.In]; head.Forward(/*LG1001: Head.In*/ x, /*LG1002: Head.Out*/ new float[Head.Out]); head.Forward(/*LG1001: 2 * Head.In*/ x, /*LG1002: Head.Out*/ Other.Kept);"),
            "static class Other { public static float[] Kept = new float[Head.Out]; }",
        ],
            test.Texts());
    }

    private static string Source(string statements, string kept = "4") => $$"""
        using System;
        [LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;
        class Caller
        {
            private readonly float[] _kept = new float[{{kept}}];
            float[] Make(int length) => new float[length];
            void Call(Head head, int rows)
            {
                {{statements}}
            }
        }
        """;
}
