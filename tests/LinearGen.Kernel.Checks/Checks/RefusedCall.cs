using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A call that must be refused with an <see cref="ArgumentException"/>.</summary>
internal static class RefusedCall
{
    /// <summary>Calls, and looks at the exception's parameter and message.</summary>
    /// <param name="tally">Takes the findings.</param>
    /// <param name="what">The call, for messages.</param>
    /// <param name="call">Makes it.</param>
    /// <param name="parameter">The parameter that is at fault.</param>
    /// <param name="said">What the message must say besides.</param>
    public static void Expect(Tally tally, string what, Action call, string parameter, params ReadOnlySpan<string> said)
    {
        try
        {
            call();
            tally.Expect(false, $"{what}: accepted");
        }
        catch (ArgumentException exception)
        {
            tally.Expect(exception.ParamName == parameter, $"{what}: names parameter {exception.ParamName}, expected {parameter}");
            foreach (string part in said)
            {
                tally.Expect(exception.Message.Contains(part, StringComparison.Ordinal), $"{what}: \"{exception.Message}\" does not say \"{part}\"");
            }
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or NullReferenceException or InvalidOperationException)
        {
            tally.Expect(false, $"{what}: {exception.GetType().Name} instead of ArgumentException");
        }
    }

    /// <summary>Looks whether outputs of a refused call are as they were.</summary>
    public static void ExpectUntouched<T>(Tally tally, string what, Surrounded<T> output)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        tally.Expect(output.IsIntact && Surrounded.IsUntouched<T>(output.Span), $"{what}: refused, but has written");
}
