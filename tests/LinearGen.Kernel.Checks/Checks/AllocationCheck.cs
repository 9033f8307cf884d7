using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Forward and Backward allocate nothing.</summary>
public static class AllocationCheck
{
    private const int Calls = 50;
    private const int Attempts = 5;

    /// <summary>Counts the bytes that this thread allocates in calls of every kind, after one call of each.</summary>
    public static void Run<T>(LayerClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, batches[^1], Distribution.Uniform);
        Layer<T> layer = layerClass.With(data);
        ParameterGradients<T> gradients = layer.CreateGradients();
        T[] y = new T[data.DY.Length];
        T[] dx = new T[data.X.Length];
        foreach (int rows in batches)
        {
            Call(rows);
            // A collection that another thread starts counts the rest of this thread's allocation buffer, up to 8 KB, as
            // allocated. What the calls allocate themselves shows in every attempt.
            long bytes = long.MaxValue;
            for (int attempt = 0; attempt < Attempts && bytes > 0; attempt++)
            {
                bytes = Math.Min(bytes, Allocated(rows));
            }

            tally.Expect(bytes == 0, $"{layerClass.Name}, {rows} rows: {Calls} calls of each kind allocate {bytes} bytes");
        }

        long Allocated(int rows)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int call = 0; call < Calls; call++)
            {
                Call(rows);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Call(int rows)
        {
            Span<T> inputGradients = dx.AsSpan(0, rows * layerClass.In);
            layer.Forward(data.XRows(rows), y.AsSpan(0, rows * layerClass.Out));
            layer.Backward(data.XRows(rows), data.DYRows(rows), inputGradients, gradients);
            layer.Backward(data.XRows(rows), data.DYRows(rows), inputGradients, null);
            layer.Backward(data.XRows(rows), data.DYRows(rows), [], gradients);
            gradients.Clear();
        }
    }
}
