using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LinearGen.Tool.Tests.Support;

/// <summary>A model in ONNX Runtime, on the processor, with its nodes as they are in the file.</summary>
internal sealed class OnnxRuntimeSession : IDisposable
{
    private static readonly Lazy<string?> Missing = new(FindMissing);

    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly NodeMetadata _metadata;

    private OnnxRuntimeSession(InferenceSession session)
    {
        _session = session;
        (_input, _metadata) = session.InputMetadata.Single();
    }

    /// <summary>Why it cannot be used on this machine; null if it can.</summary>
    public static string? Unavailable => Missing.Value;

    /// <summary>The type of the model's input, float, double or float16.</summary>
    public TensorElementType Type => _metadata.ElementDataType;

    /// <summary>Opens a model.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses it.</exception>
    public static OnnxRuntimeSession Open(byte[] model)
    {
        using SessionOptions options = Options();
        return new OnnxRuntimeSession(new InferenceSession(model, options));
    }

    /// <summary>Opens a model with the files beside it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses it.</exception>
    public static OnnxRuntimeSession Open(string path)
    {
        using SessionOptions options = Options();
        return new OnnxRuntimeSession(new InferenceSession(path, options));
    }

    /// <summary>The values that the model takes for one sample, or for all if it takes a fixed number of them.</summary>
    /// <param name="width">Values per row, for a model that leaves them open.</param>
    public int ValuesPerSample(int width) => (int)Shape(width, 1).Aggregate(1L, (product, size) => product * size);

    /// <summary>The outputs of some samples, all at once if the model takes any number of them, otherwise in turn.</summary>
    /// <param name="x">The inputs, rounded to the model's type already.</param>
    /// <param name="width">Values per row, for a model that leaves them open.</param>
    public double[] Run(double[] x, int width)
    {
        int samples = x.Length / ValuesPerSample(width);
        return IsOpen ? RunOnce(x, Shape(width, samples)) : [.. x.Chunk(x.Length / samples).SelectMany(part => RunOnce(part, Shape(width, 1)))];
    }

    public void Dispose() => _session.Dispose();

    private bool IsOpen => _metadata.Dimensions.Length == 0 || _metadata.Dimensions[0] < 1;

    private static SessionOptions Options() => new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
        IntraOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };

    private static string? FindMissing()
    {
        try
        {
            using SessionOptions options = Options();
            return null;
        }
        catch (Exception mistake) when (mistake is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return $"ONNX Runtime's native library does not load here: {(mistake.InnerException ?? mistake).Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Open sizes are samples in front, a row's values at the end, and 1 between.</summary>
    private long[] Shape(int width, int samples) => _metadata.Dimensions.Length == 0
        ? [samples, width]
        : [.. _metadata.Dimensions.Select((size, axis) => size > 0 ? size : axis == 0 ? samples : axis == _metadata.Dimensions.Length - 1 ? width : 1L)];

    private double[] RunOnce(double[] x, long[] shape) => Type switch
    {
        TensorElementType.Float => RunOnce<float>([.. x.Select(value => (float)value)], shape),
        TensorElementType.Double => RunOnce<double>(x, shape),
        TensorElementType.Float16 => RunOnce<Float16>([.. x.Select(value => (Float16)(float)value)], shape),
        _ => throw new NotSupportedException(Type.ToString()),
    };

    private double[] RunOnce<T>(T[] x, long[] shape)
        where T : unmanaged
    {
        using RunOptions options = new();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(x, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [_input], [input], [.. _session.OutputMetadata.Keys]);
        OrtValue output = outputs.Single();
        return output.GetTensorTypeAndShape().ElementDataType switch
        {
            TensorElementType.Float => [.. output.GetTensorDataAsSpan<float>().ToArray().Select(value => (double)value)],
            TensorElementType.Double => output.GetTensorDataAsSpan<double>().ToArray(),
            TensorElementType.Float16 => [.. output.GetTensorDataAsSpan<Float16>().ToArray().Select(value => (double)(float)value)],
            var other => throw new NotSupportedException(other.ToString()),
        };
    }
}
