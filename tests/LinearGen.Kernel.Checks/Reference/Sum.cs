using System.Runtime.Intrinsics.X86;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// A sum of products in twice double's precision (Dekker's and Knuth's error-free transformations), together with the
/// sum of the products' magnitudes, which is what rounding errors are measured against.
/// </summary>
public struct Sum
{
    /// <summary>The sum, rounded to double.</summary>
    public double High { get; private set; }

    /// <summary>What <see cref="High"/> lacks.</summary>
    public double Low { get; private set; }

    /// <summary>S = Σ|aᵢ·bᵢ|.</summary>
    public double Magnitude { get; private set; }

    /// <summary>How far the sum may be off because of what was uncertain in its terms.</summary>
    public double Uncertainty { get; private set; }

    /// <summary>Adds a·b.</summary>
    public void AddProduct(double a, double b)
    {
        double product = a * b;
        double error = Fma.IsSupported ? Math.FusedMultiplyAdd(a, b, -product) : ProductError(a, b, product);
        Add(product, error);
        Magnitude += Math.Abs(product);
    }

    /// <summary>Adds one value.</summary>
    public void Add(double value)
    {
        Add(value, 0);
        Magnitude += Math.Abs(value);
    }

    /// <summary>Adds a·b, factors that are themselves uncertain.</summary>
    public void AddProduct(in Bounded a, in Bounded b)
    {
        AddProduct(a.High, b.High);
        double aError = Math.Abs(a.Low) + a.Limit;
        double bError = Math.Abs(b.Low) + b.Limit;
        if (aError != 0 || bError != 0)
        {
            Uncertainty += (aError * Math.Abs(b.High)) + (bError * Math.Abs(a.High)) + (aError * bError);
        }
    }

    /// <summary>The sum with its limit.</summary>
    /// <param name="factor">How much of S rounding errors may come to.</param>
    public readonly Bounded Within(double factor) => new(High, Low, Uncertainty + (factor * (Magnitude + Uncertainty)));

    // Knuth's two-sum, and then Dekker's fast one to keep the parts from overlapping.
    private void Add(double value, double valueLow)
    {
        double sum = High + value;
        if (!double.IsFinite(sum))
        {
            // An infinity or NaN is all that counts from then on; below, ∞ − ∞ would turn the one into the other.
            (High, Low) = (sum, 0);
            return;
        }

        double part = sum - High;
        double error = (High - (sum - part)) + (value - part);
        double low = Low + error + valueLow;
        High = sum + low;
        Low = low - (High - sum);
    }

    // Dekker's product: each factor is cut into two halves of 26 bits, whose products are exact.
    private static double ProductError(double a, double b, double product)
    {
        (double aHigh, double aLow) = Split(a);
        (double bHigh, double bLow) = Split(b);
        return ((aHigh * bHigh) - product + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
    }

    private static (double High, double Low) Split(double value)
    {
        double scaled = 134217729.0 * value;
        double high = scaled - (scaled - value);
        return (high, value - high);
    }
}
