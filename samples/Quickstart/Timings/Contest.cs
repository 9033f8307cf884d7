using System.Diagnostics;
using System.Runtime.CompilerServices;
using LinearGen;

namespace Quickstart.Timings;

/// <summary>A generated layer and a plain loop with the same weights and inputs, timed in turn.</summary>
internal abstract class Contest(string name, int rows)
{
    public string Name => name;

    public int Rows => rows;

    /// <summary>Nanoseconds per call of the generated layer, one for each round.</summary>
    public List<double> Generated { get; } = [];

    /// <summary>Nanoseconds per call of the plain loop, one for each round.</summary>
    public List<double> Plain { get; } = [];

    /// <summary>The largest difference between the two results, for inputs and weights between −1 and 1.</summary>
    public abstract double LargestDifference();

    /// <summary>Times both, one straight after the other.</summary>
    public abstract void Round();
}

/// <inheritdoc/>
/// <typeparam name="TCall">The direct call of the layer.</typeparam>
internal sealed class Contest<TCall> : Contest
    where TCall : struct, IForward
{
    // Long enough for the clock, short enough that a disturbance spoils one round and not the median.
    private const double NanosecondsPerRound = 200_000;

    private readonly TCall _generated;
    private readonly PlainLoop _plain;
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _yPlain;
    private int _generatedCalls = 1;
    private int _plainCalls = 1;

    public Contest(INetwork<float> layer, TCall call, int rows)
        : base($"{layer.Shape.In}→{layer.Shape.Out}", rows)
    {
        (int inputs, int outputs, _) = layer.Shape;
        Random random = new(inputs);
        layer.Initialize(random);

        // I·W = W: with the identity matrix as its input a layer without a bias gives its weights.
        float[] identity = new float[inputs * inputs];
        for (int i = 0; i < inputs; i++)
        {
            identity[(i * inputs) + i] = 1;
        }

        float[] weights = new float[inputs * outputs];
        layer.Forward(identity, weights);

        _generated = call;
        _plain = new PlainLoop(weights, inputs, outputs);
        _x = [.. Enumerable.Range(0, rows * inputs).Select(_ => (2 * random.NextSingle()) - 1)];
        _y = new float[rows * outputs];
        _yPlain = new float[rows * outputs];
    }

    public override double LargestDifference()
    {
        _generated.Forward(_x, _y);
        _plain.Forward(_x, _yPlain);
        return _y.Zip(_yPlain, (a, b) => Math.Abs(a - b)).Aggregate(Math.Max); // Unlike Max(), NaN if there is one.
    }

    public override void Round()
    {
        Plain.Add(Time(_plain, _x, _yPlain, ref _plainCalls));
        Generated.Add(Time(_generated, _x, _y, ref _generatedCalls));
    }

    /// <summary>Nanoseconds per call, and the number of calls that would fill a round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Compiled once and for all, whatever the JIT learns meanwhile.
    private static double Time<T>(T timed, ReadOnlySpan<float> x, Span<float> y, ref int calls)
        where T : struct, IForward
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            timed.Forward(x, y);
        }

        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        calls = (int)Math.Clamp(NanosecondsPerRound / nanoseconds, 1, 1_000_000);
        return nanoseconds;
    }
}
