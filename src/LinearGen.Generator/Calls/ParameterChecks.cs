using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>Weights and biases: how many, and which.</summary>
internal static class ParameterChecks
{
    /// <summary>Reports anything but all weights.</summary>
    public static void CheckWeights(CallSite site, string parameter) =>
        Check(site, parameter, (long)site.Shape.In * site.Shape.Out, "In·Out", $"{site.Layer}.In * {site.Layer}.Out");

    /// <summary>Reports anything but all biases.</summary>
    public static void CheckBias(CallSite site, string parameter) => Check(site, parameter, site.Shape.Out, "Out", $"{site.Layer}.Out");

    /// <summary>Reports anything but one value for each input of a stage other than a layer.</summary>
    public static void CheckVector(CallSite site, string parameter) => Check(site, parameter, site.Shape.In, "Size", $"{site.Layer}.In");

    /// <summary>Reports indices that no weight has.</summary>
    public static void CheckIndices(CallSite site)
    {
        CheckIndex(site, "i", "input", site.Shape.In, "In");
        CheckIndex(site, "j", "output", site.Shape.Out, "Out");
    }

    private static void Check(CallSite site, string parameter, long expected, string formula, string expression)
    {
        if (site.Argument(parameter) is { } value && site.Lengths.LengthOf(value) is { IsConstant: true } length && length.Coefficient != expected)
        {
            site.Report(CallDescriptors.ParameterCount, value, expression, parameter, Phrases.Values(length), expected, formula, site.Shape.Text);
        }
    }

    private static void CheckIndex(CallSite site, string parameter, string what, int size, string constant)
    {
        if (site.Argument(parameter) is { } value
            && site.Lengths.NumberOf(value) is { IsConstant: true } index && (index.Coefficient < 0 || index.Coefficient >= size))
        {
            site.Report(
                CallDescriptors.IndexOutOfRange,
                value,
                index.Coefficient < 0 ? "0" : $"{site.Layer}.{constant} - 1",
                parameter, index.Text, what, size - 1, site.Shape.Text, site.Shape.In, site.Shape.Out);
        }
    }
}
