using System.Text;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Members;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.Generator;

/// <summary>Writes the other half of every class with <c>[Sequential]</c> or <c>[Residual]</c>. The pipeline is that of <see cref="LinearLayerGenerator"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SequentialGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Add(context, KnownNames.SequentialAttribute);
        Add(context, KnownNames.ResidualAttribute);
    }

    private static void Add(IncrementalGeneratorInitializationContext context, string attribute)
    {
        // 1. Each class is read once, and with it the attributes of the layers that it names.
        IncrementalValuesProvider<ParsedNetwork> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => LayerParser.IsCandidate(node),
                static (context, cancellationToken) => SequentialParser.Parse(context, cancellationToken))
            .WithTrackingName(TrackingNames.Parse);

        // 2. First outlet: the specification alone, without positions.
        IncrementalValuesProvider<NetworkSpec> specs = networks
            .SelectMany(static (network, _) => network.Specs)
            .WithTrackingName(TrackingNames.Spec);

        context.RegisterSourceOutput(specs, static (context, spec) =>
            context.AddSource(spec.Hierarchy.HintName, SourceText.From(NetworkEmitter.Emit(spec), Encoding.UTF8)));

        // 3. Second outlet: the diagnostics alone.
        IncrementalValuesProvider<Diagnostic> diagnostics = networks
            .SelectMany(static (network, _) => network.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterDiagnostics(diagnostics);
    }
}
