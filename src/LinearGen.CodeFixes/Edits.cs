using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>A change of one document.</summary>
/// <param name="Document">The document, which need not be the one with the squiggle.</param>
/// <param name="Change">The replaced span and its new text.</param>
internal sealed record Edit(Document Document, TextChange Change);

/// <summary>The edits of a fix and its title in the menu.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Edits">All that has to change.</param>
internal sealed record Remedy(string Title, IReadOnlyList<Edit> Edits);

/// <summary>
/// Makes changes and applies them. Fixes change text, not syntax: so comments, line breaks and everything else a user
/// wrote beside a word stay as they are.
/// </summary>
internal static class Edits
{
    /// <summary>A change of the file that a syntax tree was read from; null if that is none of the project's own files.</summary>
    /// <param name="document">Any document of the project.</param>
    /// <param name="tree">The file.</param>
    /// <param name="span">The span to replace.</param>
    /// <param name="text">The new text.</param>
    public static Edit? In(Document document, SyntaxTree tree, TextSpan span, string text) =>
        document.Project.Solution.GetDocument(tree) is { } target and not SourceGeneratedDocument && target.Project.Id == document.Project.Id
            ? new Edit(target, new TextChange(span, text))
            : null;

    /// <summary>Returns the span to delete with a word: the word and the blanks up to the next word, but no comment.</summary>
    /// <param name="token">The word.</param>
    public static TextSpan WithBlanks(SyntaxToken token)
    {
        SyntaxToken next = token.GetNextToken();
        bool isBlank = token.TrailingTrivia.Concat(next.LeadingTrivia).All(static trivia => string.IsNullOrWhiteSpace(trivia.ToString()));
        return isBlank
            ? TextSpan.FromBounds(token.SpanStart, next.SpanStart)
            : TextSpan.FromBounds(token.SpanStart, token.Span.End + token.TrailingTrivia.TakeWhile(static trivia => trivia.ToString().Trim(' ', '\t').Length == 0).Sum(static trivia => trivia.Span.Length));
    }

    /// <summary>Applies changes. Of several at one place the first counts: the same remedy may be asked for twice, as for two layers in one class.</summary>
    /// <param name="solution">The solution to change.</param>
    /// <param name="edits">The changes.</param>
    /// <param name="cancellationToken">May read files.</param>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Edit> edits, CancellationToken cancellationToken)
    {
        foreach (IGrouping<DocumentId, TextChange> document in edits.GroupBy(static edit => edit.Document.Id, static edit => edit.Change))
        {
            List<TextChange> accepted = [];
            foreach (TextChange change in document)
            {
                if (!accepted.Any(other => other.Span == change.Span || other.Span.OverlapsWith(change.Span)))
                {
                    accepted.Add(change);
                }
            }

            SourceText text = await solution.GetDocument(document.Key)!.GetTextAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentText(document.Key, text.WithChanges(accepted.OrderBy(static change => change.Span.Start)));
        }

        return solution;
    }
}
