using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary>The console that tables are written to.</summary>
internal static class TableConsole
{
    /// <summary>Wide enough for tables that go into a file.</summary>
    private const int PlainWidth = 240;

    /// <summary>The terminal, or plain text if the output is redirected.</summary>
    public static IAnsiConsole Of(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal)
        {
            console.Profile.Width = PlainWidth;
            console.Profile.Capabilities.Unicode = false;
        }

        return console;
    }
}
