using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// Uses the networks of an assembly, and its layers with activations, as a program would, for a process whose JIT writes down what it
/// compiles; and counts what it compiles at the first calls after Warmup. The assembly has a static class <c>Callers</c> with methods
/// <c>Forward_X</c> and <c>Backward_X</c> for each network X of float, optimised code as a program's own hot path is.
/// </summary>
public sealed class NetworkUse(Assembly networks, TextWriter output)
{
    private delegate void ForwardCall(ReadOnlySpan<float> x, Span<float> y);

    private delegate void BackwardCall(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients);

    /// <summary>Measures each network, and calls each layer. The first network by name is the rehearsal, so that the measuring itself is compiled.</summary>
    public void Run()
    {
        NetworkCatalog catalog = NetworkCatalog.Of(networks);
        foreach (NetworkClass<float> network in catalog.Networks<float>())
        {
            Measure(network);
        }

        foreach (ActivatedClass<float> layer in catalog.Layers<float>())
        {
            layer.Type.GetMethod("Warmup")!.Invoke(null, null);
            LayerData<float> data = layer.Draw(13);
            ActivatedResults<float> results = new(layer.With(data), layer);
            results.Compute(data, 1);
            results.Compute(data, 13);
        }

        output.WriteLine($"used {catalog.Networks<float>().Count()} networks and {catalog.Layers<float>().Count()} layers");
    }

    private void Measure(NetworkClass<float> networkClass)
    {
        const int Rows = 9;
        Type callers = networks.GetType("Layers.Callers")!;
        ISequentialNetwork<float> network = networkClass.Initialized(1);
        ForwardCall forward = Bind<ForwardCall>(callers, "Forward_" + networkClass.Name, network);
        BackwardCall backward = Bind<BackwardCall>(callers, "Backward_" + networkClass.Name, network);
        Activations<float> activations = network.CreateActivations(Rows);
        ParameterGradients<float> gradients = network.CreateGradients();
        MethodInfo warmup = networkClass.Type.GetMethod("Warmup")!;
        RuntimeHelpers.PrepareMethod(warmup.MethodHandle);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        warmup.Invoke(null, null);
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true) - before;
        foreach (int rows in (int[])[1, Rows])
        {
            float[] x = new float[rows * networkClass.Shape.In];
            float[] y = new float[rows * networkClass.Shape.Out];
            float[] dx = new float[x.Length];
            output.WriteLine(FormattableString.Invariant(
                $"{networkClass.Name} {rows} rows: warmup {methods} methods, forward {Count(forward, x, y)} methods, backward {Count(backward, x, activations, y, dx, gradients)} methods"));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Count(ForwardCall call, float[] x, float[] y)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        call(x, y);
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Count(BackwardCall call, float[] x, Activations<float> activations, float[] dy, float[] dx, ParameterGradients<float> gradients)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        call(x, activations, dy, dx, gradients);
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }

    private static TDelegate Bind<TDelegate>(Type callers, string name, object network)
        where TDelegate : Delegate
    {
        MethodInfo method = callers.GetMethod(name)!;
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return method.CreateDelegate<TDelegate>(network);
    }
}
