using System.Text;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Members;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.Generator;

/// <summary>Writes the other half of every class with <c>[LinearLayer]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LinearLayerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Each class with the attribute is read once, into a specification and diagnostics.
        //    This runs again after every edit anywhere, as it must: a size may stand in another file, in another
        //    layer's attribute. Typing stays fast since the two outlets below compare the results.
        IncrementalValuesProvider<ParsedLayer> layers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.LinearLayerAttribute,
                static (node, _) => LayerParser.IsCandidate(node),
                static (context, cancellationToken) => LayerParser.Parse(context, cancellationToken))
            .WithTrackingName(TrackingNames.Parse);

        // 2. First outlet: the specification alone. It knows no positions, so a moved line or an edited method body
        //    gives an equal one, and the code of before is used again.
        IncrementalValuesProvider<LayerSpec> specs = layers
            .SelectMany(static (layer, _) => layer.Specs)
            .WithTrackingName(TrackingNames.Spec);

        context.RegisterSourceOutput(specs, static (context, spec) =>
            context.AddSource(spec.Hierarchy.HintName, SourceText.From(LayerEmitter.Emit(spec), Encoding.UTF8)));

        // 3. Second outlet: the diagnostics alone. They carry true locations, trees and all, so that editors show
        //    them in the right place; that they are renewed after every edit costs next to nothing.
        IncrementalValuesProvider<Diagnostic> diagnostics = layers
            .SelectMany(static (layer, _) => layer.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterDiagnostics(diagnostics);
    }
}
