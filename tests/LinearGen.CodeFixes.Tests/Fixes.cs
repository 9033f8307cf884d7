using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes.Tests;

/// <summary>What tests of single fixes ask for.</summary>
internal static class Fixes
{
    private const string Using = "using LinearGen;\n";

    /// <summary>Applies a fix to the first diagnostic of an ID, compares the text, and asserts that what comes out is generated from and compiles.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="id">The diagnostic.</param>
    /// <param name="before">A file, behind <c>using LinearGen;</c>.</param>
    /// <param name="after">The file afterwards.</param>
    /// <param name="title">How the fix is called, if that matters.</param>
    public static async Task AssertAsync(CodeFixProvider fix, string id, string before, string after, string? title = null)
    {
        FixTest test = new([Using + before]);
        if (title is not null)
        {
            Assert.Equal([title], await test.TitlesAsync(fix, id));
        }

        await test.ApplyAsync(fix, id);
        Assert.Equal(Using + after, Assert.Single(test.Texts()));
        Assert.Empty(await test.ErrorsAsync());
    }

    /// <summary>The same for several files and all diagnostics at once.</summary>
    public static async Task AssertAllAsync(CodeFixProvider fix, FixAllScope scope, string[] before, string[] after)
    {
        FixTest test = new([.. before.Select(text => Using + text)]);
        await test.ApplyToAllAsync(fix, scope);
        Assert.Equal(after.Select(text => Using + text), test.Texts());
        if (scope != FixAllScope.Document)
        {
            Assert.Empty(await test.ErrorsAsync());
        }
    }

    /// <summary>Asserts that nothing is offered.</summary>
    public static async Task AssertNoneAsync(CodeFixProvider fix, string id, params string[] sources) =>
        Assert.Empty(await new FixTest([.. sources.Select(text => Using + text)]).TitlesAsync(fix, id));
}
