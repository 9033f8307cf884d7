using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>Compiles methods before their first call, which else takes the JIT milliseconds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelWarmup
{
    /// <summary>What the trimmer must keep of a type that is prepared.</summary>
    public const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Compiles methods that kernels share.</summary>
    /// <param name="methods">Each as a delegate.</param>
    public static void Prepare(IEnumerable<Delegate> methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        foreach (Delegate method in methods)
        {
            RuntimeHelpers.PrepareDelegate(method);
        }
    }

    /// <summary>Compiles a layer's kernels for one instruction set, and the way to them.</summary>
    /// <typeparam name="TKernels">The kernels.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void PrepareKernels<[DynamicallyAccessedMembers(Methods)] TKernels, T>()
        where TKernels : struct, IKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Prepare(typeof(TKernels));
        Prepare(typeof(KernelCalls<TKernels, T>));

        // What a caller that is not optimised yet calls to check lengths.
        _ = LayerCalls.IsRow<T>(default, default, 0, 0);
        _ = LayerCalls.IsRow<T>(default, default, default, 0, 0);
        _ = LayerCalls.CheckForward<T>(default, default, 1, 1);
        _ = LayerCalls.CheckBackward<T>(default, default, default, 1, 1);
        Prepare(TKernels.Shared);
    }

    /// <summary>Compiles a network's public methods, and what all networks have in common.</summary>
    /// <param name="network">The network's class.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void PrepareNetwork<T>([DynamicallyAccessedMembers(Methods)] Type network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Prepare(network);
        Prepare(typeof(LayerChain<T>));
    }

    /// <summary>
    /// Compiles those methods of a type that are marked AggressiveOptimization, which are compiled to their final form this
    /// way, and those that an optimised caller makes part of itself and another one calls: marked AggressiveInlining, or a layer's
    /// <c>Forward</c>, which is nothing but a call, and those through which such a caller comes to kernels. Does nothing in
    /// programs that are compiled ahead of time.
    /// </summary>
    /// <param name="type">A layer, or its kernels for one instruction set.</param>
    public static void Prepare([DynamicallyAccessedMembers(Methods)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        RuntimeTypeHandle[] arguments = Array.ConvertAll(type.GenericTypeArguments, argument => argument.TypeHandle);
        foreach (MethodInfo method in type.GetMethods(
            BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // By methods with an interface in their names, a caller that is not optimised yet comes to the kernels. Generic methods,
            // which the user's half may have, cannot be compiled without their type arguments.
            bool isKernel = (method.MethodImplementationFlags & (MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.AggressiveInlining)) != 0
                || method.Name == "Forward"
                || method.Name.StartsWith("LinearGen.Internals.", StringComparison.Ordinal);
            if (isKernel && !method.IsGenericMethodDefinition)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
            }
        }
    }
}
