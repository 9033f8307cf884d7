namespace LinearGen.Mpi;

/// <summary>A function of MPI has failed; the message is MPI's own. After it, the session is of no more use.</summary>
public sealed class MpiException : Exception
{
    /// <summary>Makes one without a code.</summary>
    public MpiException()
    {
    }

    /// <summary>Makes one without a code.</summary>
    /// <param name="message">What has failed.</param>
    public MpiException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a code.</summary>
    /// <param name="message">What has failed.</param>
    /// <param name="innerException">Why.</param>
    public MpiException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What has failed.</param>
    /// <param name="errorCode">The code that MPI's function returned.</param>
    public MpiException(string message, int errorCode)
        : base(message) => ErrorCode = errorCode;

    /// <summary>The code that MPI's function returned; 0 if there is none.</summary>
    public int ErrorCode { get; }
}
