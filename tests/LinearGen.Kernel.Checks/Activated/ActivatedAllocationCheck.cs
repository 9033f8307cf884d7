using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Layers with activations allocate nothing: without gradients up to 256 outputs, and with them any number.</summary>
public static class ActivatedAllocationCheck
{
    /// <summary>Counts the bytes that this thread allocates in calls of every kind.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = layerClass.Draw(batches[^1]);
        ILinearLayer<T> layer = layerClass.With(data);
        ParameterGradients<T> gradients = layer.CreateGradients();
        T[] y = new T[data.DY.Length];
        T[] dx = new T[data.X.Length];
        foreach (int rows in batches)
        {
            long bytes = Allocated.InCallsOf(() =>
            {
                Span<T> outputs = y.AsSpan(0, rows * layerClass.Out);
                Span<T> inputGradients = dx.AsSpan(0, rows * layerClass.In);
                layer.Forward(data.XRows(rows), outputs);
                layer.Backward(data.XRows(rows), outputs, data.DYRows(rows), inputGradients, gradients);
                layer.Backward(data.XRows(rows), outputs, data.DYRows(rows), [], gradients);
                if (layerClass.Out <= 256)
                {
                    layer.Backward(data.XRows(rows), outputs, data.DYRows(rows), inputGradients, null);
                }

                gradients.Clear();
            });
            tally.Expect(bytes == 0, $"{layerClass.Name}, {rows} rows: calls of each kind allocate {bytes} bytes");
        }
    }
}
