using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>Writes dX = dY·Wᵀ in the dot schedule.</summary>
internal sealed class InputGradientEmitter(LayerPlan plan, Element element)
{
    private readonly DotTile _single = new(1, plan.DotInputs);
    private readonly DotTile? _paired = plan.PairedDotInputs > 0 ? new(2, plan.PairedDotInputs) : null;

    /// <summary>Writes the tile methods.</summary>
    public void EmitTiles(SourceWriter writer)
    {
        _single.Emit(writer, plan, element);
        writer.Line();
        if (_paired is not null)
        {
            _paired.Emit(writer, plan, element);
            writer.Line();
        }
    }

    /// <summary>Writes the loops.</summary>
    public void EmitLoops(SourceWriter writer)
    {
        if (_paired is not null)
        {
            writer.Line("nint row = 0;");
            // A few rows of W stay in the cache while all rows of dY pass by.
            using (writer.Block("if (rows > 1)"))
            {
                EmitInputs(writer, _paired, tile =>
                {
                    using (writer.Block("for (row = 0; row + 2 <= rows; row += 2)"))
                    {
                        writer.Line(tile);
                    }
                });
            }

            writer.Line();
        }

        using (writer.Block($"for ({(_paired is null ? "nint row = 0" : "")}; row < rows; row++)"))
        {
            EmitInputs(writer, _single, writer.Line);
        }
    }

    private void EmitInputs(SourceWriter writer, DotTile tile, Action<string> emitCall)
    {
        string Call(string n) =>
            $"{tile.Name}({Address.Of("dy", Address.Product("row", Address.Text(plan.Out)))}, ref w, {n}, {Address.Of("dx", Address.Product("row", Address.Text(plan.In)), n)});";

        if (tile.Inputs == plan.In)
        {
            emitCall(Call("0"));
            return;
        }

        using (writer.Block($"for (nint i = 0; i < {plan.In}; i += {tile.Inputs})"))
        {
            if (plan.In % tile.Inputs == 0)
            {
                emitCall(Call("i"));
                return;
            }

            writer.Line($"nint n = Math.Min(i, {plan.In - tile.Inputs}); // The last tile overlaps its neighbour: the same sums once more.");
            emitCall(Call("n"));
        }
    }
}
