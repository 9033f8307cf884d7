namespace LinearGen.Generator.Printing;

/// <summary>Writes the choice between texts for vectors of 256 and of 512 bits, which the JIT makes when it compiles.</summary>
internal static class WidthChoice
{
    /// <summary>Writes both in blocks, or the only one there is.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="narrow">Writes the text for 256 bits.</param>
    /// <param name="wide">Writes that for 512 bits; null if there is none.</param>
    public static void Print(SourceWriter writer, Action narrow, Action? wide)
    {
        if (wide is null)
        {
            narrow();
            return;
        }

        using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
        {
            wide();
        }

        using (writer.Block("else"))
        {
            narrow();
        }
    }
}
