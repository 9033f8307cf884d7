using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks.Jit;

/// <summary>
/// What Warmup takes and what it spares the first calls. LinearGen.Kernel.Layers has a class <c>Callers</c> with methods
/// <c>Forward_X</c> and <c>Backward_X</c> for some classes X of float, optimised code as a program's own hot path is, into which
/// the public members of X are inlined.
/// </summary>
public sealed class FirstCalls(TextWriter output)
{
    private delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y);

    private delegate void LayerCall(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients);

    private delegate void NetworkCall(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float> gradients);

    /// <summary>Measures each class. The first is the rehearsal, so that the measuring itself is compiled.</summary>
    /// <param name="names">The classes.</param>
    /// <returns>0.</returns>
    public int Run(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            Measure(Catalog.Declared.Get<float>(name));
        }

        return 0;
    }

    private void Measure(Subject<float> subject)
    {
        // A single row, then such as reach tiles of 4, 8, and 12 or 6 rows for the first time.
        int[] rowCounts = [1, 5, 9, 33];
        INetwork<float> network = subject.Initialized(1);
        Activations<float> activations = network.CreateActivations(rowCounts[^1]);
        ParameterGradients<float> gradients = network.CreateGradients();
        ForwardCall forward = Bind<ForwardCall>("Forward_", subject, network);
        LayerCall? ofLayer = subject.IsLayer ? Bind<LayerCall>("Backward_", subject, network) : null;
        NetworkCall? ofNetwork = subject.IsLayer ? null : Bind<NetworkCall>("Backward_", subject, network);
        MethodInfo warmup = subject.Type.GetMethod("Warmup")!;
        RuntimeHelpers.PrepareMethod(warmup.MethodHandle);

        TimeSpan before = JitInfo.GetCompilationTime(currentThread: true);
        long methodsBefore = JitInfo.GetCompiledMethodCount(currentThread: true);
        warmup.Invoke(null, null);
        TimeSpan compilation = JitInfo.GetCompilationTime(currentThread: true) - before;
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true) - methodsBefore;
        foreach (int rows in rowCounts)
        {
            float[] x = new float[rows * subject.In];
            float[] y = new float[rows * subject.Out];
            float[] dx = new float[rows * subject.In];
            (long compiledByForward, double forwardTime) = Time(forward, x, y);
            (long compiledByBackward, double backwardTime) = ofLayer is not null
                ? Time(ofLayer, x, y, dx, gradients)
                : Time(ofNetwork!, x, activations, y, dx, gradients);
            output.WriteLine(FormattableString.Invariant(
                $"{subject.Name} {rows} rows: warmup {methods} methods {compilation.TotalMilliseconds:0.00} ms, forward {compiledByForward} methods {forwardTime:0.0} us, backward {compiledByBackward} methods {backwardTime:0.0} us"));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (long Methods, double Microseconds) Time(ForwardCall call, float[] x, float[] y)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        call(x, y);
        long end = Stopwatch.GetTimestamp();
        return (JitInfo.GetCompiledMethodCount(currentThread: true) - before, Stopwatch.GetElapsedTime(start, end).TotalMicroseconds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (long Methods, double Microseconds) Time(LayerCall call, float[] x, float[] dy, float[] dx, ParameterGradients<float> gradients)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        call(x, dy, dx, gradients);
        long end = Stopwatch.GetTimestamp();
        return (JitInfo.GetCompiledMethodCount(currentThread: true) - before, Stopwatch.GetElapsedTime(start, end).TotalMicroseconds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (long Methods, double Microseconds) Time(
        NetworkCall call, float[] x, Activations<float> activations, float[] dy, float[] dx, ParameterGradients<float> gradients)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        call(x, activations, dy, dx, gradients);
        long end = Stopwatch.GetTimestamp();
        return (JitInfo.GetCompiledMethodCount(currentThread: true) - before, Stopwatch.GetElapsedTime(start, end).TotalMicroseconds);
    }

    private static TDelegate Bind<TDelegate>(string prefix, Subject<float> subject, INetwork<float> network)
        where TDelegate : Delegate
    {
        MethodInfo method = typeof(Layers.Callers).GetMethod(prefix + subject.Name)!;
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.CreateDelegate<TDelegate>(network);
    }
}
