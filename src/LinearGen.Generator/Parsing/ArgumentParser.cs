using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Internals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Reads the arguments of one attribute and checks that they make a layer.</summary>
internal sealed class ArgumentParser
{
    private readonly LayerDeclaration _layer;
    private readonly AttributeSyntax _attribute;
    private readonly DiagnosticBag _bag;
    private readonly ConstantResolver _resolver;

    private ArgumentParser(LayerDeclaration layer, AttributeSyntax attribute, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        _layer = layer;
        _attribute = attribute;
        _bag = bag;
        _resolver = new ConstantResolver(layer.Model, cancellationToken);
    }

    /// <summary>Reads the arguments.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    public static LayerArguments Parse(LayerDeclaration layer, AttributeSyntax attribute, DiagnosticBag bag, CancellationToken cancellationToken) =>
        new ArgumentParser(layer, attribute, bag, cancellationToken).Parse();

    /// <summary>Reads the arguments of a stage other than a layer.</summary>
    /// <param name="stage">The class.</param>
    /// <param name="kind">The kind of the stage.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    public static StageArguments ParseStage(LayerDeclaration stage, StageKind kind, AttributeSyntax attribute, DiagnosticBag bag, CancellationToken cancellationToken) =>
        new ArgumentParser(stage, attribute, bag, cancellationToken).ParseStage(kind);

    /// <summary>A constant as the int that the attribute's properties are, or null if C# does not convert it by itself.</summary>
    /// <param name="constant">The constant.</param>
    public static int? ToInt(object constant) => constant switch
    {
        int value => value,
        short value => value,
        ushort value => value,
        byte value => value,
        sbyte value => value,
        char value => value,
        _ => null,
    };

    /// <summary>A constant as the double that some of the attributes' properties are, or null if C# does not convert it by itself.</summary>
    /// <param name="constant">The constant.</param>
    public static double? ToDouble(object constant) => constant switch
    {
        double value => value,
        float value => value,
        long value => value,
        ulong value => value,
        uint value => value,
        _ => ToInt(constant),
    };

    private static double Rounded(double value, Precision precision) => precision == Precision.Double ? value : (float)value;

    private static bool IsFinite(double value, Precision precision) => Rounded(value, precision) is var rounded && !double.IsNaN(rounded) && !double.IsInfinity(rounded);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private LayerArguments Parse()
    {
        CheckMissing();
        int? inputs = Size(KnownNames.In);
        int? outputs = Size(KnownNames.Out);
        bool? hasBias = Bool(KnownNames.Bias, otherwise: false);
        bool? isTrainable = Bool(KnownNames.Trainable, otherwise: true);
        Precision? precision = ParseEnum<Precision>(KnownNames.Precision, LayerDescriptors.UndefinedPrecision);
        Activation? activation = ParseEnum<Activation>(KnownNames.Activation, LayerDescriptors.UndefinedActivation);
        WeightFormat? weights = Weights(precision);
        if (inputs is { } rows && outputs is { } columns)
        {
            CheckStorage(rows, columns, precision ?? Precision.Single, isTrainable ?? true, weights ?? WeightFormat.Full);
        }

        return new LayerArguments(inputs, outputs, hasBias, precision, activation, activation is { } function ? Slope(function, precision ?? Precision.Single) : null, isTrainable, weights);
    }

    /// <summary>The format of weights, which fits the precision.</summary>
    private WeightFormat? Weights(Precision? precision)
    {
        WeightFormat? weights = ParseEnum<WeightFormat>(KnownNames.Weights, LayerDescriptors.UndefinedWeights);
        if (weights != WeightFormat.BFloat16 || precision != Precision.Double)
        {
            return weights;
        }

        _bag.Report(LayerDescriptors.WeightsOfDouble, Argument(KnownNames.Weights)!.Expression.GetLocation(), _layer.Name);
        return null;
    }

    private StageArguments ParseStage(StageKind kind)
    {
        if (Argument(KnownNames.Size) is null)
        {
            _bag.Report(LayerDescriptors.StageSizeMissing, _attribute.Name.GetLocation(), _layer.Name, kind.ToString());
        }

        int? size = Size(KnownNames.Size);
        Precision? precision = ParseEnum<Precision>(KnownNames.Precision, LayerDescriptors.UndefinedPrecision);
        double? constant = kind switch
        {
            StageKind.Normalization => Positive(KnownNames.Clip, double.PositiveInfinity, mayBeInfinite: true, precision ?? Precision.Single),
            StageKind.LayerNorm => Positive(KnownNames.Epsilon, 1e-5, mayBeInfinite: false, Precision.Double),
            _ => 0,
        };
        Activation? activation = kind == StageKind.ActivationLayer ? ParseEnum<Activation>(KnownNames.Activation, LayerDescriptors.UndefinedActivation) : Activation.None;
        if (kind == StageKind.ActivationLayer && activation == Activation.None)
        {
            _bag.Report(LayerDescriptors.ActivationMissing, _attribute.Name.GetLocation(), _layer.Name);
            activation = null;
        }

        if (size is { } columns && new PanelLayout(Math.Max(kind.Vectors(), 1), columns, (precision ?? Precision.Single).Bytes()).BlockLength is > StorageSize.MaxArrayLength - PanelLayout.Alignment and long length)
        {
            _bag.Report(LayerDescriptors.TooLarge, Argument(KnownNames.Size)!.Expression.GetLocation(), _layer.Name, Text(columns), Text(columns), Text(length), Text(StorageSize.MaxArrayLength), "make Size smaller");
            size = null;
        }

        return new(size, precision, activation, constant, kind == StageKind.ActivationLayer && activation is { } function ? Slope(function, precision ?? Precision.Single) : null);
    }

    /// <summary>A number above 0, in the precision in which it is used too.</summary>
    private double? Positive(string name, double otherwise, bool mayBeInfinite, Precision precision)
    {
        if (Argument(name) is not { } argument)
        {
            return otherwise;
        }

        if (Resolve(argument) is not { } constant)
        {
            return null;
        }

        if (ToDouble(constant) is not { } value)
        {
            return Unresolved<double>(argument, $"'{argument.Expression}' is not a number");
        }

        if (!((precision == Precision.Single ? (float)value : value) > 0) || (double.IsInfinity(value) && !mayBeInfinite))
        {
            _bag.Report(LayerDescriptors.WrongNumber, argument.Expression.GetLocation(), _layer.Name, name, value.ToString("R", CultureInfo.InvariantCulture), "a number above 0");
            return null;
        }

        return value;
    }

    private bool? Bool(string name, bool otherwise)
    {
        if (Argument(name) is not { } argument)
        {
            return otherwise;
        }

        return Resolve(argument) switch
        {
            bool value => value,
            { } other => Unresolved<bool>(argument, $"'{other}' is not a bool; write true or false"),
            null => null,
        };
    }

    private AttributeArgumentSyntax? Argument(string name) => LayerAttributes.Argument(_attribute, name);

    private void CheckMissing()
    {
        bool hasInputs = Argument(KnownNames.In) is not null;
        bool hasOutputs = Argument(KnownNames.Out) is not null;
        if (!hasInputs || !hasOutputs)
        {
            string missing = hasInputs ? KnownNames.Out : hasOutputs ? KnownNames.In : $"{KnownNames.In} and {KnownNames.Out}";
            _bag.Report(LayerDescriptors.SizeMissing, _attribute.Name.GetLocation(), _layer.Name, missing);
        }
    }

    private int? Size(string name)
    {
        if (Argument(name) is not { } argument || Resolve(argument) is not { } constant)
        {
            return null;
        }

        if (ToInt(constant) is not { } size)
        {
            return Unresolved<int>(argument, $"'{argument.Expression}' is not an int");
        }

        if (size < 1)
        {
            _bag.Report(LayerDescriptors.SizeBelowOne, argument.Expression.GetLocation(), _layer.Name, name, Text(size));
            return null;
        }

        return size;
    }

    /// <summary>A member of one of the runtime's enums, the one of value 0 by default.</summary>
    private TEnum? ParseEnum<TEnum>(string name, DiagnosticDescriptor undefined)
        where TEnum : struct, Enum
    {
        if (Argument(name) is not { } argument)
        {
            return default(TEnum);
        }

        if (Resolve(argument) is not { } constant)
        {
            return null;
        }

        if (ToInt(constant) is not { } value)
        {
            return Unresolved<TEnum>(argument, $"'{argument.Expression}' is not of the enum {typeof(TEnum).Name}");
        }

        if (!Enum.IsDefined(typeof(TEnum), value))
        {
            _bag.Report(undefined, argument.Expression.GetLocation(), _layer.Name, Text(value));
            return null;
        }

        return (TEnum)Enum.ToObject(typeof(TEnum), value);
    }

    /// <summary>The activation's parameter if it is given and not the default.</summary>
    private double? Slope(Activation activation, Precision precision)
    {
        if (Argument(KnownNames.Slope) is not { } argument)
        {
            return null;
        }

        if (activation.DefaultSlope() is not { } byDefault)
        {
            _bag.Report(LayerDescriptors.SlopeWithoutUse, argument.Expression.GetLocation(), _layer.Name, activation == Activation.None ? "it has no Activation" : $"Activation.{activation} has no parameter");
            return null;
        }

        if (Resolve(argument) is not { } constant)
        {
            return null;
        }

        if (ToDouble(constant) is not { } slope)
        {
            return Unresolved<double>(argument, $"'{argument.Expression}' is not a number");
        }

        string? problem = !IsFinite(slope, precision) ? $"a finite {precision.Keyword()}"
            : activation == Activation.Celu && !IsFinite(1 / Rounded(slope, precision), precision) ? $"a number that 1 can be divided by in {precision.Keyword()}"
            : null;
        if (problem is not null)
        {
            _bag.Report(LayerDescriptors.UnusableSlope, argument.Expression.GetLocation(), _layer.Name, ActivationTraits.Number(slope), problem, activation.ToString(), ActivationTraits.Number(byDefault));
            return null;
        }

        return slope == byDefault ? null : slope == 0 ? 0 : slope;
    }

    private void CheckStorage(int inputs, int outputs, Precision precision, bool isTrainable, WeightFormat weights)
    {
        // The longer of the weights and what is derived from them, their transpose, whose padding may be the greater.
        long length = StorageSize.ArrayLength(inputs, outputs, precision.Bytes(), isTrainable, weights);
        if (length > StorageSize.MaxArrayLength)
        {
            // The larger of the two is the likelier mistake.
            AttributeArgumentSyntax blamed = Argument(inputs > outputs ? KnownNames.In : KnownNames.Out)!;
            _bag.Report(
                LayerDescriptors.TooLarge,
                blamed.Expression.GetLocation(),
                _layer.Name,
                Text(inputs),
                Text(outputs),
                Text(length),
                Text(StorageSize.MaxArrayLength),
                "make In or Out smaller, or split the layer");
        }
    }

    private object? Resolve(AttributeArgumentSyntax argument)
    {
        Resolution resolution = _resolver.Resolve(_layer.Symbol, argument);
        if (resolution.Cycle is { } cycle)
        {
            _bag.Report(LayerDescriptors.Cycle, argument.Expression.GetLocation(), _layer.Name, argument.NameEquals!.Name.Identifier.ValueText, cycle);
        }
        else if (resolution.Problem is { } problem)
        {
            Unresolved<int>(argument, problem);
        }

        return resolution.Value;
    }

    private T? Unresolved<T>(AttributeArgumentSyntax argument, string problem)
        where T : struct
    {
        _bag.Report(LayerDescriptors.Unresolved, argument.Expression.GetLocation(), _layer.Name, argument.NameEquals!.Name.Identifier.ValueText, problem);
        return null;
    }
}
