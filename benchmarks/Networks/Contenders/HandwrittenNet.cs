using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Contenders.Handwritten;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>The hand-written kernels for layers, one after another, with activations in place.</summary>
internal sealed unsafe class HandwrittenNet : INetContender
{
    /// <inheritdoc/>
    public string Name => "handwritten C#";

    /// <inheritdoc/>
    public string Description => "C# with pointers, Vector256 and Fma for shapes known at run time, weights packed beforehand; relu by Vector256.Max, tanh by TensorPrimitives.Tanh";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        Net net = problem.Net;
        AlignedFloats x = problem.X, result = new(problem.RowCount * net.Out);
        PackedMatrix[] weights = [.. Enumerable.Range(0, net.Layers).Select(n => new PackedMatrix(problem.Weights(n), net.Sizes[n], net.Sizes[n + 1], problem.Bias(n)))];
        AlignedFloats[] outputs = [.. Enumerable.Range(0, net.Layers).Select(n => n == net.Layers - 1 ? result : new AlignedFloats(problem.RowCount * net.Sizes[n + 1]))];
        bool relu = net.Activation == Activation.Relu;
        return Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
        {
            for (; calls > 0; calls--)
            {
                float* from = x.Pointer;
                for (int n = 0; n < weights.Length; n++)
                {
                    AlignedFloats to = outputs[n];
                    Product.Run(from, weights[n], to.Pointer, problem.RowCount);
                    if (n < weights.Length - 1)
                    {
                        if (relu)
                        {
                            Relu(to.Pointer, to.Length);
                        }
                        else
                        {
                            TensorPrimitives.Tanh(to.Span, to.Span);
                        }
                    }

                    from = to.Pointer;
                }
            }
        });
    }

    /// <summary>In place, for whole vectors, as all hidden layers here have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Relu(float* values, int length)
    {
        for (int i = 0; i + 8 <= length; i += 8)
        {
            Vector256.MaxNative(Vector256.Load(values + i), Vector256<float>.Zero).Store(values + i);
        }
    }
}
