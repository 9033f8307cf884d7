using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders.Handwritten;

/// <summary>Kernels written by hand in C# for shapes known at run time: the strongest managed rival.</summary>
internal sealed unsafe class HandwrittenContender : IContender
{
    /// <inheritdoc/>
    public string Name => "handwritten";

    /// <inheritdoc/>
    public string Description => "C# with pointers, Vector256 and Fma for shapes known at run time; weights packed, for dX transposed, beforehand";

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        if (!Fma.IsSupported || !Avx2.IsSupported)
        {
            return null;
        }

        int rows = problem.Rows, inputs = problem.In, outputs = problem.Out;
        AlignedFloats x = problem.X, dy = problem.OutputGradient;
        if (operation == Operation.WeightGradient)
        {
            int padded = (outputs + 7) / 8 * 8;
            AlignedFloats sums = new((inputs + 1) * padded);
            return new Work(outputs % 8 == 0 ? Sums<WholeTail> : Sums<MaskedTail>, destination =>
            {
                for (int i = 0; i <= inputs; i++)
                {
                    sums.Span.Slice(i * padded, outputs).CopyTo(destination[(i * outputs)..]);
                }
            });

            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            void Sums<TTail>(int calls)
                where TTail : struct, ITail
            {
                for (; calls > 0; calls--)
                {
                    GradientSums<TTail>.Run(x.Pointer, dy.Pointer, sums, rows, inputs, outputs);
                }
            }
        }

        AlignedFloats result = new(problem.ResultLength(operation));
        bool forward = operation == Operation.Forward;
        AlignedFloats from = forward ? x : dy;
        PackedMatrix weights = forward
            ? new PackedMatrix(problem.Weights.Span, inputs, outputs, problem.Bias.Span)
            : new PackedMatrix(AlignedFloats.Transpose(problem.Weights.Span, inputs, outputs).Span, outputs, inputs, []);
        return Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
        {
            for (; calls > 0; calls--)
            {
                Product.Run(from.Pointer, weights, result.Pointer, rows);
            }
        });
    }
}
