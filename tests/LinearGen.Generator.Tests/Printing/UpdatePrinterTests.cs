using LinearGen.Generator.Printing;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>The loops around the tiles of dW, followed call by call.</summary>
public sealed class UpdatePrinterTests
{
    private static readonly int[] Sizes = Suite.IsFull ? [1, 2, 3, 5, 6, 8, 10, 11, 13, 16, 17, 24, 33, 48, 64, 65, 100, 128, 150, 200, 256] : [1, 2, 5, 8, 10, 11, 13, 17, 33, 64, 100, 150, 256];

    [Fact]
    public void EveryElement_IsUpdatedOnceByEveryPieceOfRows()
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                LayerSchedule layer = new(inputs, outputs, HasBias: inputs % 2 == 0, sizeof(float));
                foreach (int bits in layer.IsWeightGradientWide ? (int[])[256, 512] : [256])
                {
                    UpdateSchedule update = layer.WeightGradient(layer.Width(bits));
                    if (!update.IsTiled)
                    {
                        continue; // No tiles: see ResidentUpdateTests.
                    }

                    SourceWriter writer = new();
                    new UpdatePrinter(writer, update, "float").Print();
                    Shapes.Named(update, () => Check(update, PrintedTiles.Run(writer.ToString(), rows: 64 + 64 + 5)));
                }
            }
        }
    }

    private static void Check(UpdateSchedule update, PrintedTiles run)
    {
        PanelLayout layout = update.Layout;
        int[] computed = new int[layout.BlockLength];
        foreach (TileCall tile in run.Tiles)
        {
            // The order of the runtime's parameters: lines, A, its strides, B, its stride, K, the block, the start, its stride, C, its stride, columns, rows behind.
            (string Name, long Value)[] call = [.. tile.Arguments];
            ScheduleTests.AssertTiles(update.Width, tile.Vectors, [tile.Height]);
            Assert.Equal(0, call[0].Value % tile.Height);
            Assert.Equal(call[8], call[10]);
            Assert.Equal(call[9], call[11]);
            Assert.Equal((tile.Vectors * update.Width.Lanes, 0L), (call[12].Value, call[13].Value));
            Assert.Contains(call[6].Value, new long[] { 64, 5 });
            Assert.Equal(call[6], call[7]);

            // Where it is in dW says which line it is, and which column: B must begin with the same one.
            long at = call[10].Value;
            bool isBias = at >= layout.BiasStart;
            long column = isBias ? at - layout.BiasStart : Column(layout, at, out _);
            long line = isBias ? 0 : Line(layout, at);
            int first = layout.PanelStart((int)column);
            Assert.Equal(layout.PanelWidth(first), call[11].Value);
            if (isBias)
            {
                Assert.Equal((("one", 0L), 0L, 0L, 1L), (call[1], call[2].Value, call[3].Value, call[0].Value));
            }
            else
            {
                Assert.Equal(("x", line), (call[1].Name, call[1].Value % update.In));
                Assert.Equal((1L, (long)update.In), (call[2].Value, call[3].Value));
            }

            if (update.IsPacked)
            {
                Assert.Equal(("scratch", column - first), call[4]);
                Assert.Equal(layout.PanelWidth(first), call[5].Value);
            }
            else
            {
                Assert.Equal(("dy", column), (call[4].Name, call[4].Value % update.Out));
                Assert.Equal(update.Out, call[5].Value);
                Assert.InRange(column + (tile.Vectors * update.Width.Lanes), 1, update.Out);
            }

            for (long n = 0; n < call[0].Value; n++)
            {
                for (int lane = 0; lane < tile.Vectors * update.Width.Lanes; lane++)
                {
                    computed[at + (n * call[11].Value) + lane]++;
                }
            }
        }

        foreach ((string call, IReadOnlyList<(string Name, long Value)> sums) in run.Others.Where(other => other.Call.EndsWith("ColumnSums", StringComparison.Ordinal)))
        {
            // Vectors, B, its stride, rows, C; B begins with the column that C does.
            Assert.StartsWith($"Tiles{update.Width.Bits}.", call, StringComparison.Ordinal);
            long column = sums[4].Value - layout.BiasStart;
            int first = layout.PanelStart((int)column);
            Assert.Equal("dw", sums[4].Name);
            Assert.Contains(sums[3].Value, new long[] { 64, 5 });
            Assert.Equal(update.IsPacked ? ("scratch", column - first) : ("dy", column), (sums[1].Name, update.IsPacked ? sums[1].Value : sums[1].Value % update.Out));
            Assert.Equal(update.IsPacked ? layout.PanelWidth(first) : update.Out, sums[2].Value);
            for (int lane = 0; lane < sums[0].Value * update.Width.Lanes; lane++)
            {
                computed[sums[4].Value + lane]++;
            }
        }

        // 64 rows, 64 more, and 5; db where there is one.
        for (int column = 0; column < update.Out; column++)
        {
            for (int line = 0; line < update.In; line++)
            {
                Assert.Equal(3, computed[layout.Index(line, column)]);
            }

            Assert.Equal(update.HasBias ? 3 : 0, computed[layout.BiasStart + column]);
        }

        CheckCopies(update, run);
    }

    /// <summary>Each panel is copied where a copy is worked on, and padding is set back to 0 where there is any.</summary>
    private static void CheckCopies(UpdateSchedule update, PrintedTiles run)
    {
        PanelLayout layout = update.Layout;
        long[] copied = [.. run.Others.Where(other => other.Call == "Packing.CopyRows").Select(other => other.Arguments[2].Value)];
        Assert.Equal(update.IsPacked ? 3 * update.Out : 0, copied.Sum());

        int last = layout.PanelStart(update.Out - 1);
        (string Name, long Value)[][] cleared = [.. run.Others.Where(other => other.Call == "Packing.ClearPadding").Select(other => other.Arguments.ToArray())];
        Assert.Equal(layout.PaddedColumns == update.Out ? 0 : update.HasBias ? 2 : 1, cleared.Length);
        Assert.All(cleared, call => Assert.Equal((update.Out - last, layout.PanelWidth(last)), ((int)call[2].Value, (int)call[3].Value)));
        if (cleared.Length > 0)
        {
            Assert.Equal((("dw", layout.Index(0, last)), update.In), (cleared[0][0], (int)cleared[0][1].Value));
        }

        if (cleared.Length > 1)
        {
            Assert.Equal((("dw", layout.BiasStart + last), 1L), (cleared[1][0], cleared[1][1].Value));
        }
    }

    private static long Line(PanelLayout layout, long index)
    {
        Column(layout, index, out long line);
        return line;
    }

    /// <summary>The column of dW that an element belongs to, and its line.</summary>
    private static long Column(PanelLayout layout, long index, out long line)
    {
        int first = (int)(index / ((long)layout.Rows * layout.PanelColumns)) * layout.PanelColumns;
        (line, long column) = Math.DivRem(index - ((long)first * layout.Rows), layout.PanelWidth(first));
        return first + column;
    }
}
