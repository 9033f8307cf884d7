using System.Reflection;
using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Single;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>MathNet.Numerics with its managed provider.</summary>
internal sealed class MathNetContender : IContender
{
    /// <summary>Keeps MathNet to one thread, as all contenders.</summary>
    public MathNetContender() => Control.UseSingleThread();

    /// <inheritdoc/>
    public string Name => "MathNet";

    /// <inheritdoc/>
    public string Description =>
        $"MathNet.Numerics {typeof(DenseMatrix).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}, managed provider, one thread";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        // Its matrices are column-major: the same values, read as their transposes.
        int rows = problem.Rows, inputs = problem.In, outputs = problem.Out;
        float[] values = new float[problem.ResultLength(operation)];
        float[] bias = problem.Bias.Span.ToArray();
        float[] gradient = problem.OutputGradient.Span.ToArray();
        DenseMatrix x = new(inputs, rows, problem.X.Span.ToArray());
        DenseMatrix weights = new(outputs, inputs, problem.Weights.Span.ToArray());
        DenseMatrix dy = new(outputs, rows, gradient);
        Work.Reader read = values.CopyTo;
        switch (operation)
        {
            case Operation.Forward:
                DenseMatrix y = new(outputs, rows, values);
                return new Work([MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
                {
                    for (; calls > 0; calls--)
                    {
                        weights.Multiply(x, y);
                        AddToRows(values, bias);
                    }
                }, read);
            case Operation.InputGradient:
                DenseMatrix dx = new(inputs, rows, values);
                return new Work([MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
                {
                    for (; calls > 0; calls--)
                    {
                        weights.TransposeThisAndMultiply(dy, dx);
                    }
                }, read);
            default:
                DenseMatrix dw = new(outputs, inputs);
                DenseMatrix product = new(outputs, inputs);
                float[] db = new float[outputs];
                return new Work([MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
                {
                    for (; calls > 0; calls--)
                    {
                        dy.TransposeAndMultiply(x, product);
                        dw.Add(product, dw);
                        AddRows(gradient, db);
                    }
                }, destination =>
                {
                    dw.Values.CopyTo(destination);
                    db.CopyTo(destination[^outputs..]);
                });
        }
    }

    private static void AddToRows(Span<float> rows, ReadOnlySpan<float> bias)
    {
        for (; rows.Length >= bias.Length; rows = rows[bias.Length..])
        {
            for (int j = 0; j < bias.Length; j++)
            {
                rows[j] += bias[j];
            }
        }
    }

    private static void AddRows(ReadOnlySpan<float> rows, Span<float> sums)
    {
        for (; rows.Length >= sums.Length; rows = rows[sums.Length..])
        {
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += rows[j];
            }
        }
    }
}
