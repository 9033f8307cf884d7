using System.Collections.Immutable;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Generator.Declarations;

/// <summary>Reports, in editors, the wrong declarations that have a code fix. In builds the generator does: see <see cref="FixableDeclarations"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => FixableDeclarations.Descriptors;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (LiveAnalysis.IsOn(start.Options.AnalyzerConfigOptionsProvider))
            {
                // A class is read as its generator has read it. Most projects are without a fault, and need no second compilation.
                Lazy<Compilation> written = new(() => GeneratedHalves.RemoveFrom(start.Compilation));
                start.RegisterSyntaxNodeAction(context => Check(context, written), SyntaxKind.ClassDeclaration, SyntaxKind.RecordDeclaration);
            }
        });
    }

    /// <summary>Checks one declaration of a class. Each file's first one reports all that is wrong in that file.</summary>
    private static void Check(SyntaxNodeAnalysisContext context, Lazy<Compilation> written)
    {
        TypeDeclarationSyntax declaration = (TypeDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type
            || LayerAttributes.FindAny(type) is null
            || GeneratedHalves.Complete(type)
            || type.DeclaringSyntaxReferences.First(reference => reference.SyntaxTree == declaration.SyntaxTree).Span != declaration.Span)
        {
            return;
        }

        foreach (Diagnostic diagnostic in DeclarationReader.Read(written.Value, declaration, context.CancellationToken))
        {
            if (diagnostic.Location.SourceTree == declaration.SyntaxTree && FixableDeclarations.Contain(diagnostic))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
