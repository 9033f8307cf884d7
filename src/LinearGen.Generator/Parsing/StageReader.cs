using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads the attributes of a network's stages, from this compilation's sources or from another assembly.</summary>
/// <param name="network">The network.</param>
/// <param name="model">A semantic model of the compilation.</param>
/// <param name="cancellationToken">Honoured for each stage.</param>
internal sealed class StageReader(INamedTypeSymbol network, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>The blocks that are being read, outermost first.</summary>
    private readonly List<ISymbol> _path = [network];

    /// <summary>Whether a block was met inside of itself.</summary>
    public bool ContainsItself { get; private set; }

    /// <summary>Whether a class may be a stage.</summary>
    /// <param name="type">The class.</param>
    public static bool IsStage(INamedTypeSymbol type) => LayerAttributes.FindNameable(type.OriginalDefinition) is not null;

    /// <summary>Reads a stage; null if anything about it is wrong, which is reported there.</summary>
    /// <param name="type">The class.</param>
    public (NetworkLayer Stage, Precision Precision)? Read(INamedTypeSymbol type)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return LayerAttributes.Find(type.OriginalDefinition) is { } layer ? ReadLayer(type, layer)
            : LayerAttributes.FindStage(type.OriginalDefinition) is var (attribute, kind) ? ReadStage(type, attribute, kind)
            : LayerAttributes.FindResidual(type.OriginalDefinition) is { } block ? ReadBlock(type, block)
            : null;
    }

    private static NetworkLayer New(INamedTypeSymbol type, string? fullName, int inputs, int outputs) => new()
    {
        Property = type.Name,
        FullName = fullName ?? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        Name = type.Name,
        Accessibility = "public",
        In = inputs,
        Out = outputs,
    };

    /// <summary>The attribute as it is written here; null if another assembly's, which is finished.</summary>
    private AttributeSyntax? Source(AttributeData attribute) =>
        LayerAttributes.Syntax(attribute, cancellationToken) is { } syntax && model.Compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? syntax : null;

    private (NetworkLayer Stage, Precision Precision)? ReadLayer(INamedTypeSymbol type, AttributeData attribute)
    {
        if (Source(attribute) is { } syntax)
        {
            ParsedLayer parsed = LayerParser.Parse(type, syntax, model, cancellationToken);
            return parsed.Specs.Count > 0 && parsed.Specs[0] is var spec
                ? (New(type, spec.Hierarchy.FullName, spec.In, spec.Out) with { HasBias = spec.HasBias, Activation = spec.Activation, Slope = spec.Slope, IsTrainable = spec.IsTrainable, KeepsParameters = spec.IsTrainable, Weights = spec.Weights }, spec.Precision)
                : null;
        }

        return LayerAttributes.Value(attribute, KnownNames.In) is int inputs && LayerAttributes.Value(attribute, KnownNames.Out) is int outputs
            ? (New(type, null, inputs, outputs) with
            {
                HasBias = LayerAttributes.Value(attribute, KnownNames.Bias) is true,
                Activation = ActivationOf(attribute),
                Slope = LayerAttributes.Value(attribute, KnownNames.Slope) as double?,
                IsTrainable = LayerAttributes.IsTrainable(attribute),
                KeepsParameters = LayerAttributes.IsTrainable(attribute),
                Weights = (WeightFormat)(LayerAttributes.Value(attribute, KnownNames.Weights) as int? ?? 0),
            }, PrecisionOf(attribute))
            : null;
    }

    private (NetworkLayer Stage, Precision Precision)? ReadStage(INamedTypeSymbol type, AttributeData attribute, StageKind kind)
    {
        if (Source(attribute) is { } syntax)
        {
            ParsedStage parsed = StageParser.Parse(type, syntax, model, cancellationToken);
            return parsed.Specs.Count > 0 && parsed.Specs[0] is var spec
                ? (New(type, spec.Hierarchy.FullName, spec.Size, spec.Size) with { Kind = kind, Constant = spec.Constant, Activation = spec.Activation, Slope = spec.Slope }, spec.Precision)
                : null;
        }

        double constant = kind switch
        {
            StageKind.Normalization => LayerAttributes.Value(attribute, KnownNames.Clip) as double? ?? double.PositiveInfinity,
            StageKind.LayerNorm => LayerAttributes.Value(attribute, KnownNames.Epsilon) as double? ?? 1e-5,
            _ => 0,
        };
        return LayerAttributes.Value(attribute, KnownNames.Size) is int size
            ? (New(type, null, size, size) with { Kind = kind, Constant = constant, Activation = ActivationOf(attribute), Slope = LayerAttributes.Value(attribute, KnownNames.Slope) as double? }, PrecisionOf(attribute))
            : null;
    }

    private (NetworkLayer Stage, Precision Precision)? ReadBlock(INamedTypeSymbol type, AttributeData attribute)
    {
        if (_path.Contains(type, SymbolEqualityComparer.Default))
        {
            ContainsItself = true;
            return null;
        }

        _path.Add(type);
        List<NetworkLayer> stages = [];
        Precision? precision = null;
        foreach (INamedTypeSymbol? inner in LayerAttributes.Named(attribute))
        {
            if (inner is null || Read(inner) is not var (stage, own)
                || (precision is not null && own != precision)
                || (stages.Count > 0 && stages[stages.Count - 1].Out != stage.In))
            {
                return null;
            }

            stages.Add(LayerAttributes.IsTrainable(attribute) ? stage : stage.Fixed());
            precision = own;
        }

        _path.RemoveAt(_path.Count - 1);
        return stages.Count == 0 || stages[0].In != stages[stages.Count - 1].Out ? null
            : (New(type, null, stages[0].In, stages[0].In) with { Kind = StageKind.Residual, Inner = [.. stages] }, precision!.Value);
    }

    private static Activation ActivationOf(AttributeData attribute) => (Activation)(LayerAttributes.Value(attribute, KnownNames.Activation) as int? ?? 0);

    private static Precision PrecisionOf(AttributeData attribute) => (Precision)(LayerAttributes.Value(attribute, KnownNames.Precision) as int? ?? 0);
}
