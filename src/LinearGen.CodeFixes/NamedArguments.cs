using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>Writes named arguments of attributes.</summary>
internal static class NamedArguments
{
    /// <summary>Puts a value in the place of an argument's, or adds the argument behind the others.</summary>
    /// <param name="document">Any document of the project.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The argument's name.</param>
    /// <param name="value">The argument's new value.</param>
    /// <returns>Null if the attribute is in none of the project's own files.</returns>
    public static Edit? Set(Document document, AttributeSyntax attribute, string name, string value) => (LayerAttributes.Argument(attribute, name), attribute.ArgumentList) switch
    {
        ({ } argument, _) => Edits.In(document, attribute.SyntaxTree, argument.Expression.Span, value),
        (_, { Arguments: { Count: > 0 } arguments }) => Edits.In(document, attribute.SyntaxTree, new TextSpan(arguments.Last().Span.End, 0), $", {name} = {value}"),
        (_, { } list) => Edits.In(document, attribute.SyntaxTree, new TextSpan(list.OpenParenToken.Span.End, 0), $"{name} = {value}"),
        _ => Edits.In(document, attribute.SyntaxTree, new TextSpan(attribute.Name.Span.End, 0), $"({name} = {value})"),
    };
}
