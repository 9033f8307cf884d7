using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>Writes products for one row or for many in the form that their plan asks for, and collects what they call, to be written behind them.</summary>
internal sealed class ProductEmitter
{
    private readonly StepMethods _steps;
    private readonly RowEmitter _rows;
    private readonly DotEmitter _dots;
    private readonly BatchEmitter _batches;
    private readonly ResidentRows _residentRows;
    private readonly ActivationCalls _activations;

    /// <summary>Prepares the parts that write.</summary>
    public ProductEmitter(Element element)
    {
        Shared = new(element);
        Panels = new(element, Shared);
        _activations = new(element, Shared);
        _steps = new(element);
        _rows = new(element, _steps, Panels, _activations);
        _dots = new(element, _activations);
        _residentRows = new(element);
        _batches = new(element, Panels, _residentRows, _activations);
    }

    /// <summary>The runtime's methods that are called.</summary>
    public SharedCalls Shared { get; }

    /// <summary>The panels that the runtime works on.</summary>
    public PanelTypes Panels { get; }

    /// <summary>The runtime's call that makes up a product of a single row, if it is no more than that.</summary>
    public string? SingleCall(Operands operands) => IsSingleCall(operands) ? _rows.Calls(operands).Single() : null;

    /// <summary>The same for any number of rows.</summary>
    public string? SingleCallOfRows(Operands operands) => IsSingleCall(operands) ? _batches.Calls(operands).Single() : null;

    /// <summary>Writes a product of a single row.</summary>
    public void EmitRow(SourceWriter writer, Operands operands)
    {
        if (operands.Plan.Dot is not null)
        {
            _dots.Emit(writer, operands);
        }
        else if (operands.Plan.IsResident)
        {
            _batches.EmitResidentRow(writer, operands);
        }
        else
        {
            _rows.Emit(writer, operands);
        }

        if (!ActivationCalls.IsInRegisters(operands))
        {
            _activations.EmitPass(writer, operands, Address.Of(operands.C), "1");
        }
    }

    /// <summary>Writes a product of <c>rows</c> rows: all of it in one loop, or as many rows as tiles take and the others one by one.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="operands">The product.</param>
    /// <param name="row">The call for row <c>n</c> alone.</param>
    public void EmitRows(SourceWriter writer, Operands operands, string row)
    {
        ProductPlan product = operands.Plan;
        if (product.IsResident)
        {
            _batches.EmitResident(writer, operands);
            return;
        }

        if (product.Dot is not null)
        {
            using (writer.Block("for (; rows > 0; rows--)"))
            {
                _dots.Emit(writer, operands);
                writer.Line($"{operands.A} = {Address.Of(operands.A, Address.Text(product.Terms))};");
                writer.Line($"{operands.C} = {Address.Of(operands.C, Address.Text(product.Columns))};");
            }

            return;
        }

        if (!product.IsStraightLine)
        {
            foreach (string call in _batches.Calls(operands))
            {
                writer.Line(call);
            }

            if (!ActivationCalls.IsInRegisters(operands))
            {
                _activations.EmitPass(writer, operands, Address.Of(operands.C), "rows");
            }

            return;
        }

        writer.Line($"nint tiled = rows - (rows % {product.TileRows});");
        _batches.EmitTiles(writer, operands);
        _activations.EmitPass(writer, operands, Address.Of(operands.C), "tiled");
        using (writer.Block("for (nint n = tiled; n < rows; n++)"))
        {
            writer.Line(row);
        }
    }

    /// <summary>Writes everything else that was called.</summary>
    public void EmitMethods(SourceWriter writer)
    {
        _steps.Emit(writer);
        _residentRows.Emit(writer);
        Panels.Emit(writer);
        Shared.Emit(writer);
    }

    private static bool IsSingleCall(Operands operands)
    {
        ProductPlan plan = operands.Plan;
        bool isCall = plan.Dot is null && !plan.IsStraightLine && plan.Panels.Count == 1;
        return isCall && (operands.Activation == Activation.None || ActivationCalls.IsInRegisters(operands));
    }
}
