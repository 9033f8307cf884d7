using System.Diagnostics;
using System.Text;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Files that are damaged or hostile: refused quickly, in little memory, with a message that says why.</summary>
public class DamagedFileTests
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["ox_bias_length.onnx"] = "'b1' of shape [4]; expected [3]",
        ["ox_cycle.onnx"] = "is part of a cycle",
        ["ox_deep_graphs.onnx"] = "no input",
        ["ox_empty_file.onnx"] = "has 0 bytes; expected a regular file",
        ["ox_ext_traversal.onnx"] = "only files in the model's own folder are opened",
        ["ox_huge_dims.onnx"] = "[1048576, 1048576], which is not possible or too large",
        ["ox_layer_mismatch.onnx"] = "takes rows of 5 values, 'w2' being [2, 5] and transposed, but is given rows of 3",
        ["ox_len_2p63.onnx"] = "a field of 9223372036854775808 bytes",
        ["ox_missing_init.onnx"] = "takes 'b2', which is neither the result of a node",
        ["ox_no_graph.onnx"] = "has no graph",
        ["ox_opset_9999.onnx"] = "version 9999 of the ONNX operators",
        ["ox_raw_short.onnx"] = "'w1' has 44 bytes of data; expected 48",
        ["ox_transA.onnx"] = "transA = 1",
        ["ox_trunc_half.onnx"] = "damaged: at byte",
        ["ox_type_int64.onnx"] = "'w1' of int64; expected float",
        ["ox_unknown_op.onnx"] = "(Frobnicate) is not supported. Supported are",
    };

    public static TheoryData<string> All => [.. TestData.Damaged];

    /// <summary>Reading what a file lies about would take hours; refusing it takes milliseconds, on a busy machine seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [MemberData(nameof(All))]
    public void DamagedFile_IsRefused(string file)
    {
        // Once for what is compiled and made at the first call.
        ToolRun.ImportRefused(TestData.Path("Damaged", file));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch clock = Stopwatch.StartNew();
        string message = ToolRun.ImportRefused(TestData.Path("Damaged", file));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        Assert.StartsWith("error: ", message, StringComparison.Ordinal);
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains(Reasons[file], message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachReason_HasItsFile() => Assert.Equal(Reasons.Keys.Order(StringComparer.Ordinal), TestData.Damaged);

    [Theory]
    [InlineData("ox_ok.onnx")]
    [InlineData("ox_ok_float_data.onnx")]
    public void SoundFile_IsAccepted(string file)
    {
        using TemporaryFolder folder = new();
        ToolRun.Import(TestData.Path("Damaged", file), folder);
        Assert.Equal(["Net.cs", "Net.safetensors"], folder.Files);
    }

    [Fact]
    public void MissingFile_IsNamed() => Assert.Contains("nowhere.onnx: The file cannot be read", ToolRun.ImportRefused(TestData.Path("nowhere.onnx")), StringComparison.Ordinal);

    [Fact]
    public void OtherFormat_IsRefused() => Assert.Contains("ends in .onnx or .safetensors", ToolRun.ImportRefused(TestData.Path("models.bin")), StringComparison.Ordinal);

    /// <summary>What the first bytes show is told before the rest is read.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("0807 FA7F")]
    [InlineData("PK")]
    public void LargeFileOfSomethingElse_IsRefusedUnread(string start)
    {
        using TemporaryFolder folder = new();
        string path = folder["large.onnx"];
        using (FileStream stream = File.Create(path))
        {
            stream.Write(Encoding.ASCII.GetBytes(start));
            stream.SetLength(1_900_000_000);
        }

        ToolRun.ImportRefused(path);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        string error = ToolRun.ImportRefused(path);

        Assert.Contains("not an ONNX model", error, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 100 << 20);
    }
}
