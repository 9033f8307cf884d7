using BenchmarkDotNet.Attributes;

namespace LinearGen.Benchmarks;

/// <summary>One training step of a softmax regression: forward, loss, backward, optimiser.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private const int Batch = 32;

    private readonly float[] _x = Rows.Random(Batch * Layer64x10.In, seed: 5);
    private readonly int[] _labels = [.. Enumerable.Range(0, Batch).Select(row => row % Layer64x10.Out)];
    private readonly Trainer<Layer64x10> _trainer = new(new Layer64x10(), Loss.SoftmaxCrossEntropy, new Sgd(learningRate: 1e-3), Batch);

    /// <summary>64→10, batch 32, SGD.</summary>
    [Benchmark]
    public float Step() => _trainer.Step(_x, _labels);
}
