using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads the named ranges of a network's rows.</summary>
internal static class RowParts
{
    /// <summary>The nested class that names ranges of the inputs.</summary>
    public const string Inputs = "Inputs";

    /// <summary>The nested class that names ranges of the outputs.</summary>
    public const string Outputs = "Outputs";

    /// <summary>Reads the attributes of a class.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="attributeName">The name of the attributes.</param>
    /// <param name="container">The nested class that the names go into.</param>
    /// <param name="width">Elements of a row; null if that is not known.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static IReadOnlyList<RowPart> Parse(LayerDeclaration declaration, string attributeName, string container, int? width, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        List<RowPart> parts = [];
        foreach (AttributeData attribute in declaration.Symbol.GetAttributes())
        {
            // The compiler knows no argument of a call in which one is made of generated sizes. A call of another form is the compiler's to blame.
            if (attribute.AttributeClass is not { ContainingType: null, Arity: 0 } type || type.Name != attributeName || !LayerAttributes.IsRuntimeNamespace(type.ContainingNamespace)
                || LayerAttributes.Syntax(attribute, cancellationToken) is not { ArgumentList.Arguments: { Count: 3 } arguments } syntax
                || Argument(arguments, 0, "name") is not { } name
                || Number(declaration, arguments, 1, "start", bag, cancellationToken) is not { } start
                || Number(declaration, arguments, 2, "length", bag, cancellationToken) is not { } length
                || ModelOf(declaration, syntax).GetConstantValue(name.Expression, cancellationToken) is not { HasValue: true, Value: var constant and (null or string) })
            {
                continue;
            }

            string text = constant as string ?? "";
            if (!IsFree(text, container, parts))
            {
                bag.Report(NetworkDescriptors.PartName, syntax.GetLocation(), declaration.Name, text);
            }
            else if (start < 0 || length < 1 || (width is { } columns && (long)start + length > columns))
            {
                bag.Report(NetworkDescriptors.PartOutside, syntax.GetLocation(), declaration.Name, text, Text(start), Text(length), width is { } known ? $"{Text(known)}, the row's length" : "the row's length");
            }
            else
            {
                parts.Add(new(LayerNames.Escape(text), start, length));
            }
        }

        return parts;
    }

    /// <summary>Whether a property of the name can be added: none is there, nor one whose accessors are called so, and it hides nothing.</summary>
    private static bool IsFree(string name, string container, List<RowPart> parts) =>
        SyntaxFacts.IsValidIdentifier(name)
        && !name.Any(static character => char.GetUnicodeCategory(character) == UnicodeCategory.Format)
        && name != container
        && name is not (nameof(Equals) or nameof(GetHashCode) or nameof(ToString) or nameof(GetType) or nameof(MemberwiseClone) or nameof(ReferenceEquals) or "Finalize")
        && !parts.Any(part => part.Name == LayerNames.Escape(name) || IsAccessor(name, part.Name.TrimStart('@')) || IsAccessor(part.Name, name));

    private static bool IsAccessor(string name, string property) => name == "get_" + property || name == "set_" + property;

    private static AttributeArgumentSyntax? Argument(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, int position, string parameter) =>
        arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
        ?? (arguments[position] is { NameColon: null, NameEquals: null } argument ? argument : null);

    private static SemanticModel ModelOf(LayerDeclaration declaration, SyntaxNode node) =>
        node.SyntaxTree == declaration.Model.SyntaxTree ? declaration.Model : declaration.Model.Compilation.GetSemanticModel(node.SyntaxTree);

    /// <summary>A number of an attribute, perhaps made of sizes that are generated.</summary>
    private static int? Number(LayerDeclaration declaration, SeparatedSyntaxList<AttributeArgumentSyntax> arguments, int position, string parameter, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (Argument(arguments, position, parameter) is not { } argument)
        {
            return null;
        }

        Resolution resolution = new ConstantResolver(ModelOf(declaration, argument), cancellationToken).Resolve(declaration.Symbol, argument, parameter);
        if (resolution is { Problem: { } problem })
        {
            bag.Report(LayerDescriptors.Unresolved, argument.Expression.GetLocation(), declaration.Name, parameter, problem);
        }

        return resolution is { Value: { } value } ? ArgumentParser.ToInt(value) : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
