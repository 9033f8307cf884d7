using BenchmarkDotNet.Attributes;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Layers;

namespace LinearGen.Benchmarks.Micro;

/// <summary>What the benchmarks of single operations have in common: a few cells, a generated layer and plain loops.</summary>
[MemoryDiagnoser]
public abstract class LayerBenchmarks
{
    /// <summary>Calls in one invocation, so that what surrounds them does not count.</summary>
    protected const int Calls = 16;

    private readonly Dictionary<string, Shape> _shapes = Shape.Usual.ToDictionary(shape => shape.ToString());

    /// <summary>The layer's shape, In x Out.</summary>
    [Params("2x3", "16x16", "64x10", "64x64", "256x256")]
    public string Layer { get; set; } = "";

    /// <summary>Rows of a call.</summary>
    [Params(1, 32)]
    public int Batch { get; set; }

    private protected Problem Problem { get; private set; } = null!;

    private protected LayerCalls<float> Generated { get; private set; } = null!;

    private protected PlainLayer Plain { get; private set; } = null!;

    private protected AlignedFloats Y { get; private set; } = null!;

    private protected AlignedFloats InputGradient { get; private set; } = null!;

    /// <summary>Prepares inputs and weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Problem = new Problem(new Cell(_shapes[Layer], Batch));
        Generated = new LayerCalls<float>(_shapes[Layer], Problem.Weights.Span, Problem.Bias.Span);
        Plain = new PlainLayer(Problem.Weights.Span.ToArray(), Problem.Bias.Span.ToArray());
        Y = new AlignedFloats(Batch * Problem.Out);
        InputGradient = new AlignedFloats(Batch * Problem.In);
    }
}

/// <summary>Forward.</summary>
public class ForwardBenchmarks : LayerBenchmarks
{
    /// <summary>Plain loops.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public float PlainLoop()
    {
        for (int call = 0; call < Calls; call++)
        {
            Plain.Forward(Problem.X.Span, Y.Span);
        }

        return Y.Span[0];
    }

    /// <summary>Generated.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public float LinearGen()
    {
        Generated.Forward(Problem.X.Span, Y.Span, Calls);
        return Y.Span[0];
    }
}

/// <summary>Backward: dX, dW and db.</summary>
public class BackwardBenchmarks : LayerBenchmarks
{
    /// <summary>Plain loops.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public float PlainLoop()
    {
        for (int call = 0; call < Calls; call++)
        {
            Plain.InputGradient(Problem.OutputGradient.Span, InputGradient.Span);
            Plain.WeightGradient(Problem.X.Span, Problem.OutputGradient.Span);
        }

        return InputGradient.Span[0];
    }

    /// <summary>Generated, all in one call.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public float LinearGen()
    {
        Generated.Backward(Problem.X.Span, Problem.OutputGradient.Span, InputGradient.Span, Calls);
        return InputGradient.Span[0];
    }
}
