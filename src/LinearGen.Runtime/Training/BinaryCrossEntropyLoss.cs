using System.Numerics;

namespace LinearGen;

/// <summary><see cref="Loss.BinaryCrossEntropy"/>.</summary>
internal sealed class BinaryCrossEntropyLoss : RowLoss
{
    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch) =>
        ElementMean.Part(default(Rule), y, targets, dy, batch * outputs);

    /// <remarks>
    /// max(y, 0) − y·t = |y|·(1 − t for y &gt; 0, otherwise t), where nothing cancels; the rest is ln(1 + z) with
    /// z = exp(−|y|), which never overflows. With u = 1 + z as rounded, ln(1 + z) = ln u + (z − (u − 1))/u up to
    /// rounding, so that the loss of a sure and right answer does not vanish.
    /// </remarks>
    private readonly struct Rule : IElementRule
    {
        public Vector<T> Terms<T>(Vector<T> y, Vector<T> target, out Vector<T> slope)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector<T> distance = Vector.Abs(y);
            Vector<T> positive = Vector.GreaterThan(y, Vector<T>.Zero);
            Vector<T> z = Exp(-distance);
            Vector<T> u = Vector<T>.One + z;
            slope = (Vector.ConditionalSelect(positive, Vector<T>.One, z) / u) - target;
            Vector<T> wrong = Vector.ConditionalSelect(positive, Vector<T>.One - target, target);
            return (distance * wrong) + (Log(u) + ((z - (u - Vector<T>.One)) / u));
        }

        private static Vector<T> Exp<T>(Vector<T> x) => typeof(T) == typeof(float)
            ? Vector.Exp(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();

        private static Vector<T> Log<T>(Vector<T> x) => typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();
    }
}
