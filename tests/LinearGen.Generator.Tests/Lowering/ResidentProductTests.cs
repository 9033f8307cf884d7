using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The product of many rows with B in registers, executed step by step.</summary>
public sealed class ResidentProductTests
{
    [Fact]
    public void Singles_HaveTheBitsOfASingleRow() => Assert.InRange(ForEach<float>(Check<float>), 30, int.MaxValue);

    [Fact]
    public void Doubles_HaveTheBitsOfASingleRow() => Assert.InRange(ForEach<double>(Check<double>), 15, int.MaxValue);

    [Fact]
    public void Vectors_FitTheRegisters()
    {
        ForEach<float>(CheckRegisters);
        ForEach<double>(CheckRegisters);
    }

    private static void CheckRegisters(Schedule schedule) => Assert.InRange(Registers.Needed(Lower(schedule, isActivated: false)), 2, schedule.Width.Registers);

    private static IReadOnlyList<Node> Lower(Schedule schedule, bool isActivated) => new ResidentProduct(schedule, "a", new("b", 0), "c", isActivated ? "Function" : null).Lower();

    private static int ForEach<T>(Action<Schedule> check)
    {
        int schedules = 0;
        foreach ((int terms, int columns) in LoweredShapes.All)
        {
            Gemm gemm = new(terms, columns, Unsafe.SizeOf<T>(), HasStart: (terms + columns) % 2 == 0);
            foreach (Schedule schedule in Shapes.SchedulesOf(gemm).Where(schedule => schedule.ResidentRows > 0))
            {
                schedules++;
                Shapes.Named(schedule, () => check(schedule));
            }
        }

        return schedules;
    }

    private static void Check<T>(Schedule schedule)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Gemm gemm = schedule.Gemm;
        bool isActivated = gemm.K % 3 == 0;
        IReadOnlyList<Node> nodes = Lower(schedule, isActivated);
        int least = schedule.ResidentRows + schedule.RowsReached - 1;
        foreach (int rows in (int[])[0, least - 1, least, least + 1, 13])
        {
            Random random = new(gemm.K + (1000 * gemm.N));
            T[] a = LoweredShapes.Draw<T>(random, (long)rows * gemm.K);
            T[] b = LoweredShapes.DrawMatrix<T>(random, gemm);
            T[] c = new T[rows * gemm.N];
            Interpreter<T> interpreter = new(schedule.Width, new Dictionary<string, T[]> { ["a"] = a, ["b"] = b, ["c"] = c }) { Rows = rows };
            interpreter.Run(nodes);

            Assert.Equal(0, interpreter.Rows);
            Assert.Equal(((long)rows * gemm.K, (long)rows * gemm.N), (interpreter.At("a"), interpreter.At("c")));
            LoweredShapes.CheckRows(gemm, interpreter, a, b, c, rows, isActivated);
        }
    }
}
