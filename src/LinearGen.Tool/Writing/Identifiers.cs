using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Checks names that become part of a program.</summary>
internal static class Identifiers
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.Ordinal,
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum",
        "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while");

    /// <summary>The most characters of a model's name that a part's is made of.</summary>
    private const int LongestPart = 60;

    /// <summary>Words that C# gives a meaning in places where a class's name may stand.</summary>
    private static readonly FrozenSet<string> NotForTypes = FrozenSet.Create(
        StringComparer.Ordinal, "allows", "async", "await", "dynamic", "extension", "field", "file", "global", "managed", "nint", "notnull", "nuint", "partial", "record", "required", "scoped",
        "unmanaged", "value", "var", "when", "where", "with", "yield");

    /// <summary>The members that a class has as a layer or network, and those that this tool adds: C# forbids members named like their class.</summary>
    private static readonly FrozenSet<string> Members = FrozenSet.Create(
        StringComparer.Ordinal, "Activations", "Backward", "Inputs", "Outputs", "Fit", "SetMean", "SetDeviation", "GetMean", "GetDeviation", "SetScale", "SetOffset", "SetRange", "GetScale", "GetOffset", "GetRange", "SetGain", "GetGain", "Size", "CopyFrom", "Create", "CreateActivations", "CreateGradients", "Equals", "Finalize", "Forward", "Frozen", "GetBias", "GetHashCode", "GetType",
        "GetWeights", "Gradients", "In", "Initialize", "Input", "Item", "Load", "MemberwiseClone", "Out", "Output", "ParameterCount", "ReferenceEquals", "SelfTest", "SetBias", "SetWeights",
        "StoredParameters", "ToString", "Warmup");

    /// <summary>Checks the name of a class.</summary>
    /// <exception cref="ImportException">It cannot be one.</exception>
    public static string CheckClass(string name)
    {
        CheckPart(name, $"--class {Quoted.Name(name)}");
        if (NotForTypes.Contains(name))
        {
            throw new ImportException($"--class {Quoted.Name(name)} is a word that C# reserves; choose another name.");
        }

        return Members.Contains(name)
            ? throw new ImportException($"--class {Quoted.Name(name)} is the name of a member of each layer or network, and C# forbids members named like their class; choose another name.")
            : name;
    }

    /// <summary>Checks the name of a namespace.</summary>
    /// <exception cref="ImportException">It cannot be one.</exception>
    public static string CheckNamespace(string name)
    {
        foreach (string part in name.Split('.'))
        {
            CheckPart(part, $"--namespace {Quoted.Name(name)}");
        }

        return name;
    }

    /// <summary>Names for parts of a row, made of letters and digits of the model's own names; each another.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="otherwise">The beginning of a name that has none of its own.</param>
    public static IReadOnlyList<string> OfParts(IReadOnlyList<NamedPart> parts, string otherwise)
    {
        List<string> names = [];
        foreach (NamedPart part in parts)
        {
            string[] words = string.Concat(part.Name.Take(LongestPart).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            name = name.Length > 0 && char.IsAsciiLetter(name[0]) && !Members.Contains(name) && name is not ("Inputs" or "Outputs") ? name : otherwise + name;
            string own = name;
            for (int n = 2; names.Contains(own); n++)
            {
                own = FormattableString.Invariant($"{name}_{n}");
            }

            names.Add(own);
        }

        return names;
    }

    private static void CheckPart(string part, string what)
    {
        if (Keywords.Contains(part))
        {
            throw new ImportException($"{what}: '{part}' is a keyword of C#.");
        }

        bool isFirst = true;
        foreach (Rune rune in part.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool isLetter = category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            bool mayFollow = category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

            // C# reads identifiers by the half: characters beyond the first 65536 are none.
            if (!rune.IsBmp || !(isLetter || rune.Value == '_' || (mayFollow && !isFirst)))
            {
                throw new ImportException($"{what} is not a C# name: {(isFirst ? "it may not begin with" : "it may not hold")} {Quoted.Name(rune.ToString())}.");
            }

            isFirst = false;
        }

        if (isFirst)
        {
            throw new ImportException($"{what} is not a C# name: {(what.StartsWith("--class", StringComparison.Ordinal) ? "it" : "a part of it")} is empty.");
        }
    }
}
