using System.Text;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Members;
using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.Generator;

/// <summary>Writes the other half of every class of a stage other than a layer. The pipelines, one for each kind, are that of <see cref="LinearLayerGenerator"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class StageGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (StageKind kind in StageTraits.Sized)
        {
            IncrementalValuesProvider<ParsedStage> stages = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    $"{KnownNames.RuntimeNamespace}.{kind.AttributeName()}",
                    static (node, _) => LayerParser.IsCandidate(node),
                    static (context, cancellationToken) => StageParser.Parse(context, cancellationToken))
                .WithTrackingName(TrackingNames.Parse);

            context.RegisterSourceOutput(
                stages.SelectMany(static (stage, _) => stage.Specs).WithTrackingName(TrackingNames.Spec),
                static (context, spec) => context.AddSource(spec.Hierarchy.HintName, SourceText.From(StageEmitter.Emit(spec), Encoding.UTF8)));
            context.RegisterDiagnostics(stages.SelectMany(static (stage, _) => stage.Diagnostics).WithTrackingName(TrackingNames.Diagnostics));
        }
    }
}
