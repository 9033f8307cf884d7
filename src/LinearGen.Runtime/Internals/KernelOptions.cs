using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>How the JIT is to treat generated methods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelOptions
{
    /// <summary>Part of a kernel, to be compiled as a part of it.</summary>
    public const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>
    /// Compiled to its final form at once: with the usual tiers a kernel runs ten times slower for its first 160 ms.
    /// </summary>
    public const MethodImplOptions Optimize = MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// A kernel: final at once and a method of its own, since the JIT spends on inlining into a method in proportion to
    /// its length, and would stop in the middle of a kernel that it began to inline into a short one.
    /// </summary>
    public const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
