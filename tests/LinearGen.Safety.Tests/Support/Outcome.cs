namespace LinearGen.Safety.Tests.Support;

/// <summary>What became of a call.</summary>
internal static class Outcome
{
    /// <summary>Makes a call and gives its exception, if it is of a kind that the documentation names; another one goes on.</summary>
    /// <param name="call">Makes the call.</param>
    public static Exception? Of(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (Exception exception) when (IsDocumented(exception))
        {
            return exception;
        }
    }

    /// <summary>Whether an exception is an answer. What the runtime throws at a slip is none.</summary>
    public static bool IsDocumented(Exception exception) => exception is
        ArgumentException or InvalidOperationException or NotSupportedException or InvalidDataException or IOException
        or OverflowException or NotFiniteNumberException or AdversaryException;
}
