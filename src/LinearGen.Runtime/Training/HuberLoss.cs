using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary><see cref="Loss.Huber"/>.</summary>
internal sealed class HuberLoss(double delta) : RowLoss
{
    private readonly double _delta = Number.Check(double.IsFinite(delta) && delta > 0, delta, nameof(delta), "a finite number above 0");

    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch) =>
        ElementMean.Part(new Rule(_delta), y, targets, dy, batch * outputs);

    /// <remarks>
    /// With d = y − t and c = d clamped to ±delta, both branches of the definition are c·(d − ½c), and the derivative
    /// is c.
    /// </remarks>
    private readonly struct Rule(double delta) : IElementRule
    {
        public Vector<T> Terms<T>(Vector<T> y, Vector<T> target, out Vector<T> slope)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> limit = new(T.CreateTruncating(delta));
            Vector<T> d = y - target;
            slope = Vector.Min(Vector.Max(d, -limit), limit);
            return slope * (d - (slope * T.CreateTruncating(0.5)));
        }
    }
}
