using System.Runtime.Intrinsics;
using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Scheduling;

/// <summary>How products are computed with vectors of one width.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData(64, 10, 256, "2: 6, 4")]
    [InlineData(64, 8, 256, "1: 8, 4")]
    [InlineData(64, 100, 256, "2: 6, 4; 1: 8, 4")]
    [InlineData(64, 10, 512, "1: 12, 8, 4")]
    [InlineData(64, 64, 512, "4: 4")]
    [InlineData(64, 100, 512, "4: 4; 3: 4")]
    [InlineData(128, 128, 512, "4: 4")]
    [InlineData(129, 128, 512, "2: 8, 4")]
    [InlineData(129, 144, 512, "2: 8, 4; 1: 12, 8, 4")]
    [InlineData(200, 48, 512, "3: 4")]
    public void Batches_GoInStripsAndTiles(int terms, int columns, int bits, string expected)
    {
        Schedule schedule = new(new Gemm(terms, columns, sizeof(float), HasStart: true), new VectorWidth(sizeof(float), bits));
        Assert.Equal(expected, string.Join("; ", schedule.StripHeights.Select(strip => $"{strip.Vectors}: {string.Join(", ", strip.Rows)}")));
    }

    [Fact]
    public void Strips_CoverEveryVectorOnceWithTilesThatTheRuntimeHas() => Shapes.ForEachSchedule(schedule =>
    {
        (int Vectors, IReadOnlyList<int> Rows)[] strips = [.. schedule.StripHeights];
        Assert.InRange(strips.Length, 1, 2);

        // As many of the first kind as there is room for, one of the second.
        int rest = strips.Length == 2 || strips[0].Vectors < schedule.StripVectors ? strips[^1].Vectors : 0;
        Assert.Equal(schedule.Vectors % schedule.StripVectors, rest);
        foreach ((int vectors, IReadOnlyList<int> rows) in strips)
        {
            AssertTiles(schedule.Width, vectors, rows);

            // What the greater tiles leave of a multiple of 4 rows, tiles of 4 take.
            Assert.Equal(4, rows[^1]);
            Assert.Equal(rows.OrderDescending(), rows);
        }
    });

    [Fact]
    public void Panels_AreWholeStripsButForTheLast() => Shapes.ForEachSchedule(schedule =>
    {
        Assert.True(schedule.Vectors <= schedule.Width.PanelVectors || schedule.Width.PanelVectors % schedule.StripVectors == 0);
        Assert.Equal(Math.Min(schedule.Vectors, schedule.Width.PanelVectors), schedule.PanelVectors);

        // Loads of whole vectors stay within the rows of the padded matrix.
        int lastPanel = schedule.Gemm.Layout.PanelWidth(schedule.Gemm.Layout.PanelStart(schedule.Gemm.N - 1));
        int lastVectors = ((schedule.Vectors - 1) % schedule.Width.PanelVectors) + 1;
        Assert.InRange(lastVectors * schedule.Width.Lanes, 1, lastPanel);
    });

    [Fact]
    public void OneRow_KeepsTheUnitsBusyAndTheSumsInRegisters() => Shapes.ForEachSchedule(schedule =>
    {
        if (schedule.Gemm.IsDot)
        {
            return;
        }

        int most = schedule.Width.Bits == 512 ? Tuning.Sums512 : Tuning.Sums256;
        int blocks = schedule.Gemm.Blocks;
        if (schedule.SpansPanels)
        {
            // Two panels, or one and a part of another.
            Assert.InRange(schedule.Vectors, schedule.Width.PanelVectors + 1, 2 * schedule.Width.PanelVectors);
            Assert.InRange(schedule.Vectors * blocks, 1, most);
            Assert.Equal(schedule.Vectors, schedule.RowVectors);
        }

        for (int vectors = 1; vectors <= schedule.PanelVectors; vectors++)
        {
            // All of a panel if they fit the registers; else one more would be more than it takes to keep the units busy.
            int atOnce = schedule.RowVectorsOf(vectors);
            Assert.InRange(atOnce, 1, vectors);
            Assert.InRange(atOnce * blocks, 1, schedule.Width.Registers - 2);
            Assert.True(atOnce == vectors || ((atOnce + 1) * blocks > most && vectors * blocks > schedule.Width.Registers - 2));

            // Rotated fours are fours, and a loop with text for each of four takes four terms.
            Assert.True(schedule.UsesFours(atOnce) || !schedule.RotatesFours(atOnce));
            Assert.Equal(schedule.UsesFours(atOnce) ? 4 : 1, schedule.RowTerms(atOnce));
            Assert.True(schedule.Width.HasFours || !schedule.UsesFours(atOnce));
        }
    });

    [Theory]
    [InlineData(64, 64, 256, true)]
    [InlineData(64, 8, 256, false)]
    [InlineData(64, 10, 256, false)]
    [InlineData(64, 32, 512, false)]
    [InlineData(64, 16, 512, false)]
    [InlineData(64, 40, 512, true)]
    [InlineData(128, 128, 512, true)]
    public void Fours_AreRotatedBehindManyMultiplyAddsOfFewSums(int terms, int columns, int bits, bool rotates)
    {
        Schedule schedule = new(new Gemm(terms, columns, sizeof(float), HasStart: true), new VectorWidth(sizeof(float), bits));
        Assert.True(schedule.UsesFours(schedule.RowVectors));
        Assert.Equal(rotates, schedule.RotatesFours(schedule.RowVectors));
    }

    [Theory]
    [InlineData(1, 1, 4, true)]
    [InlineData(32, 8, 4, true)]
    [InlineData(65, 8, 4, false)]
    [InlineData(28, 10, 4, true)]
    [InlineData(33, 9, 4, false)]
    [InlineData(7, 64, 4, true)]
    [InlineData(9, 64, 4, false)]
    [InlineData(1, 64, 4, true)]
    [InlineData(1, 65, 4, false)]
    [InlineData(32, 4, 8, true)]
    [InlineData(65, 4, 8, false)]
    [InlineData(7, 32, 8, true)]
    [InlineData(9, 32, 8, false)]
    [InlineData(1, 33, 8, false)]
    public void SmallProducts_AreWrittenWithoutALoop(int terms, int columns, int bytes, bool isUnrolled)
    {
        foreach (int bits in (int[])[256, 512])
        {
            Assert.Equal(isUnrolled, new Schedule(new Gemm(terms, columns, bytes, HasStart: false), new VectorWidth(bytes, bits)).IsUnrolled);
        }
    }

    [Theory]
    [InlineData(4, 256, 8, 8, true)]
    [InlineData(4, 512, 16, 4, true)]
    [InlineData(8, 256, 4, 8, false)]
    [InlineData(8, 512, 8, 4, false)]
    public void Width_SaysWhatAVectorHolds(int bytes, int bits, int lanes, int panelVectors, bool hasFours)
    {
        VectorWidth width = new(bytes, bits);
        Assert.Equal((lanes, panelVectors, hasFours), (width.Lanes, width.PanelVectors, width.HasFours));
    }

    /// <summary>Tiles that the runtime has methods for, and that fit the registers: the sums, a vector of B for each column and an element of A.</summary>
    internal static void AssertTiles(VectorWidth width, int vectors, IEnumerable<int> rows)
    {
        Type tiles = width.Bits == 512 ? typeof(RegisterTiles<Vector512<float>, Simd512<float>, float>) : typeof(RegisterTiles<Vector256<float>, Simd256<float>, float>);
        foreach (int height in rows)
        {
            Assert.True(tiles.GetMethod($"Rows{height}Vectors{vectors}") is not null, $"The runtime has no tiles of {height}×{vectors}.");
            Assert.InRange((height * vectors) + vectors + 1, 1, width.Bits == 512 ? 32 : 16);
        }
    }
}
