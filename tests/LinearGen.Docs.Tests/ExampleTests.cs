using System.Globalization;
using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Docs.Tests;

/// <summary>
/// The C# blocks of the README and of the pages with examples. Each compiles by itself, without warnings. If a block of
/// text follows, that is what the program prints, or the error that the compiler reports.
/// </summary>
[Collection("Console")] // What one program prints is no other's.
public class ExampleTests
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

    /// <summary>What an example adds to a new project: other packages of ours, and a library that draws.</summary>
    private static readonly MetadataReference[] Packages =
    [
        .. new[] { typeof(Onnx.OnnxFile), typeof(Mpi.MpiSession), typeof(ScottPlot.Plot), typeof(SkiaSharp.SKPaint) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>The pages with programs. Those of diagnostics show parts of programs, some of them wrong on purpose.</summary>
    private static IEnumerable<string> Pages =>
    [
        "README.md",
        "src/LinearGen.Onnx/README.md",
        "src/LinearGen.Runtime/README.md",
        "src/LinearGen.Mpi/README.md",
        .. Document.Paths.Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && !path.StartsWith("docs/diagnostics/", StringComparison.Ordinal)),
    ];

    /// <summary>Documents, and the places of their C# blocks among all blocks.</summary>
    public static TheoryData<string, int> Examples
    {
        get
        {
            TheoryData<string, int> examples = [];
            foreach (string path in Pages)
            {
                foreach (int place in PlacesOfExamples(Document.Load(path)))
                {
                    examples.Add(path, place);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_DoesWhatTheTextBelowItSays(string path, int place)
    {
        IReadOnlyList<Block> blocks = Document.Load(path).Blocks;
        string? below = place + 1 < blocks.Count && blocks[place + 1].Language == "text" ? blocks[place + 1].Text : null;
        GeneratorResult result = Compile(blocks[place].Text);
        IEnumerable<Diagnostic> reported = result.Diagnostics.Concat(result.Analyze());

        if (below?.StartsWith("error ", StringComparison.Ordinal) == true)
        {
            Assert.Equal([below.TrimEnd()], reported.Select(Describe));
            return;
        }

        Assert.Empty(reported);
        Assert.Empty(result.CompilerDiagnostics);
        if (below is not null)
        {
            Assert.Equal(below, Run(result.Load()));
        }
    }

    internal static IEnumerable<int> PlacesOfExamples(Document document) =>
        document.Blocks.Select((block, place) => (block, place)).Where(pair => pair.block.Language == "csharp").Select(pair => pair.place);

    private static string Describe(Diagnostic diagnostic) =>
        $"{(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "not an error")} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    /// <summary>Compiles a block: a program if it has top-level statements, otherwise a library.</summary>
    private static GeneratorResult Compile(string example)
    {
        CSharpCompilation library = GeneratorHarness.CreateCompilation(example, ImplicitUsings).AddReferences(Packages);
        bool isProgram = library.SyntaxTrees[0].GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        return GeneratorHarness.Run(isProgram ? library.WithOptions(library.Options.WithOutputKind(OutputKind.ConsoleApplication)) : library);
    }

    /// <summary>Runs a program's top-level statements and gives its output. No test beside it prints anything.</summary>
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
