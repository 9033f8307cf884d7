using System.Security.Cryptography;
using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Tests.Layers.Chains;
using LinearGen.Onnx.Tests.Support;
using LinearGen.Onnx.Writing;

namespace LinearGen.Onnx.Tests;

/// <summary>What a file holds besides the stages, and how it comes into being.</summary>
public sealed class FileTests
{
    private static readonly string[] Cultures = ["", .. TestCulture.Names];

    [Fact]
    public void AFile_SaysItsVersions_NamesAndShapes()
    {
        ModelProto model = ModelBytes.Parse(Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 1), new OnnxSaveOptions { Description = "Holds the arm." }));

        Assert.Equal((8, "LinearGen", "Holds the arm.", "Policy"), (model.IrVersion, model.ProducerName, model.DocString, model.Graph.Name));
        Assert.Matches(@"^\d+\.\d+\.\d+", model.ProducerVersion);
        Assert.Equal(("", 17), (Assert.Single(model.OpsetImport).Domain, model.OpsetImport[0].Version));
        Assert.Equal("x [batch, 12] 1", Describe(Assert.Single(model.Graph.Input)));
        Assert.Equal("y [batch, 5] 1", Describe(Assert.Single(model.Graph.Output)));
        Assert.All(model.Graph.Node, node => Assert.Equal("", node.Domain));
        Assert.Equal(model.Graph.Node.Count, model.Graph.Node.Select(node => node.Name).Distinct().Count());
        Assert.Contains(model.Graph.Initializer, tensor => tensor.Name == "1.weight" && tensor.Dims.SequenceEqual([12L, 16L]) && tensor.DataType == 1);
        Assert.Contains("3.1.weight", model.Graph.Initializer.Select(tensor => tensor.Name));
    }

    [Fact]
    public void ANetworkOfDoubles_IsWrittenAsDoubles()
    {
        ModelProto model = ModelBytes.Parse(Written.Bytes(DrawnNetworks.Of<double>(typeof(PrecisePolicy), 1)));

        Assert.Equal("x [batch, 6] 11", Describe(Assert.Single(model.Graph.Input)));
        Assert.Equal("y [batch, 10] 11", Describe(Assert.Single(model.Graph.Output)));
        Assert.All(model.Graph.Initializer, tensor => Assert.Equal(11, tensor.DataType));
    }

    [Fact]
    public void Names_AreTheOptions()
    {
        INetwork<float> network = DrawnNetworks.Of<float>(typeof(Policy), 1);
        byte[] file = Written.Bytes(network, new OnnxSaveOptions { InputName = "obs", OutputName = "action", ModelName = "arm" });

        ModelProto model = ModelBytes.Parse(file);
        Assert.Equal(("obs", "action", "arm"), (model.Graph.Input[0].Name, model.Graph.Output[0].Name, model.Graph.Name));
        ImportedModel imported = Written.Imported(file);
        Written.HasStagesOf(imported, network);
        Assert.Equal(("obs", "action"), (imported.GraphInputs[0].Name, imported.GraphOutputs[0].Name));
    }

    [Theory]
    [InlineData("", "y")]
    [InlineData("x", "")]
    [InlineData("x", "x")]
    [InlineData("0.weight", "y")]
    [InlineData("x", "0.weight")]
    [InlineData("0/Gemm", "y")]
    public void NamesThatAreNotFree_AreRefused(string input, string output)
    {
        OnnxSaveOptions options = new() { InputName = input, OutputName = output };
        Fixed layer = new();
        using MemoryStream stream = new();

        Assert.Equal("options", Assert.Throws<ArgumentException>(() => OnnxFile.Save(layer, stream, options)).ParamName);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void TheSameParameters_GiveTheSameBytes_InEveryCulture()
    {
        string[] hashes = [.. Cultures.Select(culture => TestCulture.Run(culture, () => Convert.ToHexString(SHA256.HashData(Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 5))))))];

        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Convert.ToHexString(SHA256.HashData(Written.Bytes(DrawnNetworks.Of<float>(typeof(Policy), 6)))));
    }

    [Fact]
    public void APath_AndAStream_GetTheSameBytes_AndTheStreamStaysOpen()
    {
        using TemporaryFolder folder = new();
        INetwork<float> network = DrawnNetworks.Of<float>(typeof(Policy), 1);
        string path = folder["policy.onnx"];
        File.WriteAllText(path, "an older file");

        OnnxFile.Save(network, path);

        using MemoryStream stream = new();
        stream.WriteByte(7);
        OnnxFile.Save(network, stream);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray()[1..]);
        Assert.True(stream.CanWrite);
        Assert.Equal(["policy.onnx"], folder.Files);
    }

    [Fact]
    public void WhatCannotBeWritten_LeavesTheFileBefore()
    {
        using TemporaryFolder folder = new();
        string path = folder["policy.onnx"];
        File.WriteAllText(path, "an older file");

        Assert.Throws<NotSupportedException>(() => OnnxFile.Save(new FunctionNetwork<float>(2, 2, (x, y) => x.CopyTo(y)), path));
        Assert.Throws<ArgumentException>(() => OnnxFile.Save(new Fixed(), path, new OnnxSaveOptions { OutputName = "x" }));

        Assert.Equal("an older file", File.ReadAllText(path));
        Assert.Equal(["policy.onnx"], folder.Files);
        Assert.Throws<DirectoryNotFoundException>(() => OnnxFile.Save(new Fixed(), folder["none/policy.onnx"]));
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Equal("network", Assert.Throws<ArgumentNullException>(() => OnnxFile.Save<float>(null!, Stream.Null)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => OnnxFile.Save(new Fixed(), (Stream)null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentNullException>(() => OnnxFile.Save(new Fixed(), (string)null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => OnnxFile.Save(new Fixed(), "")).ParamName);
    }

    [Fact]
    public void NetworksOfOnesOwn_AreRefusedByName()
    {
        string message = Assert.Throws<NotSupportedException>(() => Written.Bytes(new FunctionNetwork<double>(2, 2, (x, y) => x.CopyTo(y)))).Message;

        Assert.Contains("LinearGen.FunctionNetwork`1[System.Double]", message, StringComparison.Ordinal);
        Assert.Contains("[LinearLayer], [Sequential]", message, StringComparison.Ordinal);
        Assert.Contains("FunctionNetwork", Assert.Throws<NotSupportedException>(() => Written.Bytes(new Doubled(new FunctionNetwork<float>(1, 1, (x, y) => x.CopyTo(y))))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfADecorator_TheNetworkInsideIsWritten()
    {
        INetwork<float> network = DrawnNetworks.Of<float>(typeof(Policy), 1);

        Assert.Equal(Written.Bytes(network), Written.Bytes(new Doubled(new Doubled(network))));
    }

    [Fact]
    public void ANetworkAboveTwoGigabytes_IsRefused()
    {
        ModelWriter.CheckSize(2_100_000_000);
        string message = Assert.Throws<NotSupportedException>(() => ModelWriter.CheckSize(2_147_483_648)).Message;

        Assert.Contains("2147483648 bytes", message, StringComparison.Ordinal);
        Assert.Contains("2 GB", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassThatDerivesFromAGeneratedOne_IsWrittenAsThat()
    {
        Derived derived = new();
        DrawnNetworks.Draw(derived, new Random(1));

        Written.HasStagesOf(Written.Imported(Written.Bytes(derived)), derived);
        Assert.Contains("LeakyRelu", ModelBytes.Parse(Written.Bytes(derived)).Graph.Node.Select(node => node.OpType));
    }

    private static string Describe(ValueInfoProto value) =>
        $"{value.Name} [{string.Join(", ", value.Type.TensorType.Shape.Dim.Select(dim => dim.HasDimValue ? dim.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture) : dim.DimParam))}] {value.Type.TensorType.ElemType}";

    private sealed class Doubled(INetwork<float> inner) : DelegatingNetwork<float>(inner)
    {
        public override void Forward(ReadOnlySpan<float> x, Span<float> y)
        {
            base.Forward(x, y);
            foreach (ref float value in y)
            {
                value *= 2;
            }
        }
    }
}

/// <summary>A user's class with a generated part.</summary>
[LinearLayer(In = 3, Out = 2, Bias = true, Activation = Activation.LeakyRelu, Slope = 0.2)]
public partial class Open3x2;

/// <summary>A user's class that derives from it.</summary>
public sealed class Derived : Open3x2;
