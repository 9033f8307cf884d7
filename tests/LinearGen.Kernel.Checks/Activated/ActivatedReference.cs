using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// What a layer with an activation should give, in double from the definitions, with bounds that are reasoned: the sums' errors
/// of 8·u·S (or (n+2)·u·S) as the layer's slope enlarges them, and those of the function itself as the golden set's README allows them.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A bound of f′ is how far f′ changes where z may be, δ to both sides, which at a kink is the whole jump, and 5e-7·|f′| + 1e-6 for
/// the function. Softmax: an error ε of y shows in dZᵢ = yᵢ·(dYᵢ − Σ yₖ·dYₖ) as ε·(|dYᵢ − s| + Σ|dY|) at most.
/// </remarks>
public sealed class ActivatedReference<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly bool s_isSingle = Unsafe.SizeOf<T>() == sizeof(float);
    private static readonly double s_unit = Checks.Compare.UnitRoundoff<T>();

    private readonly Activation _activation;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly double[] _x;
    private readonly double[] _w;
    private readonly double[] _dy;
    private readonly Bounded[] _dz;
    private readonly Total[] _dw;
    private readonly Total[] _db;
    private int _gradientRows;

    /// <summary>Computes outputs and dX of all rows.</summary>
    public ActivatedReference(LayerData<T> data, bool hasBias, Activation activation)
    {
        _activation = activation;
        (_inputs, _outputs) = (data.In, data.Out);
        _x = Array.ConvertAll(data.X, double.CreateChecked);
        _w = Array.ConvertAll(data.W, double.CreateChecked);
        _dy = Array.ConvertAll(data.DY, double.CreateChecked);
        Y = new Bounded[data.DY.Length];
        DX = new Bounded[data.X.Length];
        _dz = new Bounded[data.DY.Length];
        _dw = new Total[_w.Length];
        _db = new Total[_outputs];
        Sum[] z = Sums(hasBias ? Array.ConvertAll(data.B, double.CreateChecked) : null);
        for (int row = 0; row < data.Rows; row++)
        {
            Activate(z.AsSpan(row * _outputs, _outputs), row * _outputs, SumFactor(hasBias ? _inputs + 1 : _inputs));
            InputGradients(row);
        }
    }

    /// <summary>f(X·W + b).</summary>
    public Bounded[] Y { get; }

    /// <summary>dX = dZ·Wᵀ.</summary>
    public Bounded[] DX { get; }

    /// <summary>dW = Xᵀ·dZ over the rows so far.</summary>
    public Bounded[] DW => Array.ConvertAll(_dw, total => total.Bounded(SumFactor(_gradientRows)));

    /// <summary>Column sums of dZ over the rows so far.</summary>
    public Bounded[] DB => Array.ConvertAll(_db, total => total.Bounded(SumFactor(_gradientRows)));

    /// <summary>Adds rows to the gradients until there are so many of them.</summary>
    public void GrowGradients(int rows)
    {
        for (; _gradientRows < rows; _gradientRows++)
        {
            ReadOnlySpan<Bounded> dz = _dz.AsSpan(_gradientRows * _outputs, _outputs);
            for (int i = 0; i < _inputs; i++)
            {
                double x = _x[(_gradientRows * _inputs) + i];
                Span<Total> dw = _dw.AsSpan(i * _outputs, _outputs);
                for (int j = 0; j < dw.Length; j++)
                {
                    dw[j].Add(x, dz[j]);
                }
            }

            for (int j = 0; j < dz.Length; j++)
            {
                _db[j].Add(1, dz[j]);
            }
        }
    }

    // Double's reference is in double too, with rounding errors of its own.
    private static double SumFactor(int terms) => Math.Min(terms + 2, Checks.Compare.QualityLimit) * s_unit * (s_isSingle ? 1 : 2);

    private Sum[] Sums(double[]? b)
    {
        Sum[] z = new Sum[_dy.Length];
        for (int r = 0; r < z.Length / _outputs; r++)
        {
            Span<Sum> row = z.AsSpan(r * _outputs, _outputs);
            for (int i = 0; i < _inputs; i++)
            {
                double x = _x[(r * _inputs) + i];
                for (int j = 0; j < row.Length; j++)
                {
                    row[j].AddProduct(x, _w[(i * _outputs) + j]);
                }
            }

            for (int j = 0; b is not null && j < row.Length; j++)
            {
                row[j].Add(b[j]);
            }
        }

        return z;
    }

    private void Activate(ReadOnlySpan<Sum> z, int start, double factor)
    {
        if (ActivationFunctions.IsRowWise(_activation))
        {
            ActivateRow(z, start, factor);
            return;
        }

        (double relative, double absolute) = s_isSingle ? (5e-7, 5e-7) : (2e-15, 2e-15);
        (double slopeRelative, double slopeAbsolute) = s_isSingle ? (5e-7, 1e-6) : (4e-15, 4e-15);
        for (int j = 0; j < z.Length; j++)
        {
            double sum = z[j].High;
            double delta = factor * z[j].Magnitude;
            double y = ActivationFunctions.Value(_activation, sum);
            Y[start + j] = new(y, (relative * Math.Abs(y)) + absolute + (ActivationFunctions.GreatestSlope(_activation) * delta));

            double slope = ActivationFunctions.Slope(_activation, sum);
            double change = double.IsFinite(sum)
                ? Math.Max(Math.Abs(ActivationFunctions.Slope(_activation, sum + delta) - slope), Math.Abs(ActivationFunctions.Slope(_activation, sum - delta) - slope))
                : 0;
            double dy = _dy[start + j];
            _dz[start + j] = new(slope * dy, Math.Abs(dy) * (change + (slopeRelative * Math.Abs(slope)) + slopeAbsolute));
        }
    }

    private void ActivateRow(ReadOnlySpan<Sum> z, int start, double factor)
    {
        double[] sums = new double[z.Length];
        double[] y = new double[z.Length];
        double delta = 0;
        double greatest = 1;
        for (int j = 0; j < z.Length; j++)
        {
            sums[j] = z[j].High;
            delta = Math.Max(delta, factor * z[j].Magnitude);
            greatest = double.IsFinite(sums[j]) ? Math.Max(greatest, Math.Abs(sums[j])) : greatest;
        }

        ActivationFunctions.Row(_activation, sums, y);
        bool isLog = _activation == Activation.LogSoftmax;

        // ∂y/∂z sums up to 1/2 at most in magnitude, of the logarithm to 2.
        double error = isLog ? ((s_isSingle ? 6e-7 : 1e-14) * greatest) + (2 * delta) : (s_isSingle ? 3e-7 : 1e-14) + (delta / 2);
        double sum = 0;
        double magnitude = 0;
        for (int j = 0; j < y.Length; j++)
        {
            Y[start + j] = new(y[j], error);
            sum += isLog ? _dy[start + j] : y[j] * _dy[start + j];
            magnitude += Math.Abs(_dy[start + j]);
        }

        double own = (s_isSingle ? 5e-7 : 1e-14) * magnitude;
        for (int j = 0; j < y.Length; j++)
        {
            double dy = _dy[start + j];
            _dz[start + j] = isLog
                ? new(dy - (Math.Exp(y[j]) * sum), own + (Math.Exp(y[j]) * Math.Abs(sum) * error))
                : new(y[j] * (dy - sum), own + (error * (Math.Abs(dy - sum) + magnitude)));
        }
    }

    private void InputGradients(int row)
    {
        ReadOnlySpan<Bounded> dz = _dz.AsSpan(row * _outputs, _outputs);
        for (int i = 0; i < _inputs; i++)
        {
            ReadOnlySpan<double> w = _w.AsSpan(i * _outputs, _outputs);
            Total total = default;
            for (int j = 0; j < w.Length; j++)
            {
                total.Add(w[j], dz[j]);
            }

            DX[(row * _inputs) + i] = total.Bounded(SumFactor(_outputs));
        }
    }

    /// <summary>A sum of products, of their magnitudes, and of what is uncertain in them.</summary>
    private struct Total
    {
        private double _value;
        private double _magnitude;
        private double _limit;

        public void Add(double factor, Bounded value)
        {
            double product = factor * value.Value;
            _value += product;
            _magnitude += Math.Abs(product);
            _limit += Math.Abs(factor) * value.Limit;
        }

        public readonly Bounded Bounded(double factor) => new(_value, _limit + (factor * (_magnitude + _limit)));
    }
}
