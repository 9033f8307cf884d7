using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Layers;

/// <summary>A generated layer of a shape that is known only at run time, and loops that call its public methods.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The loops are put together from IL, for each layer its own, with direct calls in them as in a user's program: through
/// <see cref="INetwork{T}"/> a call would cost some nanoseconds more, which for small layers is the double. Written in C# it
/// would be the same four lines for every layer and method. The JIT compiles such methods to their final form at once.
/// </remarks>
internal sealed class LayerCalls<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<T> _layer;
    private readonly ForwardLoop _forward;
    private readonly BackwardLoop _backward;

    /// <summary>Makes a layer with given parameters.</summary>
    /// <param name="shape">Its shape; there must be a class for it, see <see cref="Has"/>.</param>
    /// <param name="weights">W [In, Out].</param>
    /// <param name="bias">b [Out].</param>
    public LayerCalls(Shape shape, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias)
    {
        Type type = Find(shape) ?? throw new ArgumentException($"There is no layer {Name(shape)}.", nameof(shape));
        _layer = (INetwork<T>)Activator.CreateInstance(type)!;
        Setter("SetWeights")(weights);
        Setter("SetBias")(bias);
        Gradients = (BiasedLayerGradients<T>)_layer.CreateGradients();
        _forward = Loop<ForwardLoop>(type.GetMethod("Forward", [typeof(ReadOnlySpan<T>), typeof(Span<T>)])!);
        _backward = Loop<BackwardLoop>(type.GetMethod("Backward", [typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<T>), typeof(Span<T>), Gradients.GetType()])!);

        Action<ReadOnlySpan<T>> Setter(string method) =>
            type.GetMethod(method, [typeof(ReadOnlySpan<T>)])!.CreateDelegate<Action<ReadOnlySpan<T>>>(_layer);
    }

    private delegate void ForwardLoop(object layer, ReadOnlySpan<T> x, Span<T> y, int calls);

    private delegate void BackwardLoop(object layer, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, object? gradients, int calls);

    /// <summary>The layer's gradients.</summary>
    public BiasedLayerGradients<T> Gradients { get; }

    /// <summary>Whether a class is declared for a shape.</summary>
    public static bool Has(Shape shape) => Find(shape) is not null;

    /// <summary>layer.Forward(x, y), several times.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> y, int calls) => _forward(_layer, x, y, calls);

    /// <summary>layer.Backward(x, dy, dx, null), several times.</summary>
    public void InputGradient(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int calls) => _backward(_layer, x, dy, dx, null, calls);

    /// <summary>layer.Backward(x, dy, default, gradients), several times.</summary>
    public void WeightGradient(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int calls) => _backward(_layer, x, dy, default, Gradients, calls);

    /// <summary>layer.Backward(x, dy, dx, gradients), several times.</summary>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, int calls) => _backward(_layer, x, dy, dx, Gradients, calls);

    private static Type? Find(Shape shape) => typeof(Single2x3).Assembly.GetType($"{typeof(Single2x3).Namespace}.{Name(shape)}");

    private static string Name(Shape shape) => $"{typeof(T).Name}{shape}";

    /// <summary>for (; calls != 0; calls--) layer.method(the arguments between the first and the last);.</summary>
    private static TDelegate Loop<TDelegate>(MethodInfo method)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        int calls = parameters.Length - 1;
        DynamicMethod loop = new($"{method.DeclaringType!.Name}.{method.Name}", typeof(void), parameters, typeof(LayerCalls<T>).Module, skipVisibility: true);
        ILGenerator il = loop.GetILGenerator();
        Label body = il.DefineLabel();
        Label end = il.DefineLabel();

        // The delegate's parameters of type object hold objects of the layer's own classes.
        Type[] wanted = [method.DeclaringType, .. method.GetParameters().Select(parameter => parameter.ParameterType)];
        LocalBuilder?[] objects = new LocalBuilder?[calls];
        for (int i = 0; i < calls; i++)
        {
            if (parameters[i] == typeof(object))
            {
                objects[i] = il.DeclareLocal(wanted[i]);
                il.Emit(OpCodes.Ldarg, i);
                il.Emit(OpCodes.Castclass, wanted[i]);
                il.Emit(OpCodes.Stloc, objects[i]!);
            }
        }

        il.Emit(OpCodes.Ldarg, calls);
        il.Emit(OpCodes.Brfalse, end);
        il.MarkLabel(body);
        for (int i = 0; i < calls; i++)
        {
            if (objects[i] is { } local)
            {
                il.Emit(OpCodes.Ldloc, local);
            }
            else
            {
                il.Emit(OpCodes.Ldarg, i);
            }
        }

        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ldarg, calls);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg, calls);
        il.Emit(OpCodes.Ldarg, calls);
        il.Emit(OpCodes.Brtrue, body);
        il.MarkLabel(end);
        il.Emit(OpCodes.Ret);
        return loop.CreateDelegate<TDelegate>();
    }
}
