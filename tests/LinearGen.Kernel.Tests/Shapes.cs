namespace LinearGen.Kernel.Tests;

/// <summary>The shapes, In and Out, that the normal run looks at.</summary>
internal static class Shapes
{
    private const int Drawn = 30;
    private const ulong Seed = 20240229;

    /// <summary>Around the widths of vectors (4, 8), of tiles (16, 32) and of panels (32, 64), and of twice those.</summary>
    private static readonly int[] s_widths = [15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129];

    /// <summary>Every shape up to nine by nine.</summary>
    public static IReadOnlyList<(int In, int Out)> Small { get; } =
        [.. from inputs in Enumerable.Range(1, 9) from outputs in Enumerable.Range(1, 9) select (inputs, outputs)];

    /// <summary>Each width as In and as Out, and as both.</summary>
    public static IReadOnlyList<(int In, int Out)> Edges { get; } =
        [.. s_widths.SelectMany(width => new[] { (width, 10), (7, width), (width, width) })];

    /// <summary>Long and narrow ones, single columns and rows.</summary>
    public static IReadOnlyList<(int In, int Out)> Narrow { get; } =
    [
        (1, 16), (1, 64), (1, 100), (1, 129), (16, 1), (64, 1), (100, 1), (129, 1), (1, 1000), (1000, 1),
        (7, 13), (100, 3), (3, 100), (64, 2), (2, 64), (64, 4), (4, 64), (24, 20), (20, 24),
    ];

    /// <summary>Large ones, past the caches of a core.</summary>
    public static IReadOnlyList<(int In, int Out)> Large { get; } =
        [(200, 300), (784, 10), (2, 1000), (1000, 2), (70, 1000), (1000, 70), (257, 255), (512, 512)];

    /// <summary>Some more up to 150, small ones more often; the same in every run.</summary>
    public static IReadOnlyList<(int In, int Out)> Draw { get; } = DrawShapes();

    /// <summary>The shapes of the golden set.</summary>
    public static IReadOnlyList<(int In, int Out)> Golden { get; } = [.. GoldenSet.Cases.Select(golden => (golden.In, golden.Out)).Distinct()];

    /// <summary>A few of every sort, for checks whose outcome depends little on the shape; the child processes run these, the golden ones and the <see cref="Ways"/>.</summary>
    public static IReadOnlyList<(int In, int Out)> Selection { get; } =
    [
        (1, 1), (1, 2), (2, 1), (2, 3), (3, 2), (1, 7), (7, 1), (3, 8), (8, 3), (5, 6), (6, 5), (4, 4), (8, 8), (7, 9), (9, 7), (10, 10),
        (7, 13), (13, 12), (16, 16), (15, 17), (17, 16), (24, 8), (8, 24), (40, 20), (31, 33), (33, 31), (1, 129), (129, 1), (64, 10),
        (65, 64), (2, 200), (200, 2), (100, 3), (3, 100), (9, 72), (72, 9), (12, 160),
    ];

    /// <summary>Few results of many terms, forward or backward: the dot form, over the transpose, with whole vectors of terms and cut-off ones.</summary>
    public static IReadOnlyList<(int In, int Out)> Dots { get; } = [(64, 1), (33, 4), (100, 3), (1, 64), (4, 40), (40, 2), (2, 33), (3, 97)];

    /// <summary>More terms than a batch adds up at a time, forward or backward: the sums go on from what is stored.</summary>
    public static IReadOnlyList<(int In, int Out)> LongSums { get; } = [(97, 9), (193, 17), (200, 70), (9, 97), (65, 193)];

    /// <summary>Rows that lie a multiple of 1 KB apart: dW works on copies.</summary>
    public static IReadOnlyList<(int In, int Out)> Packed { get; } = [(256, 64), (64, 256), (256, 260), (512, 70), (130, 128)];

    /// <summary>Lines of dW and rows of tiles that are left over, beside one, two, four and eight vectors; narrow panels behind full ones.</summary>
    public static IReadOnlyList<(int In, int Out)> Leftovers { get; } =
        [(67, 20), (15, 8), (7, 64), (13, 70), (9, 66), (70, 11), (66, 72), (72, 66), (35, 36), (11, 100), (21, 1), (6, 25)];

    /// <summary>So small that weights or gradients stay in registers while a batch passes by, and rows are stored in whole vectors.</summary>
    public static IReadOnlyList<(int In, int Out)> Residents { get; } = [(2, 3), (3, 5), (1, 7), (8, 8), (5, 6), (3, 2), (7, 1), (1, 1), (4, 4), (1, 12)];

    /// <summary>Shapes whose kernels take ways that few others take; the child processes run these too.</summary>
    public static IReadOnlyList<(int In, int Out)> Ways { get; } = [.. Dots.Concat(LongSums).Concat(Packed).Concat(Leftovers).Concat(Residents).Distinct()];

    /// <summary>A handful, for checks that take long for each.</summary>
    public static IReadOnlyList<(int In, int Out)> Handful { get; } =
        [(1, 1), (2, 3), (3, 2), (8, 8), (10, 10), (4, 13), (13, 4), (17, 33), (33, 17), (64, 10), (100, 3), (3, 100)];

    /// <summary>All of them, each once.</summary>
    public static IEnumerable<(int In, int Out)> All =>
        Small.Concat(Edges).Concat(Narrow).Concat(Large).Concat(Draw).Concat(Golden).Concat(Selection).Concat(Ways).Concat(Handful).Distinct();

    private static List<(int In, int Out)> DrawShapes()
    {
        Draw draw = new(Seed);
        return [.. Enumerable.Range(0, Drawn).Select(_ => (Size(), Size()))];

        int Size() => draw.Between(1, draw.Between(10, 150));
    }
}
