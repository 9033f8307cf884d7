namespace ControlLoop;

/// <summary>What the arm should do: two sines on top of each other, which repeat after <see cref="Period"/> seconds.</summary>
internal static class Swing
{
    public const double Period = 2;

    private const double Slow = 2 * Math.PI / Period;
    private const double Fast = 3 * Slow;
    private const double FastShare = 0.25;

    /// <summary>The desired motion at a time in seconds.</summary>
    public static Motion At(double time)
    {
        (double slowSin, double slowCos) = Math.SinCos(Slow * time);
        (double fastSin, double fastCos) = Math.SinCos(Fast * time);
        return new(
            slowSin + (FastShare * fastSin),
            (Slow * slowCos) + (FastShare * Fast * fastCos),
            -(Slow * Slow * slowSin) - (FastShare * Fast * Fast * fastSin));
    }
}
