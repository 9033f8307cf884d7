using LinearGen.Onnx.Schema;
using LinearGen.Tool.Tests.Support;

namespace LinearGen.Tool.Tests;

/// <summary>Weights that lie in a file beside the model: nothing but plain files in the model's own folder is opened.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExternalDataTests()
    {
        Directory.CreateDirectory(_folder["model"]);
        byte[] data = [0, 0, 0, 0, .. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)];
        File.WriteAllBytes(_folder["outside.bin"], data);
        File.WriteAllBytes(Path.Combine(_folder["model"], "weights.bin"), data);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FileBesideTheModel_IsRead() => Assert.Equal([1, 2, 3, 4, 5, 6], Model("weights.bin", "4", "24").Import(_folder["model"]).Layers[0].Weights);

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("./../outside.bin")]
    [InlineData("sub/../../outside.bin")]
    [InlineData("..\\outside.bin")]
    [InlineData("C:outside.bin")]
    [InlineData("")]
    [InlineData("weights.bin\0")]
    public void OtherPlaces_AreRefused(string location) =>
        Assert.Contains("only files in the model's own folder are opened", Model(location, "4", "24").Refused(_folder["model"]), StringComparison.Ordinal);

    [Fact]
    public void Links_AreRefused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder["model"], "link.bin"), _folder["outside.bin"]);
        Directory.CreateSymbolicLink(Path.Combine(_folder["model"], "linked"), _folder.Root);
        Assert.Contains("reached through a link", Model("link.bin", "4", "24").Refused(_folder["model"]), StringComparison.Ordinal);
        Assert.Contains("reached through a link", Model("linked/outside.bin", "4", "24").Refused(_folder["model"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8", "24", "which has 28")]
    [InlineData("9223372036854775807", "24", "which has 28")]
    [InlineData("4", "20", "expected 24 by its shape and type")]
    [InlineData("0", "28", "expected 24 by its shape and type")]
    [InlineData("-4", "24", "which is not a number of bytes")]
    [InlineData("4", "18446744073709551615", "which is not a number of bytes")]
    public void OtherRanges_AreRefused(string offset, string length, string message) =>
        Assert.Contains(message, Model("weights.bin", offset, length).Refused(_folder["model"]), StringComparison.Ordinal);

    [Fact]
    public void MissingFile_IsNamed() => Assert.Contains("'other.bin', which does not exist", Model("other.bin", "0", "24").Refused(_folder["model"]), StringComparison.Ordinal);

    [Fact]
    public void ModelWithoutFolder_OpensNothing() => Assert.Contains("only files in the model's own folder", Model("weights.bin", "4", "24").Refused(), StringComparison.Ordinal);

    private static OnnxModel Model(string location, string offset, string length)
    {
        TensorProto tensor = new() { Name = "w", DataType = 1, DataLocation = 1 };
        tensor.Dims.AddRange([3L, 2L]);
        tensor.ExternalData.AddRange(new[] { ("location", location), ("offset", offset), ("length", length) }.Select(entry => new StringStringEntryProto { Key = entry.Item1, Value = entry.Item2 }));
        return new OnnxModel(-1, 3).Store(tensor).Node("MatMul", "x w");
    }
}
