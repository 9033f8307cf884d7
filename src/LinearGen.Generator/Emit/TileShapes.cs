namespace LinearGen.Generator.Emit;

/// <summary>The shapes that a layer's tiles have, as types; collected while kernels are written, and each written once behind them.</summary>
internal sealed class TileShapes
{
    private static readonly string[] Members = ["ARow", "AStep", "BStep", "StartRow", "CRow", "Block", "LastBlock"];

    private readonly List<int[]> _shapes = [];

    /// <summary>The name of the type with these strides.</summary>
    public string Name(int aRow, int aStep, int bStep, int startRow, int cRow, int block, int lastBlock)
    {
        int[] values = [aRow, aStep, bStep, startRow, cRow, block, lastBlock];
        int index = _shapes.FindIndex(values.SequenceEqual);
        if (index < 0)
        {
            index = _shapes.Count;
            _shapes.Add(values);
        }

        return "Shape" + Address.Text(index);
    }

    /// <summary>Writes the types, one line each.</summary>
    public void Emit(SourceWriter writer)
    {
        for (int index = 0; index < _shapes.Count; index++)
        {
            string members = string.Join(" ", Members.Select((name, n) => $"public static nint {name} => {_shapes[index][n]};"));
            writer.Line();
            writer.Line($"readonly struct Shape{index} : ITileShape {{ {members} }}");
        }
    }
}
