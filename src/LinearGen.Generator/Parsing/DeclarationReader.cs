using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads the diagnostics of one annotated class of any kind, as the generator of that kind does.</summary>
internal static class DeclarationReader
{
    /// <summary>Reads a class.</summary>
    /// <param name="compilation">The compilation, without generated halves.</param>
    /// <param name="declaration">Any declaration of the class.</param>
    /// <param name="cancellationToken">Honoured between the parts and inside the long ones.</param>
    /// <returns>Nothing if the class is well declared, or if it is none of ours.</returns>
    public static EquatableArray<Diagnostic> Read(Compilation compilation, TypeDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(declaration.SyntaxTree);
        if (model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || LayerAttributes.FindAny(type) is not { } attribute
            || LayerAttributes.Syntax(attribute, cancellationToken) is not { } syntax)
        {
            return [];
        }

        return LayerAttributes.Find(type) is not null ? LayerParser.Parse(type, syntax, model, cancellationToken).Diagnostics
            : LayerAttributes.FindStage(type) is not null ? StageParser.Parse(type, syntax, model, cancellationToken).Diagnostics
            : SequentialParser.Parse(type, attribute, model, cancellationToken).Diagnostics;
    }
}
