using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The product of a single row, executed step by step.</summary>
public sealed class RowProductTests
{
    [Fact]
    public void Singles_AreTheSumsThatTheShapePromises() => ForEach<float>(Check<float>);

    [Fact]
    public void Doubles_AreTheSumsThatTheShapePromises() => ForEach<double>(Check<double>);

    [Fact]
    public void Singles_FitTheRegisters() => ForEach<float>(CheckRegisters);

    [Fact]
    public void Doubles_FitTheRegisters() => ForEach<double>(CheckRegisters);

    [Fact]
    public void SmallProducts_HaveEachMultiplyAddWrittenOnce() => Shapes.ForEachSchedule(schedule =>
    {
        if (schedule.Gemm.IsDot || !schedule.IsUnrolled)
        {
            return;
        }

        IReadOnlyList<Node> nodes = Lower(schedule, isActivated: false);
        Assert.Equal(schedule.Gemm.K * schedule.Vectors, Registers.MultiplyAdds(nodes));
        Assert.DoesNotContain(Flatten(nodes), node => node is Loop or TermLoop);
    });

    [Fact]
    public void TextOfLargeProducts_DoesNotGrowWithTheShape() => Shapes.ForEachSchedule(schedule =>
    {
        if (schedule.Gemm.IsDot)
        {
            return;
        }

        // Of each kind of columns (a full panel, the last one, what is left within one), a turn of the loop and what is left of the terms.
        int written = Registers.MultiplyAdds(Lower(schedule, isActivated: false));
        Assert.InRange(written, 1, 96);
    });

    private static IReadOnlyList<Node> Lower(Schedule schedule, bool isActivated) =>
        new RowProduct(schedule, new("a", 0), new("b", 0), new("c", 0), isActivated ? "Function" : null).Lower();

    private static void ForEach<T>(Action<Schedule> check)
    {
        foreach ((int terms, int columns) in LoweredShapes.All)
        {
            Gemm gemm = new(terms, columns, Unsafe.SizeOf<T>(), HasStart: (terms + columns) % 2 == 0);
            foreach (Schedule schedule in Shapes.SchedulesOf(gemm).Where(schedule => !schedule.Gemm.IsDot))
            {
                Shapes.Named(schedule, () => check(schedule));
            }
        }
    }

    private static void Check<T>(Schedule schedule)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Gemm gemm = schedule.Gemm;
        bool isActivated = gemm.K % 3 == 0;
        Random random = new(gemm.K + (1000 * gemm.N));
        T[] a = LoweredShapes.Draw<T>(random, gemm.K);
        T[] start = LoweredShapes.Draw<T>(random, gemm.N);
        T[] c = new T[gemm.N];

        // Padding is NaN here, and without a start so is what lies in its place: neither may get into a sum.
        T[] b = new T[gemm.Layout.BlockLength];
        Array.Fill(b, T.NaN);
        for (int column = 0; column < gemm.N; column++)
        {
            for (int term = 0; term < gemm.K; term++)
            {
                b[gemm.Layout.Index(term, column)] = LoweredShapes.Draw<T>(random, 1)[0];
            }

            b[gemm.Layout.BiasStart + column] = gemm.HasStart ? start[column] : T.NaN;
        }

        Interpreter<T> interpreter = new(schedule.Width, new Dictionary<string, T[]> { ["a"] = a, ["b"] = b, ["c"] = c });
        interpreter.Run(Lower(schedule, isActivated));

        for (int column = 0; column < gemm.N; column++)
        {
            T sum = LoweredShapes.Sum(gemm, term => (a[term], b[gemm.Layout.Index(term, column)]), gemm.HasStart ? start[column] : T.Zero);
            Assert.Equal(isActivated ? Interpreter<T>.Activate(sum) : sum, c[column]);
            for (int term = 0; term < gemm.K; term++)
            {
                int times = interpreter.Products.GetValueOrDefault((term, gemm.Layout.Index(term, column)));
                Assert.True(times == 1, $"Term {term} of column {column} is added {times} times.");
            }
        }

        Assert.All(interpreter.Writes["c"], times => Assert.Equal(1, times));
        Assert.All(interpreter.Writes["a"].Concat(interpreter.Writes["b"]), times => Assert.Equal(0, times));
    }

    private static void CheckRegisters(Schedule schedule)
    {
        Assert.InRange(Registers.Needed(Lower(schedule, isActivated: false)), 2, schedule.Width.Registers);
    }

    private static IEnumerable<Node> Flatten(IEnumerable<Node> nodes) => nodes.SelectMany(node => node switch
    {
        Scope scope => Flatten(scope.Body).Prepend(node),
        Loop loop => Flatten(loop.Body).Prepend(node),
        TermLoop loop => Flatten(loop.Body).Prepend(node),
        _ => [node],
    });
}
