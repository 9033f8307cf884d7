using Microsoft.CodeAnalysis;

namespace LinearGen.Generator;

/// <summary>Writes the other half of every class with <c>[LinearLayer]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LinearLayerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
