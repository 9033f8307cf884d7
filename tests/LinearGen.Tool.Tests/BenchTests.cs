using System.Globalization;
using System.Runtime.Versioning;
using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Tool.Commands;
using LinearGen.Tool.Safetensors;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Timing;

namespace LinearGen.Tool.Tests;

/// <summary>lineargen bench.</summary>
public class BenchTests
{
    private static readonly string Linear = TestData.Path("Models", "linear_2_3.onnx");

    [Fact]
    public void Model_IsCompiledAndTimed()
    {
        ToolRun run = ToolRun.Of("bench", Linear, "--rows", "1,300", "--seconds", "0.02");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"Compiling and timing {Linear} …", run.Error.Trim());
        Assert.Contains("2→3, float, 9 parameters", run.Output, StringComparison.Ordinal);

        string[][] rows = [.. run.Output.Split('\n').Select(line => line.Split(['|', '│'], StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 2 && cells[2] == "LinearGen")];
        Assert.Equal(["1", "300"], rows.Select(cells => cells[1]));
        foreach (string[] cells in rows)
        {
            double[] figures = [.. cells[3..8].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            double count = double.Parse(cells[1], CultureInfo.InvariantCulture);
            (double minimum, double median, double perRow, double perSecond, double bytes) = (figures[0], figures[1], figures[2], figures[3], figures[4]);
            Assert.InRange(minimum, 0.1, median);
            Assert.InRange(perRow * count / minimum, 0.9, 1.1);
            Assert.InRange(perRow * perSecond, 0.9e9, 1.1e9); // The time of a row is printed with two digits.
            Assert.Equal(0, bytes);
        }
    }

    /// <summary>Models of several inputs and outputs, with functions that ONNX Runtime does not have in double, and with a fixed number of rows.</summary>
    [Fact]
    [Trait("Category", "Full")]
    public async Task OnnxRuntime_IsTimedBesideIt()
    {
        Assert.Null(OnnxRuntimeSession.Unavailable);
        using TemporaryFolder folder = new();
        OnnxModel several = new(-1, 3);
        several.Graph.Input.Add(OnnxModel.Value("z", -1, 2));
        several.Store(several.Random("w", 5, 4), several.Random("v", 4, 2), several.Random("u", 4, 3)).Node("Concat", "x z", ("axis", 1)).Node("MatMul", "_ w").Node("Relu", "_").Node("MatMul", "v2 v").Node("MatMul", "v2 u");
        several.Graph.Output.Add(OnnxModel.Value("v4", -1, 3));
        several.Graph.Output.Add(OnnxModel.Value("v3", -1, 2));
        File.WriteAllBytes(folder["several.onnx"], several.ToProto().ToByteArray());

        await Check(folder["several.onnx"], [1, 7], []);
        await Check(TestData.Path("Models", "torch_double.onnx"), [], ["ONNX Runtime is not timed: [ErrorCode:NotImplemented]"]);
        await Check(TestData.Path("Models", "fixed_batch1.onnx"), [1], ["ONNX Runtime is not timed with 7 rows: the model's input "]);

        static async Task Check(string file, int[] rows, string[] notes)
        {
            TimingResult result = await Time(file, isCompared: true);
            Assert.All(result.Notes, note => Assert.Contains(notes, expected => note.StartsWith(expected, StringComparison.Ordinal)));
            Assert.Equal(notes.Length, result.Notes.Count);
            Assert.Equal([1, 7], result.Series.Where(series => series.Library == "LinearGen").Select(series => series.Rows));
            Assert.Equal(rows, result.Series.Where(series => series.Library == "ONNX Runtime").Select(series => series.Rows));
            Assert.All(result.Series, series => Assert.InRange(series.Minimum, 0.1, series.Median));
        }
    }

    /// <summary>Where the file computes another function than the class, a comparison would say nothing.</summary>
    [Fact]
    [Trait("Category", "Full")]
    public async Task OnnxRuntime_IsLeftOut_WhereOutputsDiffer()
    {
        Assert.Null(OnnxRuntimeSession.Unavailable);
        ImportedModel model = OnnxImporter.Read(Linear);
        using TemporaryFolder folder = new();
        OnnxModel other = new(-1, 2);
        other.Store(other.Random("w", 2, 3)).Node("MatMul", "x w");
        File.WriteAllBytes(folder["other.onnx"], other.ToProto().ToByteArray());

        using TimingProject project = new();
        TimingResult result = await project.RunAsync(model, new TimingPlan([2], 0.01, new GraphPlan(folder["other.onnx"], [new NamedPart("x", 0, 2)], [new NamedPart("v0", 0, 3)])), [], CancellationToken.None);

        Assert.Equal("LinearGen", Assert.Single(result.Series).Library);
        Assert.StartsWith("ONNX Runtime is not timed with 2 rows: its outputs differ from LinearGen's by up to ", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rows", "0", "--rows '0': expected different numbers from 1 to 65536, separated by commas, as in 1,64; '0' is none")]
    [InlineData("--rows", "1,1", "'1' is none, or is given twice")]
    [InlineData("--rows", "1,", "'' is none")]
    [InlineData("--rows", "70000", "'70000' is none")]
    [InlineData("--seconds", "0", "--seconds '0': expected a number above 0, up to 60.")]
    [InlineData("--seconds", "1,5", "--seconds '1,5': expected a number above 0, up to 60.")]
    [InlineData("--source", "feed", "--source is for --onnxruntime")]
    public void OtherValues_AreRefused(string option, string value, string message)
    {
        ToolRun run = ToolRun.Of("bench", Linear, option, value);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OnnxRuntime_IsForOnnxFiles()
    {
        ToolRun run = ToolRun.Of("bench", "model.safetensors", "--onnxruntime");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error: --onnxruntime: ONNX Runtime runs .onnx files; 'model.safetensors' is none.", run.Error.Trim());
    }

    [Fact]
    public void ModelThatCannotBeImported_IsNotCompiled()
    {
        ToolRun run = ToolRun.Of("bench", TestData.Path("Damaged", "ox_unknown_op.onnx"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("(Frobnicate) is not supported", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Compiling", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSdk_IsNamed()
    {
        using TemporaryFolder folder = new();
        ImportException missing = await Assert.ThrowsAsync<ImportException>(() => DotNetSdk.FindAsync([folder["dotnet"]], folder.Root, CancellationToken.None));
        Assert.Equal("bench compiles the model and takes the .NET SDK for it, version 9 or later, which is not found: there is no program 'dotnet'.", missing.Message);
    }

    [Fact]
    public async Task Interruption_EndsTheProgram()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A program there is no script.
        }

        using TemporaryFolder folder = new();
        DotNetSdk sdk = await DotNetSdk.FindAsync([Script(folder, $"if [ $1 = --version ]; then echo 10.0.100; else sleep 3; touch {folder["late"]}; fi")], folder.Root, CancellationToken.None);
        using CancellationTokenSource interruption = new(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sdk.RunAsync(folder.Root, ["build"], interruption.Token));
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.False(File.Exists(folder["late"]));
    }

    [Theory]
    [InlineData("echo 8.0.404", "expected version 9 or later, '{0} --version' is 8.0.404.")]
    [InlineData("echo No SDKs were found.; exit 145", "version 9 or later, which is not found: '{0} --version' ends with 145: No SDKs were found.")]
    public async Task SdkThatCannotCompile_IsNamed(string script, string message)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A program there is no script.
        }

        using TemporaryFolder folder = new();
        string program = Script(folder, script);
        ImportException mistake = await Assert.ThrowsAsync<ImportException>(() => DotNetSdk.FindAsync([program], folder.Root, CancellationToken.None));
        Assert.EndsWith(string.Format(CultureInfo.InvariantCulture, message, program), mistake.Message, StringComparison.Ordinal);
    }

    /// <summary>A program in the place of <c>dotnet</c>.</summary>
    [UnsupportedOSPlatform("windows")]
    private static string Script(TemporaryFolder folder, string lines)
    {
        string program = folder["dotnet"];
        File.WriteAllText(program, $"#!/bin/sh\n{lines}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return program;
    }

    private static async Task<TimingResult> Time(string file, bool isCompared)
    {
        ImportedModel model = ModelReader.Read(file, new TensorOptions(null, null, null, null), OnnxImportOptions.None);
        using TimingProject project = new();
        return await project.RunAsync(model, new TimingPlan([1, 7], 0.01, isCompared ? new GraphPlan(file, model.GraphInputs, model.GraphOutputs) : null), [], CancellationToken.None);
    }
}
