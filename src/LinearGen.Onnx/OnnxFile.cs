using System.Numerics;
using Google.Protobuf;
using LinearGen.Onnx.Networks;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.Writing;

namespace LinearGen.Onnx;

/// <summary>
/// Writes layers and networks as ONNX files, for programs that compute such files: ONNX Runtime, Triton, Spark, browsers, databases. <c>lineargen import</c> makes
/// classes of them again, with the same stages and the same bits.
/// </summary>
/// <remarks>
/// The graph has one input [batch, In] and one output [batch, Out] of the network's element type, any number of rows, operators of version 17 and format version 8. The same
/// parameters give the same bytes. Writing reads the parameters, and must not overlap a call that writes them.
/// </remarks>
public static class OnnxFile
{
    /// <summary>
    /// Writes a layer or network to a file, as a whole or not at all: to a temporary file in the same folder first, which then takes the place of the one before.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A layer, another stage or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one, of which the network inside is written.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="options">Names and texts; those of a new <see cref="OnnxSaveOptions"/> if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or the names of input and output are empty, equal, or those of other values.</exception>
    /// <exception cref="NotSupportedException">The network is of a class of one's own, or has more parameters than a file of 2 GB holds.</exception>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; the one before, if any, is untouched.</exception>
    public static void Save<T>(INetwork<T> network, string path, OnnxSaveOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelProto model = ToModel(network, options);
        ReplacementFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Writes a layer or network to a stream.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A layer, another stage or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one, of which the network inside is written.</param>
    /// <param name="stream">The stream to write to. It is neither flushed nor closed.</param>
    /// <param name="options">Names and texts; those of a new <see cref="OnnxSaveOptions"/> if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The names of input and output are empty, equal, or those of other values.</exception>
    /// <exception cref="NotSupportedException">The network is of a class of one's own, or has more parameters than a file of 2 GB holds; nothing has been written.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Save<T>(INetwork<T> network, Stream stream, OnnxSaveOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ToModel(network, options).WriteTo(stream);
    }

    private static ModelProto ToModel<T>(INetwork<T> network, OnnxSaveOptions? options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new OnnxSaveOptions();
        ArgumentException.ThrowIfNullOrEmpty(options.InputName, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(options.OutputName, nameof(options));
        return ModelWriter.Write(NetworkReader.Read(network), options);
    }
}
