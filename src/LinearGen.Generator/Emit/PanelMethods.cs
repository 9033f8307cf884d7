using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>The kinds of panels that one-row kernels of wide layers call methods for.</summary>
internal sealed class PanelMethods
{
    private readonly SortedDictionary<string, PanelPlan> _used = new(StringComparer.Ordinal);

    /// <summary>The kinds that were asked for.</summary>
    public IReadOnlyList<PanelPlan> Used => [.. _used.Values];

    /// <summary>The method for a panel: panels of as many vectors that end alike share it.</summary>
    public string Name(PanelPlan panel)
    {
        string name = $"Panel{panel.Vectors}{(panel.HasTail ? "Cut" + Address.Text(panel.Tail) : "")}";
        _used[name] = panel;
        return name;
    }
}
