using LinearGen.Tool.Commands;

namespace LinearGen.Tool.Tests.Support;

/// <summary>One call of the tool, in this process.</summary>
/// <param name="ExitCode">0 if all went well.</param>
/// <param name="Output">What it wrote to the standard output.</param>
/// <param name="Error">What it wrote to the standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static ToolRun Of(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = ToolCommands.Invoke(arguments, output, error);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>An import that has to succeed, as the class Net.</summary>
    public static ToolRun Import(string model, TemporaryFolder folder, params string[] more) => ImportAs("Net", model, folder, more);

    /// <summary>An import that has to succeed.</summary>
    public static ToolRun ImportAs(string className, string model, TemporaryFolder folder, params string[] more)
    {
        ToolRun run = Of(["import", model, "--namespace", "Acme.Models", "--class", className, "--folder", folder.Root, .. more]);
        Assert.Equal("", string.Join('\n', run.Error.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("Note: ", StringComparison.Ordinal))));
        Assert.Equal(0, run.ExitCode);
        return run;
    }

    /// <summary>An import that has to be refused, with nothing written.</summary>
    /// <returns>The message.</returns>
    public static string ImportRefused(string model, params string[] more)
    {
        using TemporaryFolder folder = new();
        ToolRun run = Of(["import", model, "--namespace", "Acme.Models", "--class", "Net", "--folder", folder["new"], .. more]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.False(Path.Exists(folder["new"]));
        return run.Error;
    }
}
