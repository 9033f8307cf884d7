using System.Buffers.Binary;
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
/// <item>integers that must be the reader's own, in this order: version (2), bytes of an element, In, Out,
/// ParameterCount, number of layers; for each layer In, Out and how many numbers its weights and bias are;</item>
/// <item>the optimiser's class: the length of its full name in bytes, then the name in UTF-8; its StateBlocks;</item>
/// <item>the number of completed steps, how often each layer has been moved, the learning rate;</item>
/// <item>the parameters as elements, layer after layer: the weights [In, Out] row-major, then the bias if there is one;</item>
/// <item>the optimiser's state, layer after layer with all its blocks, each block in the order of the layer's parameters;</item>
/// <item>SHA-256 of everything before, 32 bytes; and no more.</item>
/// </list>
/// There is no padding in it, and nothing of how layers are stored. A layer that is none of the generator's has In and Out 0 in the
/// list, and its numbers are those of <see cref="INetwork{T}.Parameters"/>. Version 1, of builds before the first release, held layers as they
/// were stored by those builds, in an order that the file does not tell: it is refused.
/// </remarks>
internal sealed class Checkpoint<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int Version = 2;

    /// <summary>Names of optimisers up to this length are repeated in a message.</summary>
    private const int LongestName = 256;

    private readonly INetwork<T> _network;
    private readonly LayerSteps<T> _steps;
    private readonly CheckpointLayer<T>[] _layers;
    private readonly (string Name, long Value)[] _identity;
    private readonly (string Name, long Value)[] _layerIdentity;
    private readonly byte[] _optimizer;
    private readonly int _stateBlocks;

    /// <summary>Describes the checkpoints that fit a network and an optimiser.</summary>
    public Checkpoint(INetwork<T> network, LayerSteps<T> steps, Optimizer optimizer)
    {
        _network = network;
        _steps = steps;
        _layers = CheckpointLayer<T>.Of(network, steps);
        (int inputs, int outputs, int parameters) = network.Shape;
        _identity =
        [
            ("The number of bytes of an element", Unsafe.SizeOf<T>()),
            ("In", inputs),
            ("Out", outputs),
            ("ParameterCount", parameters),
            ("The number of layers", _layers.Length),
        ];
        _layerIdentity =
        [
            .. _layers.SelectMany((layer, n) => new (string, long)[]
            {
                (Invariant($"In of layer {n}"), layer.In),
                (Invariant($"Out of layer {n}"), layer.Out),
                (Invariant($"The number of values of layer {n}"), layer.Count),
            }),
        ];
        _optimizer = Encoding.UTF8.GetBytes(optimizer.GetType().ToString());
        _stateBlocks = optimizer.StateBlocks;
    }

    internal static ReadOnlySpan<byte> Magic => "LGTRAIN\n"u8;

    public void Write(Stream stream, long steps, double learningRate)
    {
        using CheckpointWriter writer = new(stream);
        writer.Write(Magic);
        writer.Write(Version);
        foreach ((_, long value) in (IEnumerable<(string, long)>)[.. _identity, .. _layerIdentity])
        {
            writer.Write(value);
        }

        writer.Write(_optimizer.Length);
        writer.Write(_optimizer);
        writer.Write(_stateBlocks);
        writer.Write(steps);
        foreach (long count in _steps.Steps)
        {
            writer.Write(count);
        }

        writer.Write(BitConverter.DoubleToInt64Bits(learningRate));
        for (int n = 0; n < _layers.Length; n++)
        {
            writer.Write<T>(_layers[n].Unpack(_steps.Slice(_network.Parameters, n)));
        }

        for (int n = 0; n < _layers.Length; n++)
        {
            writer.Write<T>(_layers[n].Unpack(_steps.StateOf(n)));
        }

        writer.WriteChecksum();
    }

    /// <summary>Reads a file and copies it to where it belongs, once all of it has been found right.</summary>
    /// <returns>The number of completed steps and the learning rate.</returns>
    /// <exception cref="InvalidDataException">The file does not fit or is damaged; nothing has been changed.</exception>
    public (long Steps, double LearningRate) Read(Stream stream)
    {
        using CheckpointReader reader = new(stream, FileLength);
        CheckIdentity(reader);

        long steps = reader.ReadInt64();
        CheckpointReader.Check(steps >= 0, "The number of steps", steps, "0 or more");
        long[] layerSteps = new long[_layers.Length];
        for (int layer = 0; layer < layerSteps.Length; layer++)
        {
            layerSteps[layer] = reader.ReadInt64();
            CheckpointReader.Check(layerSteps[layer] >= 0 && layerSteps[layer] <= steps, "The number of steps of a layer", layerSteps[layer], "0 to the number of all steps");
        }

        double learningRate = BitConverter.Int64BitsToDouble(reader.ReadInt64());
        CheckpointReader.Check(double.IsFinite(learningRate) && learningRate >= 0, "The learning rate", learningRate, "a finite number of 0 or more");

        T[][] parameters = ReadAll(reader, 1);
        T[][] state = ReadAll(reader, _stateBlocks);
        reader.CheckEnd();
        layerSteps.CopyTo(_steps.Steps);
        for (int n = 0; n < _layers.Length; n++)
        {
            _layers[n].Pack(parameters[n], _steps.Slice(_network.Parameters, n));
            _layers[n].Pack(state[n], _steps.StateOf(n));
        }

        return (steps, learningRate);
    }

    private T[][] ReadAll(CheckpointReader reader, int blocks)
    {
        T[][] values = [.. _layers.Select(layer => new T[layer.Count * blocks])];
        foreach (T[] layer in values)
        {
            reader.Read<T>(layer);
        }

        return values;
    }

    /// <summary>The length of a file, in bytes.</summary>
    private long FileLength =>
        Magic.Length + (sizeof(long) * (1L + _identity.Length + _layerIdentity.Length + 4 + _layers.Length)) + _optimizer.Length
        + (Unsafe.SizeOf<T>() * (1L + _stateBlocks) * _layers.Sum(layer => (long)layer.Count)) + SHA256.HashSizeInBytes;

    private void CheckIdentity(CheckpointReader reader)
    {
        Span<byte> magic = stackalloc byte[Magic.Length];
        reader.Read(magic);
        if (BinaryPrimitives.ReadUInt64LittleEndian(magic) is > 0 and <= SafetensorsFile.LongestHeader)
        {
            throw new InvalidDataException("This looks like a safetensors file, which holds weights alone: Safetensors.Load reads it. Expected a checkpoint of a trainer.");
        }

        CheckpointReader.Check(magic.SequenceEqual(Magic), "The beginning", Convert.ToHexString(magic), Convert.ToHexString(Magic) + ", which all checkpoints of a trainer begin with");
        long version = reader.ReadInt64();
        CheckpointReader.Check(version == Version, "The version", version, "2; files of version 1 hold layers in the order of the build that wrote them: load them there, and save the weights as safetensors");
        CheckAll(reader, [.. _identity, .. _layerIdentity]);
        long length = reader.ReadInt64();
        CheckpointReader.Check(length == _optimizer.Length || (length >= 0 && length <= LongestName), "The length of the optimiser's name", length, _optimizer.Length.ToString(CultureInfo.InvariantCulture));
        byte[] optimizer = new byte[length];
        reader.Read(optimizer);
        CheckpointReader.Check(optimizer.AsSpan().SequenceEqual(_optimizer), "The optimiser", Encoding.UTF8.GetString(optimizer), Encoding.UTF8.GetString(_optimizer));
        CheckAll(reader, [("The optimiser's StateBlocks", _stateBlocks)]);
    }

    private static void CheckAll(CheckpointReader reader, ReadOnlySpan<(string Name, long Expected)> integers)
    {
        foreach ((string name, long expected) in integers)
        {
            long actual = reader.ReadInt64();
            CheckpointReader.Check(actual == expected, name, actual, expected.ToString(CultureInfo.InvariantCulture));
        }
    }
}
