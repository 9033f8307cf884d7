namespace Quickstart;

/// <summary>A matrix to be shown: its name, and its values row by row.</summary>
internal readonly record struct Matrix(string Name, float[] Values, int Columns)
{
    public int Rows => Values.Length / Columns;
}

/// <summary>Prints small matrices beside one another.</summary>
internal static class MatrixPrinter
{
    private const int CellWidth = 7;

    public static void Print(params ReadOnlySpan<Matrix> matrices)
    {
        int height = 0;
        foreach (Matrix matrix in matrices)
        {
            height = Math.Max(height, matrix.Rows);
            string title = $"{matrix.Name} [{matrix.Rows}×{matrix.Columns}]";
            Console.Write($"   {title.PadRight(Width(matrix))}");
        }

        Console.WriteLine();
        for (int row = 0; row < height; row++)
        {
            foreach (Matrix matrix in matrices)
            {
                Console.Write($"   {Row(matrix, row).PadRight(Width(matrix))}");
            }

            Console.WriteLine();
        }

        Console.WriteLine();
    }

    private static int Width(Matrix matrix) => Math.Max((matrix.Columns * CellWidth) + 3, matrix.Name.Length + 6);

    private static string Row(Matrix matrix, int row) => row < matrix.Rows
        ? $"│{string.Concat(matrix.Values.Skip(row * matrix.Columns).Take(matrix.Columns).Select(value => $"{value,CellWidth:0.00}"))} │"
        : "";
}
