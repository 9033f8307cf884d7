using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Checks;

/// <summary>The call Forward(in Input x, out Output y) of a class, whose rows are types of its own.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class TypedRow<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes one row.</summary>
    /// <param name="x">[In], exactly.</param>
    /// <param name="y">[Out], exactly.</param>
    public abstract void Forward(ReadOnlySpan<T> x, Span<T> y);
}

/// <inheritdoc/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TInput">The class's type of an input row.</typeparam>
/// <typeparam name="TOutput">The class's type of an output row.</typeparam>
internal sealed class TypedRow<T, TInput, TOutput>(INetwork<T> network) : TypedRow<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TInput : struct
    where TOutput : struct
{
    private readonly Call _forward = network.GetType()
        .GetMethod("Forward", BindingFlags.Public | BindingFlags.Instance, [typeof(TInput).MakeByRefType(), typeof(TOutput).MakeByRefType()])!
        .CreateDelegate<Call>(network);

    private delegate void Call(in TInput x, out TOutput y);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        if (Unsafe.SizeOf<TInput>() != x.Length * Unsafe.SizeOf<T>() || Unsafe.SizeOf<TOutput>() != y.Length * Unsafe.SizeOf<T>())
        {
            throw new InvalidOperationException($"{network}: rows of {Unsafe.SizeOf<TInput>()} and {Unsafe.SizeOf<TOutput>()} bytes for {x.Length} inputs and {y.Length} outputs.");
        }

        TInput input = Unsafe.As<T, TInput>(ref MemoryMarshal.GetReference(x));
        _forward(in input, out TOutput output);
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TOutput, T>(ref output), y.Length).CopyTo(y);
    }
}

/// <summary>Finds the calls with rows of their own types.</summary>
internal static class TypedRow
{
    /// <summary>Binds the call, or gives null where a class has none: its rows are too long.</summary>
    public static TypedRow<T>? Of<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Type type = network.GetType();
        return type.GetNestedType("Input") is { } input && type.GetNestedType("Output") is { } output
            ? (TypedRow<T>)Activator.CreateInstance(typeof(TypedRow<,,>).MakeGenericType(typeof(T), input, output), network)!
            : null;
    }
}
