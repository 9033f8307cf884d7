using System.CommandLine;

namespace LinearGen.Tool.Commands;

/// <summary>The tool's command line.</summary>
internal static class ToolCommands
{
    private const int Failed = 1;

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Where results go; null for the console.</param>
    /// <param name="error">Where mistakes go; null for the console.</param>
    /// <returns>0, or 1 if something is wrong.</returns>
    public static int Invoke(string[] arguments, TextWriter? output = null, TextWriter? error = null)
    {
        RootCommand root = new("Turns trained models into LinearGen classes.") { ImportCommand.Create(), InspectCommand.Create() };
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false };
        configuration.Output = output ?? configuration.Output;
        configuration.Error = error ?? configuration.Error;
        try
        {
            return root.Parse(arguments).Invoke(configuration);
        }
        catch (ImportException mistake)
        {
            configuration.Error.WriteLine($"error: {mistake.Message}");
            return Failed;
        }
    }
}
