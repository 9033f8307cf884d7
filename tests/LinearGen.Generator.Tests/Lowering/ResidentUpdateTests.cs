using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The update of dW and db by many rows with both in registers, executed step by step.</summary>
public sealed class ResidentUpdateTests
{
    [Fact]
    public void Singles_AreTheSumsOfEveryRow() => Assert.InRange(ForEach<float>(Check<float>), 15, int.MaxValue);

    [Fact]
    public void Doubles_AreTheSumsOfEveryRow() => Assert.InRange(ForEach<double>(Check<double>), 10, int.MaxValue);

    [Fact]
    public void Vectors_FitTheRegisters() => Shapes.ForEachUpdate(update =>
    {
        if (update is { ResidentRows: > 0, CrossRows: null })
        {
            Assert.InRange(Registers.Needed(Lower(update)), 2, update.Width.Registers);
        }
    });

    private static IReadOnlyList<Node> Lower(UpdateSchedule update) => new ResidentUpdate(update, "x", "dy", new("dw", 0)).Lower();

    private static int ForEach<T>(Action<UpdateSchedule> check)
    {
        int updates = 0;
        foreach ((int inputs, int outputs) in LoweredShapes.All)
        {
            LayerSchedule layer = new(inputs, outputs, HasBias: (inputs + outputs) % 2 == 0, Unsafe.SizeOf<T>());
            foreach (int bits in layer.IsWeightGradientWide ? (int[])[256, 512] : [256])
            {
                UpdateSchedule update = layer.WeightGradient(layer.Width(bits));
                if (update is { ResidentRows: > 0, CrossRows: null })
                {
                    updates++;
                    Shapes.Named(update, () => check(update));
                }
            }
        }

        return updates;
    }

    private static void Check<T>(UpdateSchedule update)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int atOnce = update.ResidentRows;
        int least = atOnce + update.RowsReached - 1;
        PanelLayout layout = update.Layout;
        foreach (int rows in (int[])[0, least - 1, least, least + 1, 13])
        {
            Random random = new(update.In + (1000 * update.Out));
            T[] x = LoweredShapes.Draw<T>(random, (long)rows * update.In);
            T[] dy = LoweredShapes.Draw<T>(random, (long)rows * update.Out);
            T[] before = LoweredShapes.Draw<T>(random, layout.BlockLength);
            T[] dw = [.. before];
            Interpreter<T> interpreter = new(update.Width, new Dictionary<string, T[]> { ["x"] = x, ["dy"] = dy, ["dw"] = dw }) { Rows = rows };
            interpreter.Run(Lower(update));

            Assert.Equal(0, interpreter.Rows);
            Assert.Equal(((long)rows * update.In, (long)rows * update.Out), (interpreter.At("x"), interpreter.At("dy")));
            for (int j = 0; j < update.Out; j++)
            {
                for (int i = 0; i < update.In; i++)
                {
                    int at = layout.Index(i, j);
                    Assert.Equal(Sum(before[at], (sum, row) => T.FusedMultiplyAdd(x[(row * update.In) + i], dy[(row * update.Out) + j], sum)), dw[at]);
                }

                int bias = (int)layout.BiasStart + j;
                Assert.Equal(update.HasBias ? Sum(before[bias], (sum, row) => sum + dy[(row * update.Out) + j]) : before[bias], dw[bias]);
            }

            // Each row of a turn has a sum of its own, the first goes on from what is there and takes the last rows; they are added in order.
            T Sum(T start, Func<T, int, T> add)
            {
                T[] sums = [start, .. new T[atOnce - 1]];
                int inTurns = rows < least ? 0 : ((rows - least) / atOnce * atOnce) + atOnce;
                for (int row = 0; row < rows; row++)
                {
                    int sum = row < inTurns ? row % atOnce : 0;
                    sums[sum] = add(sums[sum], row);
                }

                return sums.Skip(1).Aggregate(sums[0], static (total, sum) => total + sum);
            }
        }
    }
}
