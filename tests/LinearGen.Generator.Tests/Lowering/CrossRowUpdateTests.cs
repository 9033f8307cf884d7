using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The update of dW and db of narrow layers by many rows, several in a vector, executed step by step.</summary>
public sealed class CrossRowUpdateTests
{
    [Fact]
    public void Singles_AreTheSumsOfEveryRow_WithBothWidthsAlike() => Assert.InRange(Count<float>(), 50, int.MaxValue);

    [Fact]
    public void Doubles_AreTheSumsOfEveryRow_WithBothWidthsAlike() => Assert.InRange(Count<double>(), 20, int.MaxValue);

    [Fact]
    public void TheWorkedExample_HasFourRowsInAVector()
    {
        CrossRowUpdateSchedule schedule = Of(2, 3, hasBias: true, sizeof(float), 512)!;
        Assert.Equal((4, 2, 2), (schedule.Rows, schedule.Sets, schedule.SecondStart));
        Assert.Equal([0, 0, 0, 1, 1, 1, null, null, null, null, 2, 2, 2, 3, 3, 3], Enumerable.Range(0, 16).Select(schedule.Row));
    }

    private static CrossRowUpdateSchedule? Of(int inputs, int outputs, bool hasBias, int bytes, int bits) =>
        new UpdateSchedule(inputs, outputs, hasBias, new VectorWidth(bytes, bits)).CrossRows;

    private static int Count<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int schedules = 0;
        for (int inputs = 1; inputs <= 20; inputs++)
        {
            for (int outputs = 1; outputs <= 9; outputs++)
            {
                bool hasBias = (inputs + outputs) % 2 == 0;
                if (Of(inputs, outputs, hasBias, Unsafe.SizeOf<T>(), 512) is { } wide)
                {
                    CrossRowUpdateSchedule narrow = Of(inputs, outputs, hasBias, Unsafe.SizeOf<T>(), 256)!;
                    schedules++;
                    Shapes.Named($"{inputs}→{outputs}", () => Check<T>(wide, narrow));
                }
            }
        }

        return schedules;
    }

    private static void Check<T>(CrossRowUpdateSchedule wide, CrossRowUpdateSchedule narrow)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int atOnce = wide.Rows;
        foreach (int rows in (int[])[0, 1, atOnce - 1, atOnce, atOnce + 1, (2 * atOnce) - 1, 2 * atOnce, (4 * atOnce) + 1, 41])
        {
            Check<T>(wide, rows);
            Check<T>(narrow, rows);
        }
    }

    private static void Check<T>(CrossRowUpdateSchedule schedule, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (schedule.In, schedule.Out);
        PanelLayout layout = new(inputs, outputs, Unsafe.SizeOf<T>());
        Random random = new(inputs + (1000 * outputs));
        T[] x = LoweredShapes.Draw<T>(random, (long)rows * inputs);
        T[] dy = LoweredShapes.Draw<T>(random, (long)rows * outputs);
        T[] before = LoweredShapes.Draw<T>(random, layout.BlockLength);
        T[] dw = [.. before];
        foreach (IReadOnlyList<Node> pass in new CrossRowUpdate(schedule, "x", "dy", new("dw", 0)).Lower())
        {
            Assert.InRange(Registers.Needed(pass), 2, schedule.Width.Registers);
            Interpreter<T> interpreter = new(schedule.Width, new Dictionary<string, T[]> { ["x"] = x, ["dy"] = dy, ["dw"] = dw }) { Rows = rows };
            interpreter.Run(pass);
            Assert.Equal(rows - interpreter.Rows, interpreter.At("x") / inputs);
            Assert.Equal(rows - interpreter.Rows, interpreter.At("dy") / outputs);
        }

        for (int line = 0; line < schedule.Lines; line++)
        {
            int at = line < inputs ? layout.Index(line, 0) : (int)layout.BiasStart;
            for (int j = 0; j < schedule.HalfLanes; j++)
            {
                int column = j;
                T expected = j >= outputs ? T.Zero
                    : Sum(before[at + j], line < inputs
                        ? (sum, row) => T.FusedMultiplyAdd(x[(row * inputs) + line], dy[(row * outputs) + column], sum)
                        : (sum, row) => sum + dy[(row * outputs) + column]);
                Assert.Equal(expected, dw[at + j]);
            }
        }

        // Each row of two turns has a sum of its own, or two have one; the first takes the last rows. Then turns, halves and rows are added up,
        // where a half has one row, to what is stored.
        T Sum(T start, Func<T, int, T> add)
        {
            int atOnce = schedule.Rows;
            T[] sums = new T[schedule.Sets * atOnce];
            int inPairs = rows / (2 * atOnce) * 2 * atOnce;
            int inTurns = rows / atOnce * atOnce;
            for (int row = 0; row < rows; row++)
            {
                int sum = row < inPairs ? row % sums.Length : row < inTurns ? row % atOnce : 0;
                sums[sum] = add(sums[sum], row);
            }

            while (sums.Length > 1)
            {
                if (sums.Length == 2 && atOnce == 2)
                {
                    return start + sums[0] + sums[1];
                }

                int half = sums.Length / 2;
                sums = [.. Enumerable.Range(0, half).Select(sum => sums[sum] + sums[sum + half])];
            }

            return start + sums[0];
        }
    }
}
