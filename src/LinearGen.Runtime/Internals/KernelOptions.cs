using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>The JIT options of generated methods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelOptions
{
    /// <summary>Part of a kernel, to be compiled as a part of it.</summary>
    public const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>
    /// A kernel: compiled to its final form at once, since with the usual tiers it would run ten times slower for its first
    /// 160 ms; and a method of its own, since the JIT spends on inlining into a method in proportion to
    /// its length, and would stop in the middle of a kernel that it began to inline into a short one.
    /// </summary>
    public const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
