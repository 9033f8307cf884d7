using BenchmarkDotNet.Attributes;

namespace LinearGen.Benchmarks;

/// <summary>Forward and backward pass of a few shapes beside plain loops.</summary>
/// <typeparam name="TLayer">The layer.</typeparam>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(Layer2x3))]
[GenericTypeArguments(typeof(Layer16x16))]
[GenericTypeArguments(typeof(Layer64x10))]
[GenericTypeArguments(typeof(Layer64x64))]
[GenericTypeArguments(typeof(Layer256x256))]
public class LayerBenchmarks<TLayer>
    where TLayer : class, INetwork<float>, new()
{
    private readonly TLayer _layer = new();
    private readonly PlainLayer _plain = new(TLayer.In, TLayer.Out);
    private float[] _x = [];
    private float[] _y = [];
    private float[] _dx = [];
    private Activations<float>? _activations;
    private ParameterGradients<float>? _gradients;

    /// <summary>Rows of a call.</summary>
    [Params(1, 32)]
    public int Batch { get; set; }

    /// <summary>Prepares inputs and weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _layer.Initialize(new Random(1));
        _x = Rows.Random(Batch * TLayer.In, seed: 3);
        _y = Rows.Random(Batch * TLayer.Out, seed: 4);
        _dx = new float[Batch * TLayer.In];
        _gradients = _layer.CreateGradients();
        _activations = _layer.CreateActivations(Batch);
        _layer.Forward(_x, _activations);
    }

    /// <summary>Forward, plain loops.</summary>
    [Benchmark(Baseline = true)]
    public float[] PlainForward()
    {
        _plain.Forward(_x, _y);
        return _y;
    }

    /// <summary>Forward, generated.</summary>
    [Benchmark]
    public float[] Forward()
    {
        _layer.Forward(_x, _y);
        return _y;
    }

    /// <summary>dX, dW and db, plain loops.</summary>
    [Benchmark]
    public float[] PlainBackward()
    {
        _plain.Backward(_x, _y, _dx);
        return _dx;
    }

    /// <summary>dX, dW and db, generated.</summary>
    [Benchmark]
    public float[] Backward()
    {
        _layer.Backward(_x, _activations!, _y, _dx, _gradients);
        return _dx;
    }
}
