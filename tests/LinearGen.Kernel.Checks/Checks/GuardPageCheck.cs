using System.Numerics;
using System.Runtime.Versioning;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// No access outside the spans: each lies directly against unmapped memory, before it or behind it. An access there
/// ends the process, so whoever runs this does so in a process of its own.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class GuardPageCheck : IDisposable
{
    private readonly GuardedMemory _x;
    private readonly GuardedMemory _y;
    private readonly GuardedMemory _dx;
    private readonly GuardedMemory _dy;

    /// <summary>Maps memory for calls up to a size.</summary>
    /// <param name="mostBytes">The largest span in bytes.</param>
    public GuardPageCheck(int mostBytes)
    {
        _x = new(mostBytes);
        _y = new(mostBytes);
        _dx = new(mostBytes);
        _dy = new(mostBytes);
    }

    /// <summary>Runs every operation at both places and compares with the results from plain arrays.</summary>
    public void Run<T>(LayerClass<T> layerClass, ReadOnlySpan<int> batches, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, batches[^1], Distribution.Wide);
        Layer<T> layer = layerClass.With(data);
        Results<T> expected = new(layer, layerClass);
        ParameterGradients<T> gradients = layer.CreateGradients();
        foreach (int rows in batches)
        {
            expected.Compute(data, rows);
            foreach (bool atEnd in (ReadOnlySpan<bool>)[true, false])
            {
                Span<T> x = Place(_x, data.XRows(rows), atEnd);
                Span<T> dy = Place(_dy, data.DYRows(rows), atEnd);
                Span<T> y = At<T>(_y, rows * layerClass.Out, atEnd);
                Span<T> dx = At<T>(_dx, rows * layerClass.In, atEnd);
                string what = $"{layerClass.Name}, {rows} rows, {(atEnd ? "before" : "behind")} a guard page: ";
                layer.Forward(x, y);
                Compare.Bits(tally, what + "y", y, expected.Y);
                gradients.Clear();
                layer.Backward(x, dy, dx, gradients);
                Compare.Bits(tally, what + "dx", dx, expected.DX);
                layer.Backward(x, dy, dx, null);
                Compare.Bits(tally, what + "dx alone", dx, expected.DXAlone);
                gradients.Clear();
                layer.Backward(x, dy, [], gradients);
                CheckParameters(layer, layerClass, data, gradients, expected, atEnd, what, tally);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _dx.Dispose();
        _dy.Dispose();
    }

    // Weights go in and gradients come out through spans of the caller's too.
    private void CheckParameters<T>(
        Layer<T> layer, LayerClass<T> layerClass, LayerData<T> data, ParameterGradients<T> gradients, Results<T> expected, bool atEnd, string what, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> values = At<T>(_dx, expected.DWAlone.Length, atEnd);
        layer.GetWeightGradients(gradients, values);
        Compare.Bits(tally, what + "dw", values, expected.DWAlone);
        data.W.CopyTo(values);
        layer.SetWeights(values);
        values.Fill(T.NaN);
        layer.GetWeights(values);
        Compare.Bits(tally, what + "weights", values, data.W);
        if (layerClass.HasBias)
        {
            values = At<T>(_dx, layerClass.Out, atEnd);
            layer.GetBiasGradients(gradients, values);
            Compare.Bits(tally, what + "db", values, expected.DBAlone);
            data.B.CopyTo(values);
            layer.SetBias(values);
        }
    }

    private static Span<T> At<T>(GuardedMemory memory, int count, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = atEnd ? memory.AtEnd<T>(count) : memory.AtStart<T>(count);
        span.Fill(T.NaN);
        return span;
    }

    private static Span<T> Place<T>(GuardedMemory memory, ReadOnlySpan<T> values, bool atEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> span = At<T>(memory, values.Length, atEnd);
        values.CopyTo(span);
        return span;
    }
}
