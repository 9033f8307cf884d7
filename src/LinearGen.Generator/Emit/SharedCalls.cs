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
    public string Name(string type, string method, string kind)
    {
        string name = $"{type}<V, I, {element.Keyword}>.{method}";
        string text = $"new {kind}<{element.Keyword}>({name})";
        if (!_delegates.Contains(text))
        {
            _delegates.Add(text);
        }

        return name;
    }

    /// <summary>Writes the list.</summary>
    public void Emit(SourceWriter writer)
    {
        writer.Line();
        if (_delegates.Count == 0)
        {
            writer.Line("public static IEnumerable<Delegate> Shared => [];");
            return;
        }

        writer.Line("public static IEnumerable<Delegate> Shared =>");
        writer.Line("[");
        foreach (string text in _delegates)
        {
            writer.Line($"\t{text},");
        }

        writer.Line("];");
    }
}
