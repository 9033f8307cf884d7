namespace Digits;

/// <summary>How often each digit was taken for each other.</summary>
internal static class ConfusionMatrix
{
    private const int CellWidth = 5;

    public static void Print(int[] labels, int[] predictions, int classes)
    {
        int[,] counts = new int[classes, classes];
        foreach ((int label, int prediction) in labels.Zip(predictions))
        {
            counts[label, prediction]++;
        }

        Console.WriteLine("Rows: the digit; columns: the prediction");
        Console.WriteLine();
        Console.WriteLine($"        {string.Concat(Enumerable.Range(0, classes).Select(prediction => $"{prediction,CellWidth}"))}   right");
        for (int label = 0; label < classes; label++)
        {
            int[] row = [.. Enumerable.Range(0, classes).Select(prediction => counts[label, prediction])];
            Console.WriteLine($"   {label,5}{string.Concat(row.Select(Cell))}   {row[label] / (double)row.Sum(),5:0.00}");
        }

        Console.WriteLine();
    }

    /// <summary>Points for zeros, so that mistakes stand out.</summary>
    private static string Cell(int count) => $"{(count == 0 ? "·" : $"{count}"),CellWidth}";
}
