using System.Text.RegularExpressions;

namespace LinearGen.Tool.Safetensors;

/// <summary>Tells from names which module follows which.</summary>
internal static partial class ModuleOrder
{
    /// <summary>The order of application.</summary>
    /// <remarks>
    /// Matrices alone go by their names; those in a wrong order seldom fit one another. A normalisation fits all rows of its width, so
    /// numbers have to tell its place: those of an <c>nn.Sequential</c> (net.0, net.1), or else each is taken to follow the matrix of its
    /// number (fc1, bn1, fc2, bn2).
    /// </remarks>
    /// <exception cref="ImportException">The names do not tell.</exception>
    public static IReadOnlyList<TensorModule> Of(IReadOnlyList<TensorModule> modules)
    {
        TensorModule[] natural = [.. modules.OrderBy(module => module.Name, NaturalOrder.Instance)];
        if (natural.All(module => module.IsMatrix) || natural.Skip(1).Zip(natural, (after, before) => IsToldByNumbers(before.Name, after.Name)).All(isTold => isTold))
        {
            return natural;
        }

        if (natural.Where(module => module.IsMatrix).DistinctBy(Words).Count() == 1 && natural.Where(module => !module.IsMatrix).DistinctBy(Words).Count() == 1)
        {
            return [.. natural.OrderBy(module => string.Join('.', Number().Matches(module.Name).Select(number => number.Value)), NaturalOrder.Instance).ThenBy(module => module.IsMatrix ? 0 : 1)];
        }

        throw new ImportException($"Where the normalisations stand among the layers cannot be told from their names: {ModuleChoice.List(natural)}. --names gives the order of all of them.");
    }

    /// <summary>Whether the first difference of two names is one of numbers.</summary>
    private static bool IsToldByNumbers(string before, string after)
    {
        string[] first = [.. Token().Matches(before).Select(token => token.Value)], second = [.. Token().Matches(after).Select(token => token.Value)];
        int at = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        return at < first.Length && at < second.Length && char.IsAsciiDigit(first[at][0]) && char.IsAsciiDigit(second[at][0]);
    }

    /// <summary>A name without its numbers: Keras begins to number with the second one.</summary>
    private static string Words(TensorModule module) => NumberInName().Replace(module.Name, "");

    [GeneratedRegex("[0-9]+|[^0-9]+")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("_?[0-9]+")]
    private static partial Regex NumberInName();
}
