using Microsoft.CodeAnalysis;

namespace LinearGen.Benchmarks.Generators;

/// <summary>
/// What any generator that goes by attributes costs: it asks for the same attributes, is told of the same classes, counts
/// their attributes and does nothing.
/// </summary>
internal sealed class EmptyGenerator(string attribute) : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, static (context, _) => context.Attributes.Length),
        static (_, _) => { });
}
