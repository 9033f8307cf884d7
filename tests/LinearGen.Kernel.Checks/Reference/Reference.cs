using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// The results of a layer or network by the definitions, in twice double's precision, with bounds that are reasoned: the sums'
/// errors of (n+2)·u·S or 8·u·S (<see cref="Compare"/>), errors of a layer's inputs as its weights enlarge them, and those of the
/// activations as the golden set's README allows them.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A bound of f′ is how far f′ changes where z may be, δ to both sides, which at a kink is the whole jump, and 5e-7·|f′| + 1e-6 for
/// the function; of stages other than layers see <see cref="StageReference"/>. Softmax: an error ε of y shows in dZᵢ = yᵢ·(dYᵢ − Σ yₖ·dYₖ) as ε·(|dYᵢ − s| + Σ|dY|) at most.
/// </remarks>
public sealed class Reference<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly bool s_isSingle = Unsafe.SizeOf<T>() == sizeof(float);

    private readonly Problem<T> _problem;
    private readonly int _rows;
    private readonly Bounded[][] _values;
    private readonly Bounded[][] _weights;
    private readonly Bounded[][] _dz;
    private readonly Sum[][] _dw;
    private readonly Sum[][] _db;

    /// <summary>The number of each step among those with parameters.</summary>
    private readonly int[] _layers;

    /// <summary>Computes outputs and dX of all rows.</summary>
    public Reference(Problem<T> problem)
    {
        _problem = problem;
        _rows = problem.Rows;
        IReadOnlyList<StepShape> steps = problem.Steps;
        _weights = Array.ConvertAll(problem.W, Exactly);
        _values = new Bounded[steps.Count + 1][];
        _values[0] = Exactly(problem.X);
        Sum[][] z = new Sum[steps.Count][];
        _layers = new int[steps.Count];
        for (int n = 0; n < steps.Count; n++)
        {
            _layers[n] = steps.Take(n).Count(step => step.HasParameters);
            z[n] = Sums(n);
            _values[n + 1] = steps[n].Kind switch
            {
                StepKind.Linear or StepKind.Activation => Activated(steps[n], z[n]),
                StepKind.Sum => [.. _values[n].Zip(_values[steps[n].Source], Added)],
                _ => Stage(n).Forward(_values[n]),
            };
        }

        _dz = new Bounded[steps.Count][];
        Bounded[]?[] gradients = new Bounded[steps.Count + 1][];
        gradients[^1] = Exactly(problem.DY);
        for (int n = steps.Count - 1; n >= 0; n--)
        {
            Bounded[] dy = gradients[n + 1]!;
            _dz[n] = dy;
            if (steps[n].Kind == StepKind.Sum)
            {
                gradients[steps[n].Source] = With(gradients[steps[n].Source], dy);
            }
            else if (steps[n].Kind is StepKind.Linear or StepKind.Activation)
            {
                _dz[n] = SumGradients(steps[n], z[n], _values[n + 1], dy);
                dy = steps[n].Kind == StepKind.Linear ? InputGradients(n) : _dz[n];
            }
            else
            {
                dy = Stage(n).Backward(_values[n], dy);
            }

            gradients[n] = With(gradients[n], dy);
        }

        DX = gradients[0]!;
        _dw = [.. problem.Layers.Select(layer => new Sum[layer.In * layer.Out])];
        _db = [.. problem.Layers.Select(layer => new Sum[layer.Out])];

        Bounded[] With(Bounded[]? before, Bounded[] more) => before is null ? more : [.. before.Zip(more, Added)];
    }

    /// <summary>The outputs.</summary>
    public Bounded[] Y => _values[^1];

    /// <summary>dX.</summary>
    public Bounded[] DX { get; }

    /// <summary>How many rows <see cref="AddGradients"/> has added.</summary>
    public int GradientRows { get; private set; }

    /// <summary>A layer's dW over the rows added so far.</summary>
    public Bounded[] DW(int layer) => Array.ConvertAll(_dw[layer], sum => sum.Within(Factor(GradientRows)));

    /// <summary>A layer's db over the rows added so far; empty without a bias.</summary>
    public Bounded[] DB(int layer) => _problem.Layers[layer].HasBias ? Array.ConvertAll(_db[layer], sum => sum.Within(Factor(GradientRows))) : [];

    /// <summary>Adds rows to the gradients until there are so many of them.</summary>
    public void GrowGradients(int rows) => AddGradients(GradientRows, rows - GradientRows);

    /// <summary>Adds some rows to the gradients.</summary>
    public void AddGradients(int first, int count)
    {
        for (int row = first; row < first + count; row++)
        {
            for (int n = 0; n < _dz.Length; n++)
            {
                AddRow(n, row);
            }
        }

        GradientRows += count;
    }

    private static Bounded[] Exactly(T[] values) => Array.ConvertAll(values, value => new Bounded(double.CreateChecked(value), 0));

    private StageReference Stage(int step) => new(_problem.Steps[step], Array.ConvertAll(_weights[_layers[step]], weight => weight.High), Compare.UnitRoundoff<T>());

    private static Bounded Added(Bounded a, Bounded b)
    {
        double sum = a.High + b.High;
        return new(sum, a.Limit + b.Limit + Math.Abs(a.Low) + Math.Abs(b.Low) + (2 * Compare.UnitRoundoff<T>() * Math.Abs(sum)));
    }

    private double Factor(int terms) => Compare.Factor<T>(terms, _problem.Distribution);

    private void AddRow(int step, int row)
    {
        (StepKind kind, int inputs, int outputs) = _problem.Steps[step];
        int layer = _layers[step];
        ReadOnlySpan<Bounded> x = _values[step].AsSpan(row * inputs, inputs);
        ReadOnlySpan<Bounded> dz = _dz[step].AsSpan(row * outputs, outputs);
        if (kind == StepKind.LayerNorm)
        {
            Stage(step).AddGradients(x, dz, _dw[layer]);
        }

        if (kind != StepKind.Linear)
        {
            return;
        }

        for (int i = 0; i < x.Length; i++)
        {
            Span<Sum> dw = _dw[layer].AsSpan(i * outputs, outputs);
            for (int j = 0; j < dw.Length; j++)
            {
                dw[j].AddProduct(in x[i], in dz[j]);
            }
        }

        Bounded one = new(1, 0);
        for (int j = 0; j < dz.Length; j++)
        {
            _db[layer][j].AddProduct(in one, in dz[j]);
        }
    }

    private Sum[] Sums(int step)
    {
        StepShape shape = _problem.Steps[step];
        int layer = _layers[step];
        Sum[] z = new Sum[_rows * shape.Out];
        if (shape.Kind != StepKind.Linear)
        {
            // An activation by itself is that of a sum of one term.
            Bounded one = new(1, 0);
            for (int k = 0; k < z.Length; k++)
            {
                z[k].AddProduct(in _values[step][k], in one);
            }

            return z;
        }

        for (int row = 0; row < _rows; row++)
        {
            Span<Sum> sums = z.AsSpan(row * shape.Out, shape.Out);
            for (int i = 0; i < shape.In; i++)
            {
                ref readonly Bounded x = ref _values[step][(row * shape.In) + i];
                ReadOnlySpan<Bounded> w = _weights[layer].AsSpan(i * shape.Out, shape.Out);
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j].AddProduct(in x, in w[j]);
                }
            }

            for (int j = 0; shape.HasBias && j < sums.Length; j++)
            {
                sums[j].Add(double.CreateChecked(_problem.B[layer][j]));
            }
        }

        return z;
    }

    private Bounded[] Activated(StepShape shape, Sum[] z)
    {
        double factor = Factor(shape.HasBias ? shape.In + 1 : shape.In);
        if (shape.Activation == Activation.None)
        {
            return Array.ConvertAll(z, sum => sum.Within(factor));
        }

        Bounded[] y = new Bounded[z.Length];
        if (ActivationFunctions.IsRowWise(shape.Activation))
        {
            for (int start = 0; start < z.Length; start += shape.Out)
            {
                ActivateRow(shape.Activation, z.AsSpan(start, shape.Out), y.AsSpan(start, shape.Out), factor);
            }

            return y;
        }

        double own = s_isSingle ? 5e-7 : 2e-15;
        for (int k = 0; k < z.Length; k++)
        {
            (double sum, _, double delta) = z[k].Within(factor);
            double value = ActivationFunctions.Value(shape.Activation, sum, shape.Slope);
            y[k] = new(value, (own * Math.Abs(value)) + own + (ActivationFunctions.GreatestSlope(shape.Activation, shape.Slope) * delta));
        }

        return y;
    }

    private static void ActivateRow(Activation activation, ReadOnlySpan<Sum> z, Span<Bounded> y, double factor)
    {
        double[] sums = new double[z.Length];
        double[] values = new double[z.Length];
        double delta = 0;
        double greatest = 1;
        for (int j = 0; j < z.Length; j++)
        {
            (sums[j], _, double limit) = z[j].Within(factor);
            delta = Math.Max(delta, limit);
            greatest = double.IsFinite(sums[j]) ? Math.Max(greatest, Math.Abs(sums[j])) : greatest;
        }

        // ∂y/∂z sums up to 1/2 at most in magnitude, of the logarithm to 2.
        ActivationFunctions.Row(activation, sums, values);
        double error = activation == Activation.LogSoftmax
            ? ((s_isSingle ? 6e-7 : 1e-14) * greatest) + (2 * delta)
            : (s_isSingle ? 3e-7 : 1e-14) + (delta / 2);
        for (int j = 0; j < y.Length; j++)
        {
            y[j] = new(values[j], error);
        }
    }

    private Bounded[] SumGradients(StepShape shape, Sum[] z, Bounded[] y, Bounded[] dy)
    {
        if (shape.Activation == Activation.None)
        {
            return dy;
        }

        Bounded[] dz = new Bounded[z.Length];
        if (ActivationFunctions.IsRowWise(shape.Activation))
        {
            for (int start = 0; start < z.Length; start += shape.Out)
            {
                SumGradientsOfRow(shape.Activation == Activation.LogSoftmax, y.AsSpan(start, shape.Out), dy.AsSpan(start, shape.Out), dz.AsSpan(start, shape.Out));
            }

            return dz;
        }

        double factor = Factor(shape.HasBias ? shape.In + 1 : shape.In);
        (double relative, double absolute) = s_isSingle ? (5e-7, 1e-6) : (4e-15, 4e-15);
        for (int k = 0; k < z.Length; k++)
        {
            (double sum, _, double delta) = z[k].Within(factor);
            double slope = ActivationFunctions.Slope(shape.Activation, sum, shape.Slope);
            double change = double.IsFinite(sum)
                ? Math.Max(Math.Abs(ActivationFunctions.Slope(shape.Activation, sum + delta, shape.Slope) - slope), Math.Abs(ActivationFunctions.Slope(shape.Activation, sum - delta, shape.Slope) - slope))
                : 0;
            double slopeError = change + (relative * Math.Abs(slope)) + absolute;
            double dyError = Math.Abs(dy[k].Low) + dy[k].Limit;
            dz[k] = new(slope * dy[k].High, (Math.Abs(dy[k].High) * slopeError) + (dyError * (Math.Abs(slope) + slopeError)));
        }

        return dz;
    }

    private static void SumGradientsOfRow(bool isLog, ReadOnlySpan<Bounded> y, ReadOnlySpan<Bounded> dy, Span<Bounded> dz)
    {
        double sum = 0;
        double magnitude = 0;
        double uncertainty = 0;
        for (int j = 0; j < y.Length; j++)
        {
            sum += isLog ? dy[j].High : y[j].High * dy[j].High;
            magnitude += Math.Abs(dy[j].High);
            uncertainty += Math.Abs(dy[j].Low) + dy[j].Limit;
        }

        double own = ((s_isSingle ? 5e-7 : 1e-14) * magnitude) + (2 * uncertainty);
        for (int j = 0; j < y.Length; j++)
        {
            double error = y[j].Limit;
            double difference = dy[j].High - sum;
            dz[j] = isLog
                ? new(dy[j].High - (Math.Exp(y[j].High) * sum), own + (Math.Exp(y[j].High) * Math.Abs(sum) * error))
                : new(y[j].High * difference, own + (error * (Math.Abs(difference) + magnitude)));
        }
    }

    private Bounded[] InputGradients(int step)
    {
        StepShape shape = _problem.Steps[step];
        int layer = _layers[step];
        double factor = Factor(shape.Out);
        Bounded[] dx = new Bounded[_rows * shape.In];
        for (int row = 0; row < _rows; row++)
        {
            ReadOnlySpan<Bounded> dz = _dz[step].AsSpan(row * shape.Out, shape.Out);
            for (int i = 0; i < shape.In; i++)
            {
                ReadOnlySpan<Bounded> w = _weights[layer].AsSpan(i * shape.Out, shape.Out);
                Sum sum = default;
                for (int j = 0; j < w.Length; j++)
                {
                    sum.AddProduct(in w[j], in dz[j]);
                }

                dx[(row * shape.In) + i] = sum.Within(factor);
            }
        }

        return dx;
    }
}
