using System.Globalization;
using System.Reflection;
using LinearGen.Testing;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Writing;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Tool.Tests;

/// <summary>What is written, and what is not.</summary>
public class OutputTests
{
    private static readonly string Model = TestData.Path("Models", "control_8_16_16_1_tanh.onnx");

    [Theory]
    [InlineData("Net.cs")]
    [InlineData("Net.safetensors")]
    public void FilesThatAreThere_AreNotTouched(string existing)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder[existing], "mine");
        ToolRun run = ToolRun.Of("import", Model, "--namespace", "A", "--class", "Net", "--folder", folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{existing}' exists already; --force replaces it", run.Error, StringComparison.Ordinal);
        Assert.Equal([existing], folder.Files);
        Assert.Equal("mine", File.ReadAllText(folder[existing]));

        ToolRun.Import(Model, folder, "--force");
        Assert.Equal(["Net.cs", "Net.safetensors"], folder.Files);
        Assert.NotEqual("mine", File.ReadAllText(folder[existing]));
    }

    [Fact]
    public void FailureWhileWriting_LeavesNothing()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["Net.safetensors"]);
        File.WriteAllText(Path.Combine(folder["Net.safetensors"], "mine"), "");
        ToolRun run = ToolRun.Of("import", Model, "--namespace", "A", "--class", "Net", "--folder", folder.Root, "--force");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Files, file => file.Contains(".tmp", StringComparison.Ordinal));

        File.WriteAllText(folder["file"], "");
        run = ToolRun.Of("import", Model, "--namespace", "A", "--class", "Net", "--folder", folder["file"]);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void SameModel_GivesTheSameBytesEverywhere()
    {
        using TemporaryFolder first = new(), second = new();
        ToolRun.Import(Model, first);
        TestCulture.Run("de-DE", () => ToolRun.Import(Model, second));

        foreach (string file in first.Files)
        {
            Assert.Equal(File.ReadAllBytes(first[file]), File.ReadAllBytes(second[file]));
        }

        string code = File.ReadAllText(first["Net.cs"]);
        Assert.DoesNotContain(first.Root, code, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetDirectoryName(Model)!, code, StringComparison.Ordinal);
        Assert.Contains("control_8_16_16_1_tanh.onnx: ONNX", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class", "'class' is a keyword")]
    [InlineData("2Net", "may not begin with '2'")]
    [InlineData("My-Net", "may not hold '-'")]
    [InlineData("Net;", "may not hold ';'")]
    [InlineData("A.B", "may not hold '.'")]
    [InlineData("", "is empty")]
    [InlineData("record", "is a word that C# reserves")]
    [InlineData("Forward", "name of a member")]
    [InlineData("SelfTest", "name of a member")]
    [InlineData("Net\u200B", "may not hold")]
    [InlineData("../Net", "may not begin with '.'")]
    public void OtherClassNames_AreRefused(string name, string message) => Assert.Contains(message, Refused("A", name), StringComparison.Ordinal);

    [Theory]
    [InlineData("Acme.namespace", "'namespace' is a keyword")]
    [InlineData("Acme..Models", "is empty")]
    [InlineData("Acme.", "is empty")]
    [InlineData("", "is empty")]
    [InlineData("Acme Models", "may not hold ' '")]
    public void OtherNamespaces_AreRefused(string name, string message) => Assert.Contains(message, Refused(name, "Net"), StringComparison.Ordinal);

    [Theory]
    [InlineData("System", "Neural")]
    [InlineData("LinearGen", "Net")]
    [InlineData("Acme.LinearGen.System", "Math")]
    [InlineData("Ünïcode.名前", "Größe")]
    [InlineData("a", "lower")]
    public void UnusualNames_Compile(string namespaceName, string className)
    {
        using TemporaryFolder folder = new();
        ToolRun run = ToolRun.Of("import", Model, "--namespace", namespaceName, "--class", className, "--folder", folder.Root);
        Assert.Equal("", run.Error);
        Testing.GeneratorResult result = Testing.GeneratorHarness.Run(File.ReadAllText(folder[className + ".cs"]));
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("System", "Object", "in .NET")]
    [InlineData("LinearGen", "Activation", "in LinearGen")]
    public void TypesThatAreThere_AreNotHidden(string namespaceName, string className, string where) =>
        Assert.Contains($"'{namespaceName}.{className}' exists already {where}", Refused(namespaceName, className), StringComparison.Ordinal);

    [Fact]
    public void OptionsOfTheOtherFormat_AreRefused() =>
        Assert.Contains("are for safetensors files; an ONNX file says all this itself", ToolRun.ImportRefused(Model, "--activations", "relu"), StringComparison.Ordinal);

    [Fact]
    public void MissingOptions_AreNamed()
    {
        ToolRun run = ToolRun.Of("import", Model);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("--namespace", run.Error, StringComparison.Ordinal);
        Assert.Contains("--class", run.Error, StringComparison.Ordinal);
        Assert.Contains("--folder", run.Error, StringComparison.Ordinal);
    }

    private static string Refused(string namespaceName, string className)
    {
        using TemporaryFolder folder = new();
        ToolRun run = ToolRun.Of("import", Model, "--namespace", namespaceName, "--class", className, "--folder", folder.Root);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(folder.Files);
        return run.Error;
    }

    [Fact]
    public void Keywords_AreNoNames()
    {
        // Those that begin with underscores are not in the language's definition.
        string[] keywords = [.. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText).Where(keyword => !keyword.StartsWith("__", StringComparison.Ordinal))];
        Assert.InRange(keywords.Length, 70, 100);
        Assert.All(keywords, keyword => Assert.Contains("is a keyword of C#", Assert.Throws<ImportException>(() => Identifiers.CheckClass(keyword)).Message, StringComparison.Ordinal));
        Assert.All(keywords, keyword => Assert.Throws<ImportException>(() => Identifiers.CheckNamespace($"Acme.{keyword}")));
    }

    [Fact]
    public void Members_AreNoNamesOfClasses()
    {
        Assembly assembly = GeneratorHarness.Run("""
            using LinearGen;
            [LinearLayer(In = 2, Out = 3, Bias = true)] public partial class Body;
            [LinearLayer(In = 3, Out = 1, Activation = Activation.Relu)] public partial class Head;
            [Sequential(typeof(Body), typeof(Head))] public partial class Net;
            """).Load();
        string[] members =
        [
            .. new[] { "Body", "Head", "Net" }
                .SelectMany(name => assembly.GetType(name)!.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
                .Where(member => member is not ConstructorInfo and not MethodInfo { IsSpecialName: true })
                .Select(member => member.Name)
                .Except(["Body", "Head"])
                .Distinct(),
        ];
        Assert.Contains("Warmup", members);
        Assert.All(members, member => Assert.Throws<ImportException>(() => Identifiers.CheckClass(member)));
    }

    [Fact]
    public void NamesOfTensors_AreTextInDocumentation()
    {
        using TemporaryFolder folder = new();
        SafetensorsWriter writer = new();
        writer.Add("<a> & b.weight", [1, 2], [1f, 2f]);
        writer.Save(folder["m.safetensors"]);
        ToolRun.Import(folder["m.safetensors"], folder);
        string code = File.ReadAllText(folder["Net.cs"]);
        Assert.Contains("from tensor '&lt;a&gt; &amp; b.weight'", code, StringComparison.Ordinal);
        Assert.DoesNotContain(
            CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(documentationMode: Microsoft.CodeAnalysis.DocumentationMode.Diagnose)).GetDiagnostics(),
            diagnostic => diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Hidden);
    }
}
