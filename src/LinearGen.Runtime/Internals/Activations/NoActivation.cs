using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>f(z) = z, of a layer without an activation.</summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoActivation<TVector> : IActivation<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z) => z;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy) => dy;
}
