using System.Numerics;

namespace LinearGen;

/// <summary>A loss that is a mean over all elements of a batch, each by itself: its definition for a vector of them.</summary>
internal interface IElementRule
{
    /// <summary>The terms that the mean is taken over, and their derivatives.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">Outputs of the network.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="slope">∂term/∂y.</param>
    Vector<T> Terms<T>(Vector<T> y, Vector<T> target, out Vector<T> slope)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
