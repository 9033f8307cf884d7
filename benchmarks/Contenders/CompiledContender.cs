using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>Functions of a compiled library, one for each shape and operation, all of one signature.</summary>
/// <param name="name">The contender's name.</param>
/// <param name="description">What it is.</param>
/// <param name="library">The loaded library.</param>
internal abstract unsafe class CompiledContender(string name, string description, nint library) : IContender
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public Work? Prepare(Problem problem, Operation operation)
    {
        if (!NativeLibrary.TryGetExport(library, Function(problem.Cell.Shape, operation), out nint address))
        {
            return null;
        }

        // forward(x, w, b, y, rows), dx(dy, w, nothing, dx, rows), dw(x, dy, dw, db, rows). No transition: for the collector
        // such calls are as a managed method's, and as cheap.
        var function = (delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, float*, nint, void>)address;
        AlignedFloats result = new(problem.ResultLength(operation));
        float* x = problem.X.Pointer, w = problem.Weights.Pointer, b = problem.Bias.Pointer, dy = problem.OutputGradient.Pointer;
        float* to = result.Pointer, db = to + (problem.In * problem.Out);
        nint rows = problem.Rows;
        var (p0, p1, p2, p3) = operation switch
        {
            Operation.Forward => ((nint)x, (nint)w, (nint)b, (nint)to),
            Operation.InputGradient => ((nint)dy, (nint)w, 0, (nint)to),
            _ => ((nint)x, (nint)dy, (nint)to, (nint)db),
        };
        return Work.Into(result, Repeat);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Repeat(int calls)
        {
            for (; calls > 0; calls--)
            {
                function((float*)p0, (float*)p1, (float*)p2, (float*)p3, rows);
            }

            GC.KeepAlive(problem);
        }
    }

    /// <summary>What a function is called in the library.</summary>
    protected static string Function(Shape shape, Operation operation) => $"{operation.Key()}_{shape}";
}
