using System.Globalization;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
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
    /// <param name="bag">Takes what is wrong.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    public static LayerArguments Parse(LayerDeclaration layer, AttributeSyntax attribute, DiagnosticBag bag, CancellationToken cancellationToken) =>
        new ArgumentParser(layer, attribute, bag, cancellationToken).Parse();

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

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private LayerArguments Parse()
    {
        CheckMissing();
        int? inputs = Size(KnownNames.In);
        int? outputs = Size(KnownNames.Out);
        bool? hasBias = Argument(KnownNames.Bias) is { } bias ? Resolve(bias) switch
        {
            bool value => value,
            { } other => Unresolved<bool>(bias, $"'{other}' is not a bool; write true or false"),
            null => null,
        }
        : false;
        Precision? precision = ParseEnum<Precision>(KnownNames.Precision, LayerDescriptors.UndefinedPrecision);
        Activation? activation = ParseEnum<Activation>(KnownNames.Activation, LayerDescriptors.UndefinedActivation);
        if (inputs is { } rows && outputs is { } columns)
        {
            CheckStorage(rows, columns, precision ?? Precision.Single);
        }

        return new LayerArguments(inputs, outputs, hasBias, precision, activation);
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
            return Unresolved<TEnum>(argument, $"'{argument.Expression}' is not of the enum {name}");
        }

        if (!Enum.IsDefined(typeof(TEnum), value))
        {
            _bag.Report(undefined, argument.Expression.GetLocation(), _layer.Name, Text(value));
            return null;
        }

        return (TEnum)Enum.ToObject(typeof(TEnum), value);
    }

    private void CheckStorage(int inputs, int outputs, Precision precision)
    {
        // Whichever is longer, the weights or their transpose, whose padding may be the greater.
        long length = StorageSize.ArrayLength(inputs, outputs, precision.Bytes());
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
                Text(StorageSize.MaxArrayLength));
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
