using System.Globalization;
using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Docs.Tests;

public class ReadmeTests
{
    /// <summary>What a new project of the SDK imports by itself (ImplicitUsings).</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Document Readme = Document.Load("README.md");

    /// <summary>The places of the C# blocks among all blocks.</summary>
    public static TheoryData<int> Examples =>
        [.. Readme.Blocks.Select((block, index) => (block, index)).Where(pair => pair.block.Language == "csharp").Select(pair => pair.index)];

    [Fact]
    public void HasAnExample() => Assert.NotEmpty(Examples);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_DoesWhatTheTextBelowItSays(int index)
    {
        GeneratorResult result = Compile(Readme.Blocks[index].Text);
        Block below = Readme.Blocks[index + 1];
        Assert.Equal("text", below.Language);

        if (below.Text.StartsWith("error ", StringComparison.Ordinal))
        {
            Assert.Equal([below.Text.TrimEnd()], result.Diagnostics.Select(Describe));
            return;
        }

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Assert.Equal(below.Text, Run(result.Load()));
    }

    [Fact]
    public void Commands_AreWhatContinuousIntegrationRuns()
    {
        string script = Document.Load(".ci/run").Text;

        Block commands = Assert.Single(Readme.Blocks, block => block.Language == "sh");
        Assert.All(commands.Text.TrimEnd().Split('\n'), command => Assert.Contains(command, script));
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "not an error")} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static GeneratorResult Compile(string program)
    {
        CSharpCompilation library = GeneratorHarness.CreateCompilation(program, ImplicitUsings);
        return GeneratorHarness.Run(library.WithOptions(library.Options.WithOutputKind(OutputKind.ConsoleApplication)));
    }

    /// <summary>Runs a program's top-level statements and gives what it prints. No test beside it prints anything.</summary>
    private static string Run(Assembly program)
    {
        TextWriter console = Console.Out;
        using StringWriter printed = new() { NewLine = "\n" };
        Console.SetOut(printed);
        try
        {
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString();
    }
}
