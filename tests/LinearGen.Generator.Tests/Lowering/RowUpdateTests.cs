using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>The update of dW and db by a single row, executed step by step.</summary>
public sealed class RowUpdateTests
{
    [Fact]
    public void Singles_AreAddedOnceToEachElement() => ForEach<float>(Check<float>);

    [Fact]
    public void Doubles_AreAddedOnceToEachElement() => ForEach<double>(Check<double>);

    [Fact]
    public void Vectors_FitTheRegisters() => Shapes.ForEachUpdate(update => Assert.InRange(Registers.Needed(Lower(update)), 2, update.Width.Bits == 512 ? 32 : 16));

    private static IReadOnlyList<Node> Lower(UpdateSchedule update) => new RowUpdate(update, new("x", 0), new("dy", 0), new("dw", 0)).Lower();

    private static void ForEach<T>(Action<UpdateSchedule> check)
    {
        foreach ((int inputs, int outputs) in LoweredShapes.All)
        {
            LayerSchedule layer = new(inputs, outputs, HasBias: (inputs + outputs) % 2 == 0, Unsafe.SizeOf<T>());
            foreach (int bits in layer.IsWeightGradientWide ? (int[])[256, 512] : [256])
            {
                UpdateSchedule update = layer.WeightGradient(layer.Width(bits));
                Shapes.Named(update, () => check(update));
            }
        }
    }

    private static void Check<T>(UpdateSchedule update)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PanelLayout layout = update.Layout;
        Random random = new(update.In + (1000 * update.Out));
        T[] x = LoweredShapes.Draw<T>(random, update.In);
        T[] dy = LoweredShapes.Draw<T>(random, update.Out);

        // An input that is NaN would make NaN of padding, too, if it were written.
        x[random.Next(update.In)] = T.NaN;
        T[] before = new T[layout.BlockLength];
        int[] writes = new int[layout.BlockLength];
        T[] expected = new T[layout.BlockLength];
        for (int j = 0; j < update.Out; j++)
        {
            for (int i = 0; i < update.In; i++)
            {
                Set(layout.Index(i, j), value => T.FusedMultiplyAdd(x[i], dy[j], value));
            }

            if (update.HasBias)
            {
                Set((int)layout.BiasStart + j, value => dy[j] + value);
            }
        }

        T[] dw = [.. before];
        Interpreter<T> interpreter = new(update.Width, new Dictionary<string, T[]> { ["x"] = x, ["dy"] = dy, ["dw"] = dw });
        interpreter.Run(Lower(update));

        // Every element once; the padding behind it, which is 0, may be written with it.
        Assert.All(writes.Zip(interpreter.Writes["dw"]), times => Assert.InRange(times.Second, times.First, 1));
        Assert.Equal(expected, dw);
        Assert.All(interpreter.Writes["x"].Concat(interpreter.Writes["dy"]), times => Assert.Equal(0, times));

        void Set(int index, Func<T, T> add)
        {
            before[index] = LoweredShapes.Draw<T>(random, 1)[0];
            expected[index] = add(before[index]);
            writes[index] = 1;
        }
    }
}
