using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// The parameters and state of a checkpoint of version 1, which held them as they were stored, and the way from there to the order of
/// today's files.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="layers">The layers that they are of.</param>
/// <remarks>
/// A project chose vectors of 256 or 512 bits, by which its layers were stored, and the file does not say which. Lengths tell, or zeros
/// where padding was; where neither does and the weights would be others, the file is refused. All layers are taken to be of one choice.
/// </remarks>
internal sealed class CheckpointVersion1<T>(CheckpointLayer<T>[] layers)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The widths of vectors that the file may be of.</summary>
    private readonly List<int> _widths = [256, 512];

    /// <summary>How many numbers each layer was stored in: of the smaller width that the file may be of.</summary>
    public int[] Lengths => [.. layers.Select(layer => (int)Length(layer, _widths[0]))];

    /// <summary>Looks at how many numbers a layer was stored in, by the file.</summary>
    /// <exception cref="InvalidDataException">The network's layer never had so many.</exception>
    public void CheckLength(int layer, long actual)
    {
        long[] expected = [.. _widths.Select(bits => Length(layers[layer], bits)).Distinct()];
        string widths = string.Join(" or ", _widths);
        _widths.RemoveAll(bits => Length(layers[layer], bits) != actual);
        CheckpointReader.Check(
            _widths.Count > 0,
            string.Create(CultureInfo.InvariantCulture, $"The storage of layer {layer}"),
            actual,
            string.Join(" or ", expected) + (layers[layer].IsPanels ? $", as version 1 stored it for vectors of {widths} bits" : ""));
    }

    /// <summary>Takes parameters and state out of the order that they were stored in.</summary>
    /// <param name="parameters">The parameters of each layer.</param>
    /// <param name="state">The state of each layer.</param>
    /// <exception cref="InvalidDataException">The order cannot be told.</exception>
    public (T[][] Parameters, T[][] State) Convert(T[][] parameters, T[][] state)
    {
        _widths.RemoveAll(bits => CountNumbers(Unpack(parameters, bits)) != CountNumbers(parameters));
        CheckpointReader.Check(_widths.Count > 0, "The padding", "not 0", "0 wherever version 1 stored neither weight nor bias");

        (T[][] Parameters, T[][] State) converted = (Unpack(parameters, _widths[0]), Unpack(state, _widths[0]));
        CheckpointReader.Check(
            _widths.TrueForAll(bits => IsSame(converted.Parameters, Unpack(parameters, bits)) && IsSame(converted.State, Unpack(state, bits))),
            "The version",
            "1, which does not say whether layers were stored for vectors of 256 or of 512 bits",
            "2, since the weights of this network would be others");
        return converted;
    }

    private static Version1Layout Layout(CheckpointLayer<T> layer, int bits) =>
        new(layer.In, layer.Out, bits / (8 * Unsafe.SizeOf<T>()), AlignedBlock<T>.ElementsPerLine);

    /// <summary>How many numbers a layer was stored in.</summary>
    private static long Length(CheckpointLayer<T> layer, int bits) => layer switch
    {
        { IsPanels: false } => layer.Stored,
        { IsInNetwork: true } => PanelLayout.RoundUp(Layout(layer, bits).Length, AlignedBlock<T>.ElementsPerLine),
        _ => Layout(layer, bits).Length,
    };

    /// <summary>Numbers other than 0: where padding was, there are none.</summary>
    private static int CountNumbers(T[][] values) => values.Sum(layer => layer.Length - layer.AsSpan().Count(T.Zero));

    /// <summary>Whether all bits are the same, also those of NaN.</summary>
    private static bool IsSame(T[][] one, T[][] other) =>
        one.Zip(other).All(pair => MemoryMarshal.AsBytes<T>(pair.First).SequenceEqual(MemoryMarshal.AsBytes<T>(pair.Second)));

    private T[][] Unpack(T[][] stored, int bits) => [.. layers.Select((layer, n) => Unpack(layer, stored[n], bits))];

    /// <summary>Any number of blocks of a layer, the parameters or the optimiser's.</summary>
    private static T[] Unpack(CheckpointLayer<T> layer, T[] stored, int bits)
    {
        if (!layer.IsPanels)
        {
            return stored;
        }

        Version1Layout layout = Layout(layer, bits);
        int length = (int)Length(layer, bits);
        T[] values = new T[stored.Length / length * layer.Count];
        for ((int from, int to) = (0, 0); from < stored.Length; (from, to) = (from + length, to + layer.Count))
        {
            for (int k = 0; k < layer.In * layer.Out; k++)
            {
                values[to + k] = stored[from + layout.Index(k / layer.Out, k % layer.Out)];
            }

            if (layer.HasBias)
            {
                stored.AsSpan(from + (int)layout.BiasStart, layer.Out).CopyTo(values.AsSpan(to + (layer.In * layer.Out)));
            }
        }

        return values;
    }
}
