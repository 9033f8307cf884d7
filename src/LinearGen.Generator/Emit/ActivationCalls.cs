using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// Writes how a product ends: f of its sums, in registers before they are stored, or in a pass over the rows that are still in
/// the nearest cache. Both take the same method of the runtime, so that a row has the same bits alone and in a batch.
/// </summary>
internal sealed class ActivationCalls(Element element, SharedCalls shared)
{
    /// <summary>Whether a single row's sums are activated before they are stored.</summary>
    /// <param name="operands">The product.</param>
    public static bool IsInRegisters(Operands operands) => IsElementwise(operands)
        && (operands.Plan.Dot is not null || (!operands.Plan.HasSeveralPanels && operands.Plan.Panels[0].Vectors <= CodeBudget.ActivatedVectors));

    /// <summary>The type of what is applied to sums in registers; null for nothing.</summary>
    public string? InRegisters(Operands operands) => IsInRegisters(operands) ? Type(operands.Activation) : null;

    /// <summary>Activates sums.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="operands">The product.</param>
    /// <param name="sums">The vectors.</param>
    public void EmitInRegisters(SourceWriter writer, Operands operands, IEnumerable<string> sums)
    {
        if (IsElementwise(operands))
        {
            foreach (string sum in sums)
            {
                writer.Line($"{sum} = {Type(operands.Activation)}.Value({sum});");
            }
        }
    }

    /// <summary>Activates rows in memory.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="operands">The product.</param>
    /// <param name="y">A reference to them.</param>
    /// <param name="rows">How many.</param>
    public void EmitPass(SourceWriter writer, Operands operands, string y, string rows)
    {
        if (operands.Activation == Activation.None)
        {
            return;
        }

        string outputs = Address.Text(operands.Plan.Columns);
        writer.Line(operands.Activation.IsRowWise()
            ? $"{shared.Name(operands.Activation + "Rows", operands.Plan.Columns <= 2 * element.Lanes ? "ForwardNarrow" : "ForwardWide", "RowActivationMethod", Elementary)}({y}, {y}, {rows}, {outputs});"
            : $"{shared.Name("ActivationRows", "Forward", "ActivationMethod", Type(operands.Activation))}({y}, {y}, {Address.Product(rows, outputs)});");
    }

    /// <summary>dZ = f′·dY.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="operands">The product.</param>
    /// <param name="source">A reference to what f′ is told from.</param>
    public void EmitGradient(SourceWriter writer, Operands operands, string source)
    {
        writer.Line(operands.Activation.IsRowWise()
            ? $"{shared.Name(operands.Activation + "Rows", "Backward", "RowActivationGradientMethod", Elementary)}({source}, ref dy, ref dz, rows, {operands.Plan.Columns});"
            : $"{shared.Name("ActivationRows", "Backward", "ActivationGradientMethod", Type(operands.Activation))}({source}, ref dy, ref dz, {Address.Product("rows", Address.Text(operands.Plan.Columns))});");
    }

    private static bool IsElementwise(Operands operands) => operands.Activation != Activation.None && !operands.Activation.IsRowWise();

    /// <summary>The runtime's exponential and logarithm for the element type.</summary>
    private string Elementary => $"{element.Prefix}Elementary<V, I>";

    private string Type(Activation activation) => $"{element.Prefix}{activation}<V, I>";
}
