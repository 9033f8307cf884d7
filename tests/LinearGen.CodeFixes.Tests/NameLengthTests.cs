using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes.Tests;

/// <summary>Numbers that are replaced by what they stand for. The cursor is at <c>$</c>.</summary>
public class NameLengthTests
{
    [Theory]
    [InlineData("head.Forward(new float[$2], new float[3]);", "head.Forward(new float[Head.In], new float[3]);", "Replace 2 by Head.In")]
    [InlineData("head.Forward(new float[4], stackalloc float[$6]);", "head.Forward(new float[4], stackalloc float[2 * Head.Out]);", "Replace 6 by 2 * Head.Out")]
    [InlineData("head.Forward(y: new float[$3], x: new float[2]);", "head.Forward(y: new float[Head.Out], x: new float[2]);", "Replace 3 by Head.Out")]
    [InlineData("float[] x = new float[$2]; Span<float> s = x; head.Forward(s, new float[3]);", "float[] x = new float[Head.In]; Span<float> s = x; head.Forward(s, new float[3]);", "Replace 2 by Head.In")]
    [InlineData("head.Forward(Kept.AsSpan(0, $2), new float[3]);", "head.Forward(Kept.AsSpan(0, Head.In), new float[3]);", "Replace 2 by Head.In")]
    [InlineData("net.Forward(new float[$2], new float[3]);", "net.Forward(new float[Net.In], new float[3]);", "Replace 2 by Net.In")]
    [InlineData("head.Backward(new float[2], new float[$3], [], null);", "head.Backward(new float[2], new float[Head.Out], [], null);", "Replace 3 by Head.Out")]
    public async Task Number_IsReplacedByItsName(string before, string after, string title)
    {
        FixTest test = new([Source(before.Replace("$", "", StringComparison.Ordinal))]);
        CodeAction action = Assert.Single(await ActionsAsync(test, Source(before)));
        Assert.Equal(title, action.Title);
        ApplyChangesOperation change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None)));
        string text = (await change.ChangedSolution.Projects.Single().Documents.Single().GetTextAsync()).ToString();
        Assert.Equal(Source(after), text);
        Assert.Empty(await new FixTest([text]).ErrorsAsync());
    }

    [Theory]
    [InlineData("head.Forward(new float[$5], new float[3]);")]
    [InlineData("float[] x = new float[$2]; x[0] = 1;")]
    [InlineData("head.Forward([$2, 1], new float[3]);")]
    [InlineData("Other(new float[$2]);")]
    [InlineData("head[$1, 2] = 1;")]
    public async Task Number_ThatIsNoLengthOfALayerIsLeft(string statements)
    {
        FixTest test = new([Source(statements.Replace("$", "", StringComparison.Ordinal))]);
        Assert.Empty(await ActionsAsync(test, Source(statements)));
    }

    private static async Task<List<CodeAction>> ActionsAsync(FixTest test, string marked)
    {
        List<CodeAction> actions = [];
        Document document = test.Solution.Projects.Single().Documents.Single();
        TextSpan cursor = new(marked.IndexOf('$', StringComparison.Ordinal), 0);
        await new NameLengthRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, cursor, actions.Add, CancellationToken.None));
        return actions;
    }

    private static string Source(string statements) =>
        "using System;\n[LinearGen.LinearLayer(In = 2, Out = 3)] partial class Head;\n[LinearGen.Sequential(typeof(Head))] partial class Net;\n"
        + "class Caller\n{\n    private static readonly float[] Kept = new float[9];\n    static void Other(float[] x) { }\n    static void Call(Head head, Net net) { " + statements + " }\n}\n";
}
