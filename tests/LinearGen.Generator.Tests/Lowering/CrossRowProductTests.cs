using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>Tiny products of many rows, whole rows in a vector, executed step by step.</summary>
public sealed class CrossRowProductTests
{
    [Fact]
    public void Singles_HaveTheBitsOfASingleRow() => Assert.InRange(Count<float>(), 50, int.MaxValue);

    [Fact]
    public void Doubles_HaveTheBitsOfASingleRow() => Assert.InRange(Count<double>(), 15, int.MaxValue);

    private static int Count<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int schedules = 0;
        for (int terms = 1; terms <= 16; terms++)
        {
            for (int columns = 1; columns <= 8; columns++)
            {
                foreach (int bits in (int[])[256, 512])
                {
                    Gemm gemm = new(terms, columns, Unsafe.SizeOf<T>(), HasStart: (terms + columns) % 2 == 0);
                    if (gemm.CrossRowsOf(new VectorWidth(gemm.ElementBytes, bits)) is { } schedule)
                    {
                        schedules++;
                        Shapes.Named($"{terms}→{columns}, {bits} bits", () => Check<T>(schedule));
                    }
                }
            }
        }

        return schedules;
    }

    private static void Check<T>(CrossRowSchedule schedule)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Gemm gemm = schedule.Gemm;
        VectorWidth width = schedule.Width;
        bool isActivated = gemm.K % 3 == 0;
        IReadOnlyList<Node> nodes = new CrossRowProduct(schedule, "a", new("b", 0), "c", isActivated ? "Function" : null).Lower();

        Assert.InRange(Registers.Needed(nodes), 2, width.Registers);

        foreach (int rows in (int[])[schedule.Rows, schedule.Rows + 1, schedule.RowsReached, schedule.RowsReached + schedule.Rows - 1, (2 * schedule.Rows) + 1, 41])
        {
            Random random = new(gemm.K + (1000 * gemm.N));
            T[] a = LoweredShapes.Draw<T>(random, (long)rows * gemm.K);
            T[] b = LoweredShapes.DrawMatrix<T>(random, gemm);
            T[] c = new T[rows * gemm.N];
            Interpreter<T> interpreter = new(width, new Dictionary<string, T[]> { ["a"] = a, ["b"] = b, ["c"] = c }) { Rows = rows };
            interpreter.Run(nodes);

            Assert.Equal(0, interpreter.Rows);
            Assert.Equal(((long)rows * gemm.K, (long)rows * gemm.N), (interpreter.At("a"), interpreter.At("c")));
            LoweredShapes.CheckRows(gemm, interpreter, a, b, c, rows, isActivated);
        }
    }
}
