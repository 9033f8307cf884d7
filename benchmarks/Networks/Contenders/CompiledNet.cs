using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>
/// A compiled library with two functions for each network: prepare_KEY(parameters), untimed, and forward_KEY(x, parameters, y)
/// for one row.
/// </summary>
/// <param name="name">The contender's name.</param>
/// <param name="description">What it is.</param>
/// <param name="library">The loaded library.</param>
internal sealed unsafe class CompiledNet(string name, string description, nint library) : INetContender
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        if (problem.RowCount != 1)
        {
            throw new ArgumentException("One row at a time.", nameof(problem));
        }

        // No transition: for the collector such calls are as a managed method's, and as cheap.
        var prepare = (delegate* unmanaged<float*, void>)NativeLibrary.GetExport(library, $"prepare_{problem.Net.Key}");
        var forward = (delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void>)NativeLibrary.GetExport(library, $"forward_{problem.Net.Key}");
        AlignedFloats result = new(problem.Net.Out);
        prepare(problem.Parameters.Pointer);
        return Work.Into(result, Repeat);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Repeat(int calls)
        {
            float* x = problem.X.Pointer, parameters = problem.Parameters.Pointer, y = result.Pointer;
            for (; calls > 0; calls--)
            {
                forward(x, parameters, y);
            }

            GC.KeepAlive(problem);
            GC.KeepAlive(result);
        }
    }
}
