using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace LinearGen;

/// <summary>All that changes while a trainer trains, and the file it is kept in.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The file, everything little-endian, integers and the learning rate of 8 bytes:
/// <list type="number">
/// <item>the 8 bytes <c>LGTRAIN\n</c>;</item>
/// <item>integers that must be the reader's own, in this order: version (1), bytes of an element, In, Out,
/// ParameterCount, number of layers, how many numbers each layer's storage has;</item>
/// <item>the optimiser's class: the length of its full name in bytes, then the name in UTF-8; its StateBlocks;</item>
/// <item>the number of completed steps, how often each layer has been moved, the learning rate;</item>
/// <item>the parameters as stored, then the optimiser's state, as elements;</item>
/// <item>SHA-256 of everything before, 32 bytes; and no more.</item>
/// </list>
/// </remarks>
internal sealed class Checkpoint<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int Version = 1;

    /// <summary>Names of optimisers up to this length are repeated in a message.</summary>
    private const int LongestName = 256;

    private readonly (string Name, long Value)[] _identity;
    private readonly byte[] _optimizer;
    private readonly int _stateBlocks;

    /// <summary>Describes the checkpoints that fit a network and an optimiser.</summary>
    public Checkpoint(NetworkShape shape, LayerSteps<T> layers, Optimizer optimizer)
    {
        _identity =
        [
            ("The version", Version),
            ("The number of bytes of an element", Unsafe.SizeOf<T>()),
            ("In", shape.In),
            ("Out", shape.Out),
            ("ParameterCount", shape.ParameterCount),
            ("The number of layers", layers.Count),
            .. Enumerable.Range(0, layers.Count).Select(layer => (string.Create(CultureInfo.InvariantCulture, $"The storage of layer {layer}"), (long)layers.Length(layer))),
        ];
        _optimizer = Encoding.UTF8.GetBytes(optimizer.GetType().ToString());
        _stateBlocks = optimizer.StateBlocks;
    }

    private static ReadOnlySpan<byte> Magic => "LGTRAIN\n"u8;

    public void Write(Stream stream, long steps, double learningRate, LayerSteps<T> layers, ReadOnlySpan<T> parameters)
    {
        using CheckpointWriter writer = new(stream);
        writer.Write(Magic);
        foreach ((_, long value) in _identity)
        {
            writer.Write(value);
        }

        writer.Write(_optimizer.Length);
        writer.Write(_optimizer);
        writer.Write(_stateBlocks);
        writer.Write(steps);
        foreach (long count in layers.Steps)
        {
            writer.Write(count);
        }

        writer.Write(BitConverter.DoubleToInt64Bits(learningRate));
        writer.Write(parameters);
        writer.Write<T>(layers.State);
        writer.WriteChecksum();
    }

    /// <summary>Reads a file and copies it to where it belongs, once all of it has been found right.</summary>
    /// <returns>The number of completed steps and the learning rate.</returns>
    /// <exception cref="InvalidDataException">The file does not fit or is damaged; nothing has been changed.</exception>
    public (long Steps, double LearningRate) Read(Stream stream, LayerSteps<T> layers, Span<T> parameters)
    {
        long expected = Magic.Length + (sizeof(long) * (_identity.Length + 4L + layers.Count)) + _optimizer.Length
            + (Unsafe.SizeOf<T>() * ((long)parameters.Length + layers.State.Length)) + SHA256.HashSizeInBytes;
        using CheckpointReader reader = new(stream, expected);
        CheckIdentity(reader);

        long steps = reader.ReadInt64();
        Check(steps >= 0, "The number of steps", steps, "0 or more");
        long[] layerSteps = new long[layers.Count];
        for (int layer = 0; layer < layerSteps.Length; layer++)
        {
            layerSteps[layer] = reader.ReadInt64();
            Check(layerSteps[layer] >= 0 && layerSteps[layer] <= steps, "The number of steps of a layer", layerSteps[layer], "0 to the number of all steps");
        }

        double learningRate = BitConverter.Int64BitsToDouble(reader.ReadInt64());
        Check(double.IsFinite(learningRate) && learningRate >= 0, "The learning rate", learningRate, "a finite number of 0 or more");

        T[] readParameters = new T[parameters.Length];
        T[] readState = new T[layers.State.Length];
        reader.Read<T>(readParameters);
        reader.Read<T>(readState);
        reader.CheckEnd();

        layerSteps.CopyTo(layers.Steps);
        readParameters.CopyTo(parameters);
        readState.CopyTo(layers.State);
        return (steps, learningRate);
    }

    private void CheckIdentity(CheckpointReader reader)
    {
        Span<byte> magic = stackalloc byte[Magic.Length];
        reader.Read(magic);
        Check(magic.SequenceEqual(Magic), "The beginning", Convert.ToHexString(magic), Convert.ToHexString(Magic) + ", which all checkpoints of a trainer begin with");
        foreach ((string name, long value) in _identity)
        {
            CheckNext(reader, name, value);
        }

        long length = reader.ReadInt64();
        Check(length == _optimizer.Length || (length >= 0 && length <= LongestName), "The length of the optimiser's name", length, _optimizer.Length.ToString(CultureInfo.InvariantCulture));
        byte[] optimizer = new byte[length];
        reader.Read(optimizer);
        Check(optimizer.AsSpan().SequenceEqual(_optimizer), "The optimiser", Encoding.UTF8.GetString(optimizer), Encoding.UTF8.GetString(_optimizer));
        CheckNext(reader, "The optimiser's StateBlocks", _stateBlocks);
    }

    private static void CheckNext(CheckpointReader reader, string name, long expected)
    {
        long actual = reader.ReadInt64();
        Check(actual == expected, name, actual, expected.ToString(CultureInfo.InvariantCulture));
    }

    private static void Check<TValue>(bool right, string what, TValue actual, string expected)
    {
        if (!right)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{what} in the checkpoint is {actual}; expected {expected}."));
        }
    }
}
