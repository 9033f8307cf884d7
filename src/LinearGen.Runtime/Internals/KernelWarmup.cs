using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// Runs kernels once over working memory of its own, so that the JIT compiles them, and what they call, ahead of the first call, which would else
/// take milliseconds. No code of the user's runs, and what the machine does not use is not compiled.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelWarmup
{
    /// <summary>What the trimmer must keep of a type whose methods are compiled ahead.</summary>
    public const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Rows that reach every register tile, the greatest of 12 rows, and leave some.</summary>
    private const int MostRows = 12 + 8 + 4 + 1;

    /// <summary>Compiles a layer's kernels and its public methods.</summary>
    /// <param name="layer">The layer's class.</param>
    /// <param name="hasBias">Whether it has a bias.</param>
    /// <typeparam name="TKernels">The kernels.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Run<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type layer, bool hasBias)
        where TKernels : struct, IKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Prepare(layer);
        Prepare(typeof(KernelCalls<TKernels, T>));

        // What a caller that is not optimised yet calls to check lengths.
        _ = LayerCalls.IsRow<T>(default, default, 0, 0);
        _ = LayerCalls.IsRow<T>(default, default, default, 0, 0);
        _ = LayerCalls.CheckForward<T>(default, default, 1, 1);
        _ = LayerCalls.CheckBackward<T>(default, default, default, 1, 1);
        LayerParameters<T> parameters = new(TKernels.In, TKernels.Out, hasBias);
        WarmupGradients<T> gradients = new(parameters.CreateGradients());
        ref T x = ref MemoryMarshal.GetArrayDataReference(new T[(long)MostRows * TKernels.In]);
        ref T y = ref MemoryMarshal.GetArrayDataReference(new T[(long)MostRows * TKernels.Out]);
        TKernels.ForwardRow(ref x, ref y, in parameters);
        TKernels.InputGradientRow(ref y, ref x, in parameters);
        TKernels.WeightGradientRow(ref x, ref y, gradients);
        TKernels.ForwardRows(ref x, ref y, MostRows, in parameters);
        TKernels.InputGradientRows(ref y, ref x, MostRows, in parameters);
        TKernels.WeightGradientRows(ref x, ref y, MostRows, gradients);
    }

    /// <summary>The same for a layer with an activation.</summary>
    /// <inheritdoc cref="Run"/>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void RunActivated<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type layer, bool hasBias)
        where TKernels : struct, IActivatedKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run<TKernels, T>(layer, hasBias);
        LayerParameters<T> parameters = new(TKernels.In, TKernels.Out, hasBias);
        T[] x = new T[TKernels.In];
        T[] y = new T[TKernels.Out];
        ActivatedLayers.Backward<TKernels, T>(x, y, new T[TKernels.Out], new T[TKernels.In], in parameters, null);
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

    /// <summary>The same for a network with a fused kernel.</summary>
    /// <param name="network">The network's class.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="parameters">Elements of the block of parameters.</param>
    /// <param name="transposes">Elements of the block of transposed weights.</param>
    /// <typeparam name="TKernels">The kernel.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void RunNetwork<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type network, int inputs, int outputs, int parameters, int transposes)
        where TKernels : struct, INetworkKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        PrepareNetwork<T>(network);
        T[] x = new T[inputs];
        T[] y = new T[outputs];
        TKernels.ForwardRow(ref x[0], ref y[0], ref new AlignedBlock<T>(parameters).Reference, ref new AlignedBlock<T>(transposes).Reference);
    }

    /// <summary>
    /// Compiles those methods of a type that are marked AggressiveOptimization, which are compiled to their final form this
    /// way, and those that an optimised caller makes part of itself and another one calls: marked AggressiveInlining, or a layer's
    /// <c>Forward</c>, which is nothing but a call, and those through which such a caller comes to kernels.
    /// </summary>
    private static void Prepare([DynamicallyAccessedMembers(Methods)] Type type)
    {
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

    private sealed class WarmupGradients<T>(LayerParameters<T> layer) : LayerGradients<T>(layer, hasScratch: true, hasActivation: true)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
