namespace LinearGen.Generator.Emit;

/// <summary>The shapes that a layer's tiles have, as types; collected while kernels are written, and each written once behind them.</summary>
internal sealed class TileShapes
{
    private static readonly string[] Members = ["ARow", "AStep", "BStep", "StartRow", "CRow", "Block"];

    private readonly List<int[]> _shapes = [];

    /// <summary>The name of the type with these strides.</summary>
    public string Name(int aRow, int aStep, int bStep, int startRow, int cRow, int block)
    {
        int[] values = [aRow, aStep, bStep, startRow, cRow, block];
        int index = _shapes.FindIndex(values.SequenceEqual);
        if (index < 0)
        {
            index = _shapes.Count;
            _shapes.Add(values);
        }

        return "Shape" + Address.Text(index);
    }

    /// <summary>Writes the types.</summary>
    public void Emit(SourceWriter writer)
    {
        for (int index = 0; index < _shapes.Count; index++)
        {
            writer.Line();
            writer.Line("// Strides of a tile.");
            using (writer.Block($"readonly struct Shape{index} : ITileShape"))
            {
                for (int n = 0; n < Members.Length; n++)
                {
                    writer.Line($"public static nint {Members[n]} => {_shapes[index][n]};");
                }
            }
        }
    }
}
