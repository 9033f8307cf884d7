using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen;

/// <summary>A loss that is a mean over all elements of a batch, each by itself: its definition for a vector of them.</summary>
internal interface IElementRule
{
    /// <summary>The terms that the mean is taken over, and their derivatives.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">Outputs of the network.</param>
    /// <param name="target">The targets.</param>
    /// <param name="slope">∂term/∂y.</param>
    Vector<T> Terms<T>(Vector<T> y, Vector<T> target, out Vector<T> slope)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>The mean of an <see cref="IElementRule"/> over a batch, part by part, and its gradient, in one pass.</summary>
internal static class ElementMean
{
    /// <summary>
    /// Vectors whose terms are added in the element type before the sum goes on in double: few enough that rounding
    /// does not grow with the batch.
    /// </summary>
    private const int VectorsPerSum = 32;

    /// <summary>Computes the part of the mean that some elements make and writes its gradient.</summary>
    /// <typeparam name="TRule">A struct, so that its methods are inlined here.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rule">The definition.</param>
    /// <param name="y">[n], 1 or more.</param>
    /// <param name="targets">[n].</param>
    /// <param name="dy">[n], overwritten.</param>
    /// <param name="count">Elements of the whole batch.</param>
    public static double Part<TRule, T>(TRule rule, ReadOnlySpan<T> y, ReadOnlySpan<T> targets, Span<T> dy, double count)
        where TRule : struct, IElementRule
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> share = new(T.One / T.CreateTruncating(count));
        ReadOnlySpan<Vector<T>> ys = MemoryMarshal.Cast<T, Vector<T>>(y);
        ReadOnlySpan<Vector<T>> ts = MemoryMarshal.Cast<T, Vector<T>>(targets)[..ys.Length];
        Span<Vector<T>> dys = MemoryMarshal.Cast<T, Vector<T>>(dy)[..ys.Length];
        double sum = 0;
        for (int start = 0; start < ys.Length; start += VectorsPerSum)
        {
            int end = Math.Min(start + VectorsPerSum, ys.Length);
            Vector<T> terms = Vector<T>.Zero;
            for (int k = start; k < end; k++)
            {
                terms += rule.Terms(ys[k], ts[k], out Vector<T> slope);
                dys[k] = slope * share;
            }

            sum += double.CreateTruncating(Vector.Sum(terms));
        }

        int done = ys.Length * Vector<T>.Count;
        if (done < y.Length)
        {
            // The rest as a vector of its own, so that there is one definition only; its padding does not count.
            Span<T> rest = stackalloc T[2 * Vector<T>.Count];
            rest.Clear();
            Span<T> restOfTargets = rest[Vector<T>.Count..];
            y[done..].CopyTo(rest);
            targets[done..].CopyTo(restOfTargets);
            Vector<T> terms = rule.Terms(new Vector<T>(rest), new Vector<T>(restOfTargets), out Vector<T> slope);
            slope *= share;
            for (int k = done; k < y.Length; k++)
            {
                sum += double.CreateTruncating(terms[k - done]);
                dy[k] = slope[k - done];
            }
        }

        return sum / count;
    }
}
