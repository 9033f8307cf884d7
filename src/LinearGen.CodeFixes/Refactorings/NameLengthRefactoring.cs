using System.Composition;
using System.Globalization;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>
/// Replaces a number that is right by the constant that it stands for: <c>new float[2]</c>, passed to a layer of two inputs, by
/// <c>new float[Projection.In]</c>. Offered where the cursor is on the number, and reported nowhere: nothing is wrong with it.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(NameLengthRefactoring)), Shared]
public sealed class NameLengthRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindToken(context.Span.Start) is not { Value: int number and > 0, Parent: LiteralExpressionSyntax literal }
            || Member(literal) is not { } member
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        Solution solution = context.Document.Project.Solution;
        foreach (string name in Names(literal, number, member, model, context.CancellationToken).Distinct(StringComparer.Ordinal))
        {
            if (Edits.In(context.Document, literal.SyntaxTree, literal.Span, LengthExpressions.InPlaceOf(literal, name)) is { } edit)
            {
                string title = $"Replace {literal} by {name}";
                context.RegisterRefactoring(CodeAction.Create(title, cancellationToken => Edits.ApplyAsync(solution, [edit], cancellationToken), equivalenceKey: title));
            }
        }
    }

    /// <summary>All code that may use a local; the whole class for its field.</summary>
    private static SyntaxNode? Member(LiteralExpressionSyntax literal) => literal.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        BaseFieldDeclarationSyntax field => field.Parent,
        GlobalStatementSyntax statement => statement.Parent,
        var member => member,
    };

    /// <summary>Finds constants of the number's value among those of the generated methods that the memory is passed to.</summary>
    private static IEnumerable<string> Names(LiteralExpressionSyntax literal, int number, SyntaxNode member, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (InvocationExpressionSyntax call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
            {
                if (LengthExpressions.Find(argument.Expression, model.Compilation, cancellationToken) == literal
                    && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ContainingType: { } layer, Name: "Forward" or "Backward" } method
                    && (LayerAttributes.Find(layer) ?? LayerAttributes.FindSequential(layer)) is not null
                    && Parameter(argument, method)?.Name switch { "x" or "dx" => KnownNames.In, "y" or "dy" => KnownNames.Out, _ => null } is { } constant
                    && layer.GetMembers(constant).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is int size
                    && number % size == 0)
                {
                    string name = $"{layer.ToMinimalDisplayString(model, literal.SpanStart)}.{constant}";
                    yield return number == size ? name : $"{(number / size).ToString(CultureInfo.InvariantCulture)} * {name}";
                }
            }
        }
    }

    private static IParameterSymbol? Parameter(ArgumentSyntax argument, IMethodSymbol method)
    {
        int place = ((ArgumentListSyntax)argument.Parent!).Arguments.IndexOf(argument);
        return argument.NameColon is { Name.Identifier.ValueText: var name } ? method.Parameters.FirstOrDefault(parameter => parameter.Name == name)
            : place < method.Parameters.Length ? method.Parameters[place] : null;
    }
}
