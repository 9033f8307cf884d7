using System.Collections.Frozen;
using System.Globalization;
using System.Text;

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

    /// <summary>Words that C# gives a meaning in places where a class's name may stand.</summary>
    private static readonly FrozenSet<string> NotForTypes = FrozenSet.Create(
        StringComparer.Ordinal, "allows", "async", "await", "dynamic", "extension", "field", "file", "global", "managed", "nint", "notnull", "nuint", "partial", "record", "required", "scoped",
        "unmanaged", "value", "var", "when", "where", "with", "yield");

    /// <summary>What a class has by being a layer or network, and what this tool adds: C# forbids members named like their class.</summary>
    private static readonly FrozenSet<string> Members = FrozenSet.Create(
        StringComparer.Ordinal, "Activations", "Backward", "CopyFrom", "Create", "CreateActivations", "CreateGradients", "Equals", "Finalize", "Forward", "Frozen", "GetBias", "GetHashCode", "GetType",
        "GetWeights", "Gradients", "In", "Initialize", "Input", "Item", "Load", "MemberwiseClone", "Out", "Output", "ParameterCount", "ReferenceEquals", "SelfTest", "SetBias", "SetWeights",
        "StoredParameters", "ToString", "Warmup");

    /// <summary>Checks the name of a class.</summary>
    /// <exception cref="ImportException">It cannot be one.</exception>
    public static string CheckClass(string name)
    {
        CheckPart(name, $"--class {Quoted.Name(name)}");
        if (NotForTypes.Contains(name))
        {
            throw new ImportException($"--class {Quoted.Name(name)} is a word that C# has another use for; choose another name.");
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
                throw new ImportException($"{what} is no C# name: {(isFirst ? "it may not begin with" : "it may not hold")} {Quoted.Name(rune.ToString())}.");
            }

            isFirst = false;
        }

        if (isFirst)
        {
            throw new ImportException($"{what} is no C# name: {(what.StartsWith("--class", StringComparison.Ordinal) ? "it" : "a part of it")} is empty.");
        }
    }
}
