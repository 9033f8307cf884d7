#if ONNXRUNTIME
using System.Runtime.CompilerServices;
using LinearGen.Onnx.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LinearGen.Tool.Timing;

/// <summary>The model in ONNX Runtime: one thread, all optimisations of graphs, inputs and outputs bound to arrays beforehand.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    /// <summary>The largest difference from LinearGen's outputs, as a part of the largest output, that roundings of two libraries explain.</summary>
    private const double Tolerance = 1e-3;

    private static readonly TensorElementType Type = typeof(Element) == typeof(double) ? TensorElementType.Double : TensorElementType.Float;

    private readonly InferenceSession _session;
    private readonly GraphPlan _plan;

    private OnnxRuntimeModel(InferenceSession session, GraphPlan plan) => (_session, _plan) = (session, plan);

    /// <summary>Opens the model; null, with a note, if ONNX Runtime does not load or refuses it, or if it is not the same function of the same types.</summary>
    public static OnnxRuntimeModel? Open(GraphPlan plan, List<string> notes)
    {
        InferenceSession session;
        try
        {
            using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            session = new InferenceSession(plan.Path, options);
        }
        catch (Exception mistake) when (mistake is OnnxRuntimeException or TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            notes.Add($"ONNX Runtime is not timed: {(mistake.InnerException ?? mistake).Message.ReplaceLineEndings(" ")}");
            return null;
        }

        if (Reason(session, plan) is { } reason)
        {
            notes.Add($"ONNX Runtime is not timed: {reason}.");
            session.Dispose();
            return null;
        }

        return new OnnxRuntimeModel(session, plan);
    }

    /// <summary>Binds a batch; null, with a note, if the model does not take it or gives other outputs than LinearGen.</summary>
    /// <param name="x">Inputs, [rows, In].</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="expected">LinearGen with the same inputs.</param>
    /// <param name="notes">Notes to the user.</param>
    public Contender? Prepare(Element[] x, int rows, Contender expected, List<string> notes)
    {
        List<OrtValue> inputs = [];
        foreach (NamedPart input in _plan.Inputs)
        {
            int[] declared = _session.InputMetadata[input.Name].Dimensions;
            long[] shape = Shape(declared, input.Length, rows);
            if (shape.Aggregate(1L, (product, size) => product * size) != (long)rows * input.Length)
            {
                notes.Add($"ONNX Runtime is not timed with {rows} rows: the model's input '{input.Name}' is [{string.Join(", ", declared.Select(size => size > 0 ? $"{size}" : "?"))}].");
                return null;
            }

            inputs.Add(OrtValue.CreateTensorValueFromMemory(Columns(x, rows, input), shape));
        }

        try
        {
            Contender contender = Bind(inputs, rows);
            contender.Run(1);
            expected.Run(1);
            double largest = expected.Outputs.Max(y => Math.Abs((double)y));
            double difference = contender.Outputs.Zip(expected.Outputs, (a, b) => Math.Abs((double)(a - b))).Aggregate(Math.Max); // Unlike Max(), NaN if there is one.
            if (difference <= Tolerance * largest)
            {
                return contender;
            }

            notes.Add(FormattableString.Invariant($"ONNX Runtime is not timed with {rows} rows: its outputs differ from LinearGen's by up to {difference:g3}; the largest output is {largest:g3}."));
        }
        catch (OnnxRuntimeException mistake)
        {
            notes.Add($"ONNX Runtime is not timed with {rows} rows: {mistake.Message.ReplaceLineEndings(" ")}");
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static string? Reason(InferenceSession session, GraphPlan plan)
    {
        foreach (string name in session.InputMetadata.Keys.Where(name => plan.Inputs.All(input => input.Name != name)))
        {
            return $"the model has the input '{name}' too, which the class does not have";
        }

        foreach (NamedPart part in plan.Outputs.Where(output => !session.OutputMetadata.ContainsKey(output.Name)))
        {
            return $"'{part.Name}' is no output of the whole model";
        }

        foreach ((string name, NodeMetadata value) in plan.Inputs.Select(input => (input.Name, session.InputMetadata[input.Name])).Concat(plan.Outputs.Select(output => (output.Name, session.OutputMetadata[output.Name]))))
        {
            if (value.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR || value.ElementDataType != Type)
            {
                return $"'{name}' is {(value.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR ? $"a tensor of {value.ElementDataType}" : "no tensor")}, and the class computes in {Type}";
            }
        }

        return null;
    }

    /// <summary>Open sizes are the rows in front, the values of a row at the end, and 1 between.</summary>
    private static long[] Shape(int[] declared, int width, int rows) => declared.Length == 0
        ? [rows, width]
        : [.. declared.Select((size, axis) => size > 0 ? size : axis == 0 ? rows : axis == declared.Length - 1 ? width : 1L)];

    private static Element[] Columns(Element[] x, int rows, NamedPart part)
    {
        int width = x.Length / rows;
        return [.. Enumerable.Range(0, rows).SelectMany(row => x.AsSpan((row * width) + part.Start, part.Length).ToArray())];
    }

    private BoundContender Bind(List<OrtValue> inputs, int rows)
    {
        string[] names = [.. _plan.Outputs.Select(output => output.Name)];
        OrtIoBinding binding = _session.CreateIoBinding();
        foreach ((NamedPart input, OrtValue value) in _plan.Inputs.Zip(inputs))
        {
            binding.BindInput(input.Name, value);
        }

        // The shapes of outputs are known after a call.
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> first = _session.Run(options, [.. _plan.Inputs.Select(input => input.Name)], inputs, names);
        Element[][] outputs = [.. first.Select(value => value.GetTensorDataAsSpan<Element>().ToArray())];
        for (int n = 0; n < names.Length; n++)
        {
            binding.BindOutput(names[n], OrtValue.CreateTensorValueFromMemory(outputs[n], first[n].GetTensorTypeAndShape().Shape));
        }

        return new BoundContender(_session, binding, outputs, rows);
    }

    /// <summary>A batch whose inputs and outputs are bound, which is ONNX Runtime's fastest call from C#.</summary>
    private sealed class BoundContender(InferenceSession session, OrtIoBinding binding, Element[][] outputs, int rows) : Contender("ONNX Runtime")
    {
        private readonly RunOptions _options = new();

        /// <inheritdoc/>
        public override Element[] Outputs =>
            [.. Enumerable.Range(0, rows).SelectMany(row => outputs.SelectMany(output => output.AsSpan(row * (output.Length / rows), output.Length / rows).ToArray()))];

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(int calls)
        {
            for (; calls > 0; calls--)
            {
                session.RunWithBinding(_options, binding);
            }
        }
    }
}
#endif
