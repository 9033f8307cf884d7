using System.CommandLine;
using System.CommandLine.Invocation;

namespace LinearGen.Tool.Commands;

/// <summary>The tool's command line.</summary>
internal static class ToolCommands
{
    private const int Failed = 1;

    /// <summary>The exit code of a program that was interrupted: 128 and the number of the signal.</summary>
    private const int Interrupted = 130;

    /// <summary>An interrupted command ends the programs that it has started, and deletes its temporary files.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">The writer of results; null for the console.</param>
    /// <param name="error">The writer of errors; null for the console.</param>
    /// <returns>0; 1 if something is wrong; 130 if it was interrupted.</returns>
    public static int Invoke(string[] arguments, TextWriter? output = null, TextWriter? error = null)
    {
        RootCommand root = new("Turns trained models into LinearGen classes.") { ImportCommand.Create(), InspectCommand.Create(), BenchCommand.Create() };
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToEnd };
        configuration.Output = output ?? configuration.Output;
        configuration.Error = error ?? configuration.Error;
        try
        {
            ParseResult result = root.Parse(arguments);
            if (result.Action is ParseErrorAction mistakes)
            {
                // The line that says what is wrong would be lost among twenty lines of help.
                mistakes.ShowHelp = false;
            }

            return result.Invoke(configuration);
        }
        catch (ImportException mistake)
        {
            configuration.Error.WriteLine($"error: {mistake.Message}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
