using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// Runs kernels once over working memory of its own, so that the JIT compiles them and their callees ahead of the first call, which would otherwise
/// take milliseconds. No code of the user's runs, and code that the machine does not use is not compiled.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelWarmup
{
    /// <summary>The members that the trimmer must keep of a type whose methods are compiled ahead.</summary>
    internal const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Rows that reach the register tiles of 12, 8 and 6 rows, and leave some.</summary>
    private const int MostRows = 12 + 8 + 1;

    /// <summary>Rows that reach those of 4 rows, and leave some: where there are tiles of 12 rows, the others take all of the rows above.</summary>
    private const int FewRows = 4 + 1;

    /// <summary>Elements of such rows at most: layers so wide that it takes more are warmed up with fewer rows.</summary>
    private const int MostElements = 1 << 22;

    /// <summary>Compiles the kernels of a layer without backward pass, and its public methods.</summary>
    /// <param name="layer">The layer's class.</param>
    /// <param name="hasBias">Whether it has a bias.</param>
    /// <param name="weights">How its weights are stored.</param>
    /// <typeparam name="TKernels">The kernels.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void RunForward<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type layer, bool hasBias, WeightStorage weights = WeightStorage.Full)
        where TKernels : struct, IForwardKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Prepare(layer);
        LayerParameters<T> parameters = new(TKernels.In, TKernels.Out, hasBias, weights: weights);
        foreach (int rows in RowCounts(TKernels.In, TKernels.Out))
        {
            KernelCalls<TKernels, T>.Forward(new T[(long)rows * TKernels.In], new T[(long)rows * TKernels.Out], in parameters);
        }
    }

    /// <summary>Compiles a layer's kernels and its public methods.</summary>
    /// <inheritdoc cref="RunForward"/>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Run<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type layer, bool hasBias, WeightStorage weights = WeightStorage.Full)
        where TKernels : struct, IKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RunForward<TKernels, T>(layer, hasBias, weights);
        LayerParameters<T> parameters = new(TKernels.In, TKernels.Out, hasBias, weights: weights);
        WarmupGradients<T> gradients = new(parameters.CreateGradients(), hasBias);
        foreach (int rows in RowCounts(TKernels.In, TKernels.Out))
        {
            T[] x = new T[(long)rows * TKernels.In];
            T[] dy = new T[(long)rows * TKernels.Out];
            T[] dx = new T[x.Length];
            BackwardCalls<TKernels, T>.Backward(x, dy, dx, in parameters, gradients);
            BackwardCalls<TKernels, T>.Backward(x, dy, dx, in parameters, null);
            BackwardCalls<TKernels, T>.Backward(x, dy, default, in parameters, gradients);
        }
    }

    /// <summary>Compiles the kernels of a layer with an activation, and its public methods.</summary>
    /// <inheritdoc cref="Run"/>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void RunActivated<TKernels, T>([DynamicallyAccessedMembers(Methods)] Type layer, bool hasBias, WeightStorage weights = WeightStorage.Full)
        where TKernels : struct, IActivatedKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run<TKernels, T>(layer, hasBias, weights);
        LayerParameters<T> parameters = new(TKernels.In, TKernels.Out, hasBias, weights: weights);
        T[] x = new T[TKernels.In];
        T[] y = new T[TKernels.Out];
        ActivatedLayers.Backward<TKernels, T>(x, y, new T[TKernels.Out], new T[TKernels.In], in parameters, null);
    }

    /// <summary>Compiles the methods that a stage other than a layer calls.</summary>
    /// <param name="stage">A stage of the same kind and size as the class's, made for this.</param>
    /// <param name="type">The class.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void RunStage<T>(Stage<T> stage, [DynamicallyAccessedMembers(Methods)] Type type)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stage);
        Prepare(type);
        T[] x = new T[stage.Size];
        T[] y = new T[stage.Size];
        stage.Forward(x, y);
        stage.Backward(x, y, y, new T[stage.Size], stage.Vectors.Count == 0 ? null : stage.CreateGradients(stage.Parameters.CreateGradients()));
    }

    /// <summary>Compiles a network's public methods, and the code that all networks share.</summary>
    /// <param name="network">The network's class.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void PrepareNetwork<T>([DynamicallyAccessedMembers(Methods)] Type network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Prepare(network);
        Prepare(typeof(LayerChain<T>), isWhole: true);
        Prepare(typeof(ChainSteps<T>), isWhole: true);
        Prepare(typeof(NetworkActivations<T>), isWhole: true);
        Prepare(typeof(Activations<T>), isWhole: true);
        Prepare(typeof(NetworkGradients<T>), isWhole: true);
    }

    /// <summary>Compiles the fused kernel of a network, and its public methods.</summary>
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
        new LayerChain<T>(parameters, transposes).Forward<TKernels>(x, y, inputs, outputs);
    }

    /// <summary>
    /// Compiles those methods of a type that are marked AggressiveOptimization, which are compiled to their final form this
    /// way, and those that an optimised caller makes part of itself and another one calls: marked AggressiveInlining, or <c>Forward</c>,
    /// <c>Backward</c> and <c>Frozen</c>, which are nothing but calls; of a type of this library all.
    /// </summary>
    private static void Prepare([DynamicallyAccessedMembers(Methods)] Type type, bool isWhole = false)
    {
        RuntimeTypeHandle[] arguments = Array.ConvertAll(type.GenericTypeArguments, argument => argument.TypeHandle);
        foreach (MethodInfo method in type.GetMethods(
            BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // Generic methods, which the user's half may have, cannot be compiled without their type arguments.
            bool isKernel = (method.MethodImplementationFlags & (MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.AggressiveInlining)) != 0
                || method.Name is "Forward" or "Backward" or "get_Frozen";
            if ((isWhole || isKernel) && !method.IsGenericMethodDefinition && RuntimeFeature.IsDynamicCodeCompiled)
            {
                // PrepareMethod passes over a virtual method that has no entry point yet; asking for one makes it.
                _ = method.MethodHandle.GetFunctionPointer();
                RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
            }
        }
    }

    /// <summary>A single row, and so many as reach every tile.</summary>
    private static int[] RowCounts(int inputs, int outputs) => [1, FewRows, Math.Clamp(MostElements / Math.Max(inputs, outputs), FewRows, MostRows)];

    private sealed class WarmupGradients<T>(LayerParameters<T> layer, bool hasBias) : LayerGradients<T>(layer, layer.Shape.In, layer.Shape.Out, hasBias, hasScratch: true, hasActivation: true)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
