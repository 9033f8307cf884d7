using LinearGen.Generator.Printing;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>The loops around the register tiles, followed call by call.</summary>
public sealed class BatchPrinterTests
{
    private static readonly int[] Sizes = Suite.IsFull ? [1, 2, 5, 8, 9, 16, 17, 24, 33, 48, 63, 64, 65, 80, 100, 128, 129, 150, 200] : [1, 5, 8, 9, 17, 33, 64, 100, 129, 150];

    private static readonly int[] Rows = [0, 1, 3, 4, 8, 12, 13, 23, 41];

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void EveryElement_IsComputedOnceOfItsOwnRowAndColumn(int bytes)
    {
        foreach (int terms in Sizes)
        {
            foreach (int columns in Sizes)
            {
                Gemm gemm = new(terms, columns, bytes, HasStart: true);
                foreach (Schedule schedule in Shapes.SchedulesOf(gemm).Where(_ => !gemm.IsDot))
                {
                    SourceWriter writer = new();
                    new BatchPrinter(writer, schedule, "float").Print("a", "b", "c", pass: null, $"Row({Address.Of("a", Address.Product("row", $"{terms}"))}, {Address.Of("c", Address.Product("row", $"{columns}"))});");
                    foreach (int rows in Rows)
                    {
                        Shapes.Named($"{schedule.Gemm.K}→{columns}, {schedule.Width}, {rows} rows", () => Check(schedule, PrintedTiles.Run(writer.ToString(), rows), rows));
                    }
                }
            }
        }
    }

    [Fact]
    public void Pass_ComesBetweenTheTilesAndTheSingleRows()
    {
        SourceWriter writer = new();
        new BatchPrinter(writer, new Schedule(new Gemm(8, 8, sizeof(float), HasStart: false), new VectorWidth(sizeof(float), 256)), "float").Print("a", "b", "c", _ => "Pass(ref c, tiled);", "Row(row);");
        PrintedTiles run = PrintedTiles.Run(writer.ToString(), 14);
        Assert.Equal(["Pass", "Row", "Row"], run.Others.Select(other => other.Call));
        Assert.Equal(12, run.Others[0].Arguments[1].Value);
        Assert.Equal([12, 13], run.Others.Skip(1).Select(other => other.Arguments[0].Value));
    }

    private static void Check(Schedule schedule, PrintedTiles run, int rows)
    {
        Gemm gemm = schedule.Gemm;
        PanelLayout layout = gemm.Layout;
        int[] computed = new int[rows * gemm.N];
        foreach (TileCall tile in run.Tiles)
        {
            // The order of the runtime's parameters: rows, A, its strides, B, its stride, K, the block, the start, its stride, C, its stride, columns, rows behind.
            (string Name, long Value)[] call = [.. tile.Arguments];
            long count = call[0].Value;
            Assert.Equal(0, count % tile.Height);

            // No tile is called for no rows, except where there is but one height: its call has no condition.
            Assert.True(count > 0 || (rows < 4 && schedule.TileRows(tile.Vectors).Count == 1), "A call for no rows.");

            // Tiles of a single row neither cut columns nor set partial sums aside.
            Assert.NotEqual(1, tile.Height);
            Assert.Equal(["a", "b", "b", "c"], new[] { 1, 4, 8, 10 }.Select(place => call[place].Name));
            (long firstRow, long firstColumn) = Math.DivRem(call[10].Value, gemm.N);
            if (firstColumn + call[12].Value > gemm.N)
            {
                Assert.Fail($"Columns {firstColumn} to {firstColumn + call[12].Value}.");
            }

            Assert.Equal((firstRow * gemm.K, gemm.K, 1L), (call[1].Value, call[2].Value, call[3].Value));
            Assert.Equal(layout.Index(0, (int)firstColumn), call[4].Value);
            Assert.Equal(layout.PanelWidth(layout.PanelStart((int)firstColumn)), call[5].Value);
            Assert.Equal((gemm.K, gemm.Block), (call[6].Value, call[7].Value));
            Assert.Equal((layout.BiasStart + firstColumn, 0L), (call[8].Value, call[9].Value));
            Assert.Equal(gemm.N, call[11].Value);

            // Whole vectors, or cut at the end of a row; then it says how many rows come behind, into which its vectors may reach.
            bool isCut = firstColumn + (tile.Vectors * schedule.Width.Lanes) > gemm.N;
            Assert.Equal(isCut ? gemm.N - firstColumn : tile.Vectors * schedule.Width.Lanes, call[12].Value);
            Assert.Equal(isCut ? rows - firstRow - count : 0, call[13].Value);
            for (long row = firstRow; row < firstRow + count; row++)
            {
                for (long column = firstColumn; column < firstColumn + call[12].Value; column++)
                {
                    computed[(row * gemm.N) + column]++;
                }
            }
        }

        foreach ((_, IReadOnlyList<(string Name, long Value)> call) in run.Others)
        {
            long row = call[0].Value / gemm.K;
            Assert.Equal((("a", row * gemm.K), ("c", row * gemm.N)), (call[0], call[1]));
            for (long column = 0; column < gemm.N; column++)
            {
                computed[(row * gemm.N) + column]++;
            }
        }

        Assert.All(computed, times => Assert.Equal(1, times));
        Assert.Equal(rows % 4, run.Others.Count);
    }
}
