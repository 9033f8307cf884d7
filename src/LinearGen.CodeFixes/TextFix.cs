using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes;

/// <summary>The base class of all fixes: a fix says which text it would change, the rest is here.</summary>
public abstract class TextFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => TextFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // The changes are few and found quickly, so they are found at once: nothing is offered that would do nothing.
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { Edits.Count: > 0 } remedy)
            {
                Solution solution = context.Document.Project.Solution;
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, cancellationToken => Edits.ApplyAsync(solution, remedy.Edits, cancellationToken), equivalenceKey: GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>Works out the changes.</summary>
    /// <param name="document">The document of the diagnostic.</param>
    /// <param name="diagnostic">One of the fixable ones.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    /// <returns>The remedy, or null if there is none.</returns>
    internal abstract Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);
}
