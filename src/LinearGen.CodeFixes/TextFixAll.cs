using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes;

/// <summary>
/// Fixes all diagnostics of a document, project or solution in one step. Roslyn's own BatchFixer merges whole
/// documents and drops conflicting changes; here a fix may reach into other documents, and two fixes may ask for the same.
/// </summary>
internal sealed class TextFixAll : FixAllProvider
{
    /// <summary>The only one: it keeps nothing.</summary>
    public static readonly TextFixAll Instance = new();

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        Solution solution = fixAllContext.Solution;
        TextFix fix = (TextFix)fixAllContext.CodeFixProvider;
        List<Edit> edits = [];
        foreach (Diagnostic diagnostic in await DiagnosticsAsync(fixAllContext).ConfigureAwait(false))
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is { } document
                && await fix.FindAsync(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false) is { } remedy)
            {
                edits.AddRange(remedy.Edits);
            }
        }

        return edits.Count == 0 ? null : CodeAction.Create(
            "Fix all of LinearGen's diagnostics of this kind",
            cancellationToken => Edits.ApplyAsync(solution, edits, cancellationToken),
            equivalenceKey: fixAllContext.CodeActionEquivalenceKey);
    }

    /// <summary>Returns the diagnostics in the order of the files and of the text, so that the same source always gives the same result.</summary>
    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        List<Diagnostic> diagnostics = [];
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is { } document:
                diagnostics.AddRange(await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
                break;
            case FixAllScope.Project:
                diagnostics.AddRange(await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false));
                break;
            case FixAllScope.Solution:
                foreach (Project project in context.Solution.Projects)
                {
                    diagnostics.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                break;
        }

        return diagnostics
            .Where(static diagnostic => diagnostic.Location.IsInSource)
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan);
    }
}
