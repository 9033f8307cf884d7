using LinearGen;

namespace Quickstart;

/// <summary>The smallest layer worth drawing: [y1 y2 y3] = [x1 x2]·W. The generator writes the other half.</summary>
[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Projection;

/// <summary>Forward and backward on a mini-batch of four rows, every step spelt out, and the gradients checked.</summary>
internal static class WorkedExample
{
    private const int Rows = 4;
    private const double Tolerance = 1e-4;

    public static bool Run()
    {
        Projection layer = new();
        layer.SetWeights([0.1f, -0.2f, 0.3f, 0.4f, 0.5f, -0.6f]);
        Console.WriteLine($"{layer}: forward and backward, {Rows} rows");
        Console.WriteLine();

        // One sample per row.
        float[] x = [1, 2, 3, -1, 0.5f, 0.7f, -2, 0.3f];
        float[] y = new float[Rows * Projection.Out];
        layer.Forward(x, y);

        // A cost: half the squared distance from targets T. Its gradient with respect to Y is Y − T.
        float[] targets = [1, 0, -1, 0, 1, 0, 1, 1, 1, 0, 0, 0];
        float[] dy = [.. y.Zip(targets, (value, target) => value - target)];

        // From dY to the gradients with respect to inputs and weights.
        float[] dx = new float[x.Length];
        Projection.Gradients gradients = layer.CreateGradients();
        layer.Backward(x, dy, dx, gradients);

        float[] w = new float[Projection.In * Projection.Out];
        float[] dw = new float[w.Length];
        layer.GetWeights(w);
        gradients.GetWeights(dw);

        Console.WriteLine("Y = X·W");
        MatrixPrinter.Print(new("X", x, Projection.In), new("W", w, Projection.Out), new("Y", y, Projection.Out));
        Console.WriteLine("C = ½·Σ(Y − T)², so dY = Y − T, dX = dY·Wᵀ, dW = Xᵀ·dY");
        MatrixPrinter.Print(new("dY", dy, Projection.Out), new("dX", dx, Projection.In), new("dW", dw, Projection.Out));

        double deviationOfX = FiniteDifferences.LargestDeviation(dx, k => x[k], (k, value) => x[k] = value, Cost);
        double deviationOfW = FiniteDifferences.LargestDeviation(
            dw,
            k => layer[k / Projection.Out, k % Projection.Out],
            (k, value) => layer[k / Projection.Out, k % Projection.Out] = value,
            Cost);
        double deviation = Math.Max(deviationOfX, deviationOfW);
        bool ok = deviation <= Tolerance;
        Console.WriteLine($"Largest deviation of dX and dW from finite differences: {deviation:0.0e+0}, {(ok ? "within" : "BEYOND")} the tolerance of {Tolerance:0e+0}");
        Console.WriteLine();
        return ok;

        double Cost()
        {
            float[] output = new float[y.Length];
            layer.Forward(x, output);
            return output.Zip(targets, (value, target) => 0.5 * (value - target) * (value - target)).Sum();
        }
    }
}
