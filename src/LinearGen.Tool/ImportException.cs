namespace LinearGen.Tool;

/// <summary>What the tool cannot or will not do, said so that its user can act on it. Whatever is wrong with a file or an option ends in one of these.</summary>
internal sealed class ImportException : Exception
{
    public ImportException(string message)
        : base(message)
    {
    }

    public ImportException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
