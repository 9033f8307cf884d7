using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Generator.Planning;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Planning;

/// <summary>Kernels read memory where the generator thinks that the runtime has put it.</summary>
public sealed class StoragePlanTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 2, 3 }, { 7, 13 }, { 8, 8 }, { 3, 64 }, { 64, 3 }, { 5, 65 }, { 65, 5 }, { 9, 130 }, { 33, 33 }, { 100, 100 }, { 130, 72 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Parameters_LieWhereTheRuntimePutsThem(int inputs, int outputs)
    {
        Check<float>(inputs, outputs, Model.Precision.Single);
        Check<double>(inputs, outputs, Model.Precision.Double);
    }

    private static void Check<T>(int inputs, int outputs, Model.Precision precision)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerPlan plan = LayerPlan.Create(PlanGrid.Spec(inputs, outputs, hasBias: true, precision == Model.Precision.Double));
        LayerParameters<T> parameters = new(inputs, outputs, hasBias: true, keepsTranspose: true);
        T[] weights = [.. Enumerable.Range(1, inputs * outputs).Select(number => T.CreateChecked(number))];
        parameters.SetWeights(weights, WeightLayout.InOut);
        parameters.SetBias([.. Enumerable.Range(1, outputs).Select(number => T.CreateChecked(-number))]);

        StoragePlan storage = plan.Forward.Storage;
        Assert.Equal(AlignedBlock<T>.Alignment, StoragePlan.Alignment);
        Assert.Equal(storage.BiasStart + (storage.Vectors * storage.Lanes), parameters.Block.Span.Length);
        CheckMatrix(plan.Forward, parameters.Block.Span, (i, j) => weights[(i * outputs) + j]);
        for (int j = 0; j < outputs; j++)
        {
            Assert.Equal(T.CreateChecked(-(j + 1)), parameters.Block.Span[(int)storage.BiasStart + j]);
        }

        // The transposed copy, whose sums start from zeros in the place of a bias. Its length is the plan's: AssertFits
        // holds that against what the runtime allocates.
        StoragePlan transposed = plan.InputGradient.Storage;
        Span<T> copy = MemoryMarshal.CreateSpan(ref parameters.TransposedReference, (int)transposed.BiasStart + (transposed.Vectors * transposed.Lanes));
        CheckMatrix(plan.InputGradient, copy, (j, i) => weights[(i * outputs) + j]);
        Assert.All(copy[(int)transposed.BiasStart..].ToArray(), value => Assert.Equal(T.Zero, value));
        AssertFits<T>(inputs, outputs, storage, transposed);
    }

    /// <summary>Every element where kernels read it: the first column of a panel times the rows, then row after row.</summary>
    private static void CheckMatrix<T>(ProductPlan plan, ReadOnlySpan<T> memory, Func<int, int, T> element)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int seen = 0;
        foreach (PanelPlan panel in plan.Panels)
        {
            for (int n = 0; n < panel.Count; n++)
            {
                int first = panel.FirstColumn + (n * panel.Width);
                for (int k = 0; k < plan.Terms; k++)
                {
                    for (int column = 0; column < panel.Width; column++)
                    {
                        bool isPadding = first + column >= plan.Columns;
                        Assert.Equal(isPadding ? T.Zero : element(k, first + column), memory[(first * plan.Terms) + (k * panel.Width) + column]);
                        seen += isPadding ? 0 : 1;
                    }
                }
            }
        }

        Assert.Equal(plan.Terms * plan.Columns, seen);
    }

    /// <summary>Both arrays of a layer, counted by what making one allocates: the second of two, when all else is made already.</summary>
    private static void AssertFits<T>(int inputs, int outputs, StoragePlan storage, StoragePlan transposed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _ = new LayerParameters<T>(inputs, outputs, hasBias: true, keepsTranspose: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LayerParameters<T> measured = new(inputs, outputs, hasBias: true, keepsTranspose: true);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(measured);

        // An array has a head of its own, and its length is rounded up to 8 bytes.
        long planned = (storage.ArrayLength + transposed.ArrayLength) * Unsafe.SizeOf<T>();
        Assert.InRange(allocated, planned, planned + 64);
    }
}
