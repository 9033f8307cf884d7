using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The product of a single row in dot form, executed step by step.</summary>
public sealed class RowDotTests
{
    [Fact]
    public void Singles_AreTheSumsThatTheShapePromises() => Assert.InRange(ForEach<float>(Check<float>), 50, int.MaxValue);

    [Fact]
    public void Doubles_AreTheSumsThatTheShapePromises() => Assert.InRange(ForEach<double>(Check<double>), 30, int.MaxValue);

    [Theory]
    [InlineData(64, 1, "input i goes to lane i mod 8 of vector i / 8 mod 8, term after term from 0; then the vectors in pairs, the lanes in pairs, b last")]
    [InlineData(17, 1, "input i goes to lane i mod 8 of vector i / 8 mod 3, term after term from 0; then the vectors in pairs, the lanes in pairs, b last")]
    [InlineData(100, 3, "input i goes to lane i mod 8 of vector i / 8 mod 2, term after term from 0; then the vectors in pairs, the lanes in pairs, b last")]
    public void Order_IsStated(int terms, int columns, string order) =>
        Assert.Equal(order, Dot(new Schedule(new Gemm(terms, columns, sizeof(float), HasStart: true), new VectorWidth(sizeof(float), 256)), isActivated: false).Order);

    private static RowDot Dot(Schedule schedule, bool isActivated) => new(schedule, new("a", 0), new("b", 0), new("start", 0), new("c", 0), isActivated ? "Function" : null);

    private static int ForEach<T>(Action<Schedule> check)
    {
        int dots = 0;
        foreach ((int terms, int columns) in LoweredShapes.All.Concat(Enumerable.Range(8, 150).SelectMany(terms => Enumerable.Range(1, 4).Select(columns => (terms, columns)))))
        {
            Gemm gemm = new(terms, columns, Unsafe.SizeOf<T>(), HasStart: (terms + columns) % 2 == 0);
            if (gemm.IsDot)
            {
                dots++;
                Schedule schedule = Assert.Single(Shapes.SchedulesOf(gemm));
                Shapes.Named(schedule, () => check(schedule));
            }
        }

        return dots;
    }

    private static void Check<T>(Schedule schedule)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Gemm gemm = schedule.Gemm;
        bool isActivated = gemm.K % 3 == 0;
        Random random = new(gemm.K + (1000 * gemm.N));
        PanelLayout transposed = new(gemm.N, gemm.K, gemm.ElementBytes);
        T[] a = LoweredShapes.Draw<T>(random, gemm.K);
        T[] b = new T[transposed.BlockLength];
        for (int column = 0; column < gemm.N; column++)
        {
            for (int term = 0; term < gemm.K; term++)
            {
                b[transposed.Index(column, term)] = LoweredShapes.Draw<T>(random, 1)[0];
            }
        }

        // The start is as long as W's padded rows.
        T[] start = [.. LoweredShapes.Draw<T>(random, gemm.N), .. new T[gemm.Layout.PaddedColumns - gemm.N]];
        T[] c = new T[gemm.N];
        IReadOnlyList<Node> nodes = Dot(schedule, isActivated).Lower();
        Interpreter<T> interpreter = new(schedule.Width, new Dictionary<string, T[]> { ["a"] = a, ["b"] = b, ["start"] = start, ["c"] = c });
        interpreter.Run(nodes);

        int chains = nodes.Count(node => node is Define { Value: Zero }) / gemm.N;
        Assert.Contains($"mod {chains},", Dot(schedule, isActivated).Order, StringComparison.Ordinal);
        for (int column = 0; column < gemm.N; column++)
        {
            T sum = Sum(schedule.Width.Lanes, chains, gemm.K, term => (a[term], b[transposed.Index(column, term)]));
            sum = gemm.HasStart ? sum + start[column] : sum;
            Assert.Equal(isActivated ? Interpreter<T>.Activate(sum) : sum, c[column]);
            for (int term = 0; term < gemm.K; term++)
            {
                int times = interpreter.Products.GetValueOrDefault((term, transposed.Index(column, term)));
                Assert.True(times == 1, $"Term {term} of column {column} is added {times} times.");
            }
        }

        Assert.All(interpreter.Writes["c"], times => Assert.Equal(1, times));
        Assert.InRange(Registers.Needed(nodes), 2, 16);
    }

    /// <summary>The order that the header of a generated file states.</summary>
    private static T Sum<T>(int lanes, int chains, int terms, Func<int, (T A, T B)> term)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[][] sums = [.. Enumerable.Range(0, chains).Select(_ => new T[lanes])];
        for (int k = 0; k < terms; k++)
        {
            (T a, T b) = term(k);
            ref T sum = ref sums[k / lanes % chains][k % lanes];
            sum = T.FusedMultiplyAdd(a, b, sum);
        }

        for (; sums.Length > 1; sums = [.. sums.Chunk(2).Select(pair => pair.Length == 1 ? pair[0] : [.. pair[0].Zip(pair[1], (x, y) => x + y)])])
        {
        }

        return Interpreter<T>.Sum(sums[0]);
    }
}
