using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// The panels that the runtime's methods are to work on, as types that hold their plans; collected while kernels are written, and each
/// written once behind them.
/// </summary>
internal sealed class PanelTypes(Element element, SharedCalls shared)
{
    private readonly List<(string Members, string Gradient, string Comment)> _panels = [];

    /// <summary>The runtime's methods for panels.</summary>
    private string Panels => $"Panels<V, I, {element.Keyword}>";

    /// <summary>A call of the runtime for a single row.</summary>
    /// <param name="plan">The product.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="activation">The type of what is applied to the sums, if anything is.</param>
    public string Row(ProductPlan plan, PanelPlan panel, string? activation) => Product("Row", plan, panel, activation);

    /// <summary>A call of the runtime for any number of rows.</summary>
    public string Rows(ProductPlan plan, PanelPlan panel, string? activation) => Product("Rows", plan, panel, activation);

    /// <summary>A call of the runtime for as many rows as tiles take.</summary>
    public string Tiles(ProductPlan plan, PanelPlan panel)
    {
        string name = Name(plan, panel);
        shared.Add($".. {Panels}.TileMethods<{name}>()");
        return $"{Panels}.Tiles<{name}>";
    }

    /// <summary>A call of the runtime for dW.</summary>
    /// <param name="method"><c>GradientRow</c> or <c>GradientRows</c>.</param>
    /// <param name="plan">The forward product.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="update">How dW is computed.</param>
    public string Gradient(string method, ProductPlan plan, PanelPlan panel, UpdatePlan update)
    {
        bool isPacked = update.IsPacked && panel.Vectors == StoragePlan.PanelVectors;
        string name = Name(plan, panel, (update.HasBias ? Flag("HasBias") : "") + (isPacked ? Flag("IsPacked") : ""));
        shared.Add($".. {Panels}.GradientMethods<{name}>()");
        return $"{Panels}.{method}<{name}>";

        static string Flag(string flag) => $" public static bool {flag} => true;";
    }

    /// <summary>Writes the types, one line each.</summary>
    public void Emit(SourceWriter writer)
    {
        for (int index = 0; index < _panels.Count; index++)
        {
            writer.Line();
            writer.Line($"// {_panels[index].Comment}");
            writer.Line($"readonly struct Panel{index + 1} : IPanel {{{_panels[index].Members}{_panels[index].Gradient} }}");
        }
    }

    private string Product(string method, ProductPlan plan, PanelPlan panel, string? activation)
    {
        string arguments = Name(plan, panel) + (activation is null ? "" : ", " + activation);
        shared.Add($".. {Panels}.ProductMethods<{arguments}>()");
        return $"{Panels}.{method}<{arguments}>";
    }

    /// <summary>The type of a panel. Of a square layer, forward and dX share theirs.</summary>
    private string Name(ProductPlan plan, PanelPlan panel, string gradient = "")
    {
        bool hasBlocks = panel.Chains > 1;
        string members = string.Concat(
            Number("Terms", plan.Terms),
            Number("Columns", plan.Columns),
            Number("Vectors", panel.Vectors),
            Number("Width", panel.Width),
            Number("Start", plan.Storage.BiasStart),
            panel.FirstColumn > 0 ? Number("First", panel.FirstColumn) : "",
            panel.Count > 1 ? Number("Count", panel.Count) : "",
            panel.HasTail ? $" public static int Tail => {panel.Tail};" : "",
            hasBlocks ? Number("Block", panel.Blocks[0].Length) + Number("LastBlock", panel.Blocks[panel.Chains - 1].Start) : "");
        int index = _panels.FindIndex(other => other.Members == members);
        if (index < 0)
        {
            index = _panels.Count;
            string columns = panel.Count > 1
                ? $"{panel.Count} panels of {panel.Width} columns"
                : $"columns {panel.FirstColumn}…{panel.FirstColumn + panel.Width - (panel.HasTail ? element.Lanes - panel.Tail : 0) - 1}";
            _panels.Add((members, gradient, $"{plan.Terms}→{plan.Columns}: {columns}."));
        }
        else if (gradient.Length > 0)
        {
            _panels[index] = _panels[index] with { Gradient = gradient };
        }

        return "Panel" + Address.Text(index + 1);

        static string Number(string name, long number) => $" public static nint {name} => {number};";
    }
}
