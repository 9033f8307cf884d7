using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// What Warmup takes and what it spares the first calls. The assembly has a static class <c>Callers</c> with methods
/// <c>Forward_X</c> and <c>Backward_X</c> for each layer X, optimised code as a program's own hot path is, into which the
/// layer's public members are inlined.
/// </summary>
public sealed class FirstCalls(Assembly layers, TextWriter output)
{
    private delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y);

    private delegate void BackwardCall(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, object gradients);

    /// <summary>Measures each layer, the smallest first: it is the rehearsal, so that the measuring itself is compiled.</summary>
    public void Run()
    {
        foreach (Type type in layers.GetTypes()
            .Where(type => type.GetCustomAttribute<LinearLayerAttribute>() is not null)
            .OrderBy(type => type.GetCustomAttribute<LinearLayerAttribute>() is { } layer ? layer.In * layer.Out : 0))
        {
            Measure(type);
        }
    }

    private void Measure(Type type)
    {
        LinearLayerAttribute shape = type.GetCustomAttribute<LinearLayerAttribute>()!;
        Type callers = layers.GetType("Layers.Callers")!;
        object layer = Activator.CreateInstance(type)!;
        ForwardCall forward = Bind<ForwardCall>(callers.GetMethod("Forward_" + type.Name)!, layer);
        BackwardCall backward = Bind<BackwardCall>(callers.GetMethod("Backward_" + type.Name)!, layer);
        object gradients = type.GetMethod("CreateGradients")!.Invoke(layer, null)!;
        MethodInfo warmup = type.GetMethod("Warmup")!;
        RuntimeHelpers.PrepareMethod(warmup.MethodHandle);
        TimeSpan before = JitInfo.GetCompilationTime(currentThread: true);
        long methodsBefore = JitInfo.GetCompiledMethodCount(currentThread: true);
        warmup.Invoke(null, null);
        TimeSpan compilation = JitInfo.GetCompilationTime(currentThread: true) - before;
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true) - methodsBefore;

        foreach (int rows in (int[])[1, 9])
        {
            float[] x = new float[rows * shape.In];
            float[] y = new float[rows * shape.Out];
            float[] dx = new float[rows * shape.In];
            (long compiledByForward, double forwardTime) = Time(forward, x, y);
            (long compiledByBackward, double backwardTime) = Time(backward, x, y, dx, gradients);
            output.WriteLine(FormattableString.Invariant(
                $"{type.Name} {rows} rows: warmup {methods} methods {compilation.TotalMilliseconds:0.00} ms, forward {compiledByForward} methods {forwardTime:0.0} us, backward {compiledByBackward} methods {backwardTime:0.0} us"));
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
    private static (long Methods, double Microseconds) Time(BackwardCall call, float[] x, float[] dy, float[] dx, object gradients)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        call(x, dy, dx, gradients);
        long end = Stopwatch.GetTimestamp();
        return (JitInfo.GetCompiledMethodCount(currentThread: true) - before, Stopwatch.GetElapsedTime(start, end).TotalMicroseconds);
    }

    private static TDelegate Bind<TDelegate>(MethodInfo method, object layer)
        where TDelegate : Delegate
    {
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.CreateDelegate<TDelegate>(layer);
    }
}
