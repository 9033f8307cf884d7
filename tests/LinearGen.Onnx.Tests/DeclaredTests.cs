using LinearGen.Onnx.Tests.Support;

namespace LinearGen.Onnx.Tests;

/// <summary>All classes that the kernels are tested with: every activation, stage, form of network, element type and format of weights, in shapes of all sorts.</summary>
public sealed class DeclaredTests(Xunit.Abstractions.ITestOutputHelper o)
{
    [OracleFact]
    public void Probe()
    {
        int n = 0;
        var w = System.Diagnostics.Stopwatch.StartNew();
        foreach (Type type in DrawnNetworks.Declared)
        {
            try
            {
                if (type.GetInterfaces().Contains(typeof(INetwork<float>))) Check<float>(type); else Check<double>(type);
            }
            catch (Exception e) { o.WriteLine($"{type.Name}: {e.GetType().Name} {e.Message[..Math.Min(300, e.Message.Length)]}"); }
            n++;
        }
        o.WriteLine($"{n} {w.Elapsed}");
    }

    private void Check<T>(Type type) where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = DrawnNetworks.Of<T>(type, 1);
        byte[] file = Written.Bytes(network);
        using OnnxRuntimeSession session = OnnxRuntimeSession.Open(file);
        Random random = new(2);
        int inputs = network.Shape.In;
        foreach (double size in new[] { 1e-3, 1, 10.0 })
        {
            T[] x = DrawnNetworks.Values<T>(random, 5 * inputs, -size, size);
            double[] y = [.. Written.Forward(network, x).Select(double.CreateChecked)];
            double[] expected = session.Run([.. x.Select(double.CreateChecked)], inputs);
            double error = y.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / Math.Max(size, expected.Max(Math.Abs));
            if (!(error <= 1e-6)) o.WriteLine($"{type.FullName} {size}: {error}");
        }
        Written.HasStagesOf(Written.Imported(file), network);
    }
}
