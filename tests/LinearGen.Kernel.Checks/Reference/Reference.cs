using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// What a layer should give, computed by the plain definitions in twice double's precision. Outputs and dX of a row
/// don't depend on the other rows, so they are computed once for the largest batch; gradients grow row by row.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Reference<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerData<T> _data;
    private readonly double[] _x;
    private readonly double[] _dy;

    /// <summary>Computes outputs and dX of all rows.</summary>
    public Reference(LayerData<T> data, bool hasBias)
    {
        _data = data;
        _x = Widen(data.X);
        _dy = Widen(data.DY);
        double[] w = Widen(data.W);
        Y = Outputs(w, hasBias ? Widen(data.B) : null);
        DX = InputGradients(w);
        DW = new Sum[data.W.Length];
        DB = new Sum[data.Out];
    }

    /// <summary>Y = X·W (+ b).</summary>
    public Sum[] Y { get; }

    /// <summary>dX = dY·Wᵀ.</summary>
    public Sum[] DX { get; }

    /// <summary>dW = Xᵀ·dY over the first <see cref="GradientRows"/> rows.</summary>
    public Sum[] DW { get; }

    /// <summary>Column sums of dY over the first <see cref="GradientRows"/> rows.</summary>
    public Sum[] DB { get; }

    /// <summary>How many rows are in <see cref="DW"/> and <see cref="DB"/>.</summary>
    public int GradientRows { get; private set; }

    /// <summary>Adds rows to the gradients until there are so many of them.</summary>
    public void GrowGradients(int rows)
    {
        for (; GradientRows < rows; GradientRows++)
        {
            ReadOnlySpan<double> dy = _dy.AsSpan(GradientRows * _data.Out, _data.Out);
            for (int i = 0; i < _data.In; i++)
            {
                double x = _x[(GradientRows * _data.In) + i];
                Span<Sum> dw = DW.AsSpan(i * _data.Out, _data.Out);
                for (int j = 0; j < dw.Length; j++)
                {
                    dw[j].AddProduct(x, dy[j]);
                }
            }

            for (int j = 0; j < dy.Length; j++)
            {
                DB[j].Add(dy[j]);
            }
        }
    }

    private static double[] Widen(T[] values) => Array.ConvertAll(values, double.CreateChecked);

    private Sum[] Outputs(double[] w, double[]? b)
    {
        Sum[] y = new Sum[_data.Rows * _data.Out];
        for (int r = 0; r < _data.Rows; r++)
        {
            Span<Sum> row = y.AsSpan(r * _data.Out, _data.Out);
            for (int i = 0; i < _data.In; i++)
            {
                double x = _x[(r * _data.In) + i];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j].AddProduct(x, w[(i * _data.Out) + j]);
                }
            }

            for (int j = 0; b is not null && j < row.Length; j++)
            {
                row[j].Add(b[j]);
            }
        }

        return y;
    }

    private Sum[] InputGradients(double[] w)
    {
        Sum[] dx = new Sum[_data.Rows * _data.In];
        for (int r = 0; r < _data.Rows; r++)
        {
            for (int i = 0; i < _data.In; i++)
            {
                ref Sum sum = ref dx[(r * _data.In) + i];
                for (int j = 0; j < _data.Out; j++)
                {
                    sum.AddProduct(_dy[(r * _data.Out) + j], w[(i * _data.Out) + j]);
                }
            }
        }

        return dx;
    }
}
