namespace LinearGen.Generator.Emit;

/// <summary>
/// The runtime's methods that a layer's kernels call, with all their type arguments; collected while kernels are written, so that
/// Warmup can have them compiled.
/// </summary>
internal sealed class SharedCalls(Element element)
{
    private readonly List<string> _delegates = [];

    /// <summary>How a method is named in a call.</summary>
    /// <param name="type">The runtime's class, without type arguments.</param>
    /// <param name="method">The method with its type arguments.</param>
    /// <param name="kind">The runtime's delegate of its form.</param>
    /// <param name="argument">One more type argument of the class, if it has one.</param>
    public string Name(string type, string method, string kind, string? argument = null)
    {
        string name = $"{type}<V, I, {element.Keyword}{(argument is null ? "" : ", " + argument)}>.{method}";
        Add($"new {kind}<{element.Keyword}>({name})");
        return name;
    }

    /// <summary>Adds to the list.</summary>
    /// <param name="text">An expression for a method's delegate, or a spread one for several.</param>
    public void Add(string text)
    {
        if (!_delegates.Contains(text))
        {
            _delegates.Add(text);
        }
    }

    /// <summary>Writes the list.</summary>
    public void Emit(SourceWriter writer)
    {
        writer.Line();
        if (_delegates.Count == 0)
        {
            writer.Line("public static Delegate[] Shared => [];");
            return;
        }

        writer.Line("public static Delegate[] Shared =>");
        writer.Line("[");
        foreach (string text in _delegates)
        {
            writer.Line($"\t{text},");
        }

        writer.Line("];");
    }
}
