using System.Globalization;

namespace LinearGen.Testing;

/// <summary>Runs code as on a machine that is set to another language.</summary>
public static class TestCulture
{
    /// <summary>The cultures that numbers and names are spoiled by most: comma, another minus sign, İ and ı, another calendar.</summary>
    public static IReadOnlyList<string> Names { get; } = ["de-DE", "sv-SE", "tr-TR", "ar-SA"];

    /// <summary>Runs a function under a culture.</summary>
    /// <param name="name">Its name. Where ICU is missing, so are all cultures: then the invariant one with the commas and the minus sign of others.</param>
    /// <param name="function">What to run.</param>
    public static T Run<T>(string name, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Of(name);
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Of(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NumberGroupSeparator = ".";
            other.NumberFormat.NegativeSign = "−";
            return other;
        }
    }
}
