using System.Numerics;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>No access outside the spans of layers with activations and of networks, as <see cref="GuardPageCheck"/> does it: in a process of its own.</summary>
[SupportedOSPlatform("linux")]
public sealed class ActivatedGuardCheck : IDisposable
{
    private readonly GuardedMemory[] _memory;

    /// <summary>Maps memory for calls up to a size.</summary>
    /// <param name="mostBytes">The largest span in bytes.</param>
    public ActivatedGuardCheck(int mostBytes) => _memory = [new(mostBytes), new(mostBytes), new(mostBytes), new(mostBytes)];

    /// <summary>Runs every operation of a layer before and behind guard pages and compares with the results from plain arrays.</summary>
    public void Run<T>(ActivatedClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = layerClass.Draw(batches[^1]);
        ILinearLayer<T> layer = layerClass.With(data);
        ActivatedResults<T> expected = new(layer, layerClass);
        ParameterGradients<T> gradients = layer.CreateGradients();
        T[] dw = new T[expected.DW.Length];
        T[] db = new T[expected.DB.Length];
        foreach (int rows in batches)
        {
            expected.Compute(data, rows);
            foreach (bool atEnd in (ReadOnlySpan<bool>)[true, false])
            {
                Span<T> x = Place(0, data.XRows(rows), atEnd);
                Span<T> dy = Place(1, data.DYRows(rows), atEnd);
                Span<T> y = At<T>(2, rows * layerClass.Out, atEnd);
                Span<T> dx = At<T>(3, rows * layerClass.In, atEnd);
                string what = $"{layerClass.Name}, {rows} rows, {(atEnd ? "before" : "behind")} a guard page: ";
                layer.Forward(x, y);
                Compare.Bits(tally, what + "y", y, expected.Y);
                gradients.Clear();
                layer.Backward(x, y, dy, dx, gradients);
                Compare.Bits(tally, what + "dx", dx, expected.DX);
                layer.Backward(x, y, dy, dx, null);
                Compare.Bits(tally, what + "dx alone", dx, expected.DXAlone);
                gradients.Clear();
                layer.Backward(x, y, dy, [], gradients);
                ActivatedResults.Copy(gradients, dw, db);
                Compare.Bits<T>(tally, what + "dw", dw, expected.DWAlone);
                Compare.Bits<T>(tally, what + "db", db, expected.DBAlone);
            }
        }
    }

    /// <summary>The same for a network.</summary>
    public void Run<T>(NetworkClass<T> networkClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.Initialized(1);
        NetworkData<T> data = new(networkClass, batches[^1]);
        NetworkResults<T> expected = new(network, batches[^1]);
        Activations<T> activations = network.CreateActivations(batches[^1]);
        ParameterGradients<T> gradients = network.CreateGradients();
        foreach (int rows in batches)
        {
            expected.Compute(data, rows);
            foreach (bool atEnd in (ReadOnlySpan<bool>)[true, false])
            {
                Span<T> x = Place(0, data.X(rows), atEnd);
                Span<T> dy = Place(1, data.DY(rows), atEnd);
                Span<T> y = At<T>(2, dy.Length, atEnd);
                Span<T> dx = At<T>(3, x.Length, atEnd);
                string what = $"{networkClass.Name}, {rows} rows, {(atEnd ? "before" : "behind")} a guard page: ";
                network.Forward(x, y);
                Compare.Bits(tally, what + "y", y, expected.Y);
                network.Forward(x, activations);
                gradients.Clear();
                network.Backward(x, activations, dy, dx, gradients);
                Compare.Bits(tally, what + "dx", dx, expected.DX);
                Compare.Bits(tally, what + "gradients", gradients.Values, expected.Gradients.Values);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_memory, memory => memory.Dispose());

    private Span<T> At<T>(int place, int count, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = atEnd ? _memory[place].AtEnd<T>(count) : _memory[place].AtStart<T>(count);
        span.Fill(T.NaN);
        return span;
    }

    private Span<T> Place<T>(int place, ReadOnlySpan<T> values, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = At<T>(place, values.Length, atEnd);
        values.CopyTo(span);
        return span;
    }
}
