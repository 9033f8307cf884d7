using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>System.Numerics.Tensors, one scaled row added at a time: y += x[i]·W[i, ·].</summary>
internal sealed class TensorMultiplyAddContender : IContender
{
    /// <inheritdoc/>
    public string Name => "TensorPrimitives MulAdd";

    /// <inheritdoc/>
    public string Description => $"System.Numerics.Tensors {TensorVersion.Text}, MultiplyAdd of rows; for dX with W transposed beforehand";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        AlignedFloats x = problem.X, dy = problem.OutputGradient, bias = problem.Bias, result = new(problem.ResultLength(operation));
        AlignedFloats weights = operation == Operation.InputGradient ? AlignedFloats.Transpose(problem.Weights.Span, problem.In, problem.Out) : problem.Weights;
        return Work.Into(result, operation switch
        {
            Operation.Forward => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    Product(x.Span, weights.Span, bias.Span, result.Span, problem.In, problem.Out);
                }
            },
            Operation.InputGradient => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    Product(dy.Span, weights.Span, [], result.Span, problem.Out, problem.In);
                }
            },
            _ => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    WeightGradient(x.Span, dy.Span, result.Span, problem.In, problem.Out);
                }
            },
        });
    }

    /// <summary>C[rows, columns] = start + A[rows, terms]·B[terms, columns].</summary>
    private static void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> start, Span<float> c, int terms, int columns)
    {
        for (; c.Length >= columns; a = a[terms..], c = c[columns..])
        {
            Span<float> sums = c[..columns];
            if (start.IsEmpty)
            {
                sums.Clear();
            }
            else
            {
                start.CopyTo(sums);
            }

            for (int k = 0; k < terms; k++)
            {
                TensorPrimitives.MultiplyAdd(b.Slice(k * columns, columns), a[k], sums, sums);
            }
        }
    }

    private static void WeightGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> result, int inputs, int outputs)
    {
        for (; x.Length >= inputs; x = x[inputs..], dy = dy[outputs..])
        {
            ReadOnlySpan<float> gradient = dy[..outputs];
            for (int i = 0; i < inputs; i++)
            {
                Span<float> sums = result.Slice(i * outputs, outputs);
                TensorPrimitives.MultiplyAdd(gradient, x[i], sums, sums);
            }

            Span<float> biasSums = result[^outputs..];
            TensorPrimitives.Add(biasSums, gradient, biasSums);
        }
    }
}

/// <summary>System.Numerics.Tensors, one result at a time: y[j] = b[j] + x·Wᵀ[j, ·].</summary>
internal sealed class TensorDotContender : IContender
{
    /// <inheritdoc/>
    public string Name => "TensorPrimitives Dot";

    /// <inheritdoc/>
    public string Description => $"System.Numerics.Tensors {TensorVersion.Text}, a Dot for each result; for forward with W transposed beforehand; no dW";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        if (operation == Operation.WeightGradient)
        {
            return null; // Columns are not contiguous.
        }

        AlignedFloats x = problem.X, dy = problem.OutputGradient, bias = problem.Bias, result = new(problem.ResultLength(operation));
        AlignedFloats weights = operation == Operation.Forward ? AlignedFloats.Transpose(problem.Weights.Span, problem.In, problem.Out) : problem.Weights;
        AlignedFloats zeros = new(problem.In);
        return Work.Into(result, operation switch
        {
            Operation.Forward => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    Product(x.Span, weights.Span, bias.Span, result.Span, problem.In, problem.Out);
                }
            },
            _ => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
            {
                for (; calls > 0; calls--)
                {
                    Product(dy.Span, weights.Span, zeros.Span, result.Span, problem.Out, problem.In);
                }
            },
        });
    }

    /// <summary>C[rows, columns] = start + A[rows, terms]·Bᵀ[columns, terms]ᵀ.</summary>
    private static void Product(ReadOnlySpan<float> a, ReadOnlySpan<float> transposed, ReadOnlySpan<float> start, Span<float> c, int terms, int columns)
    {
        for (; c.Length >= columns; a = a[terms..], c = c[columns..])
        {
            ReadOnlySpan<float> row = a[..terms];
            for (int j = 0; j < columns; j++)
            {
                c[j] = start[j] + TensorPrimitives.Dot(row, transposed.Slice(j * terms, terms));
            }
        }
    }
}

/// <summary>The version of the package.</summary>
internal static class TensorVersion
{
    /// <summary>As in the package's name.</summary>
    public static string Text { get; } = typeof(TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
