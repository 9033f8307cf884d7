using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearGen;

/// <summary>√Σx² of numbers whose squares may be too large or too small for their type.</summary>
internal static class EuclideanNorm
{
    /// <summary>Above it, no square that underflowed can matter: there are at most 2³¹ of them, each below 1e-307.</summary>
    private const double SmallestSafeSum = 1e-280;

    /// <summary>The norm; NaN or infinity only if a number is, or if the norm itself is too large for a double.</summary>
    public static double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            // Squares of float have a range in double to spare.
            return Math.Sqrt(SumOfSquares(MemoryMarshal.Cast<T, float>(values)));
        }

        double sum = double.CreateTruncating(TensorPrimitives.SumOfSquares(values));
        return sum >= SmallestSafeSum && double.IsFinite(sum) ? Math.Sqrt(sum) : Scaled(values);
    }

    /// <summary>Eight sums on every machine, so that all machines give the same bits.</summary>
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Vector256<double> lower = Vector256<double>.Zero;
        Vector256<double> upper = Vector256<double>.Zero;
        foreach (Vector256<float> vector in vectors)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(vector);
            lower += a * a;
            upper += b * b;
        }

        double sum = Vector256.Sum(lower + upper);
        foreach (float value in values[(vectors.Length * Vector256<float>.Count)..])
        {
            sum += (double)value * value;
        }

        return sum;
    }

    private static double Scaled<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        double largest = Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(values)));
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (T value in values)
        {
            double scaled = double.CreateTruncating(value) / largest;
            sum += scaled * scaled;
        }

        return largest * Math.Sqrt(sum);
    }
}
