using BenchmarkDotNet.Attributes;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Layers;

namespace LinearGen.Benchmarks.Micro;

/// <summary>One training step of a softmax regression, 64→10: forward, loss, backward, optimiser.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private const double LearningRate = 1e-3;

    private float[] _x = [];
    private int[] _labels = [];
    private Trainer<Single64x10> _trainer = null!;
    private PlainRegression _plain = null!;

    /// <summary>Rows of a step.</summary>
    [Params(1, 32)]
    public int Batch { get; set; }

    /// <summary>Prepares data and weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _x = Rows.Random(Batch * Single64x10.In, seed: 5);
        _labels = [.. Enumerable.Range(0, Batch).Select(row => row % Single64x10.Out)];
        _trainer = new Trainer<Single64x10>(new Single64x10(), Loss.SoftmaxCrossEntropy, new Sgd(LearningRate), Batch);
        _plain = new PlainRegression(Single64x10.In, Single64x10.Out, Batch, (float)LearningRate);
    }

    /// <summary>Plain loops.</summary>
    [Benchmark(Baseline = true)]
    public float PlainLoop() => _plain.Step(_x, _labels);

    /// <summary>A generated layer and a trainer.</summary>
    [Benchmark]
    public float LinearGen() => _trainer.Step(_x, _labels);
}
