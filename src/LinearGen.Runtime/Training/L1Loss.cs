using System.Numerics;

namespace LinearGen;

/// <summary><see cref="Loss.L1"/>.</summary>
internal sealed class L1Loss : RowLoss
{
    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch) =>
        ElementMean.Part(default(Rule), y, targets, dy, batch * outputs);

    private readonly struct Rule : IElementRule
    {
        public Vector<T> Terms<T>(Vector<T> y, Vector<T> target, out Vector<T> slope)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> d = y - target;
            Vector<T> below = Vector.ConditionalSelect(Vector.LessThan(d, Vector<T>.Zero), -Vector<T>.One, Vector<T>.Zero);
            slope = Vector.ConditionalSelect(Vector.GreaterThan(d, Vector<T>.Zero), Vector<T>.One, below);
            return Vector.Abs(d);
        }
    }
}
