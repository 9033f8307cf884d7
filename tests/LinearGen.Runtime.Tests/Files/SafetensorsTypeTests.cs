using System.Numerics;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>Numbers of each type, to and from files, with every bit that can be kept.</summary>
public class SafetensorsTypeTests
{
    [Fact]
    public void Every_16_bit_number_is_read_as_it_is_and_written_as_it_was()
    {
        foreach (TensorType type in new[] { TensorType.F16, TensorType.BF16 })
        {
            byte[] bytes = [.. Enumerable.Range(0, 1 << 16).SelectMany(bits => BitConverter.GetBytes((ushort)bits))];
            using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(PlainSafetensors.Make(("x", type.ToString(), [1 << 16], bytes))));
            float[] floats = new float[1 << 16];
            double[] doubles = new double[1 << 16];
            file.Read("x", floats);
            file.Read("x", doubles);
            Assert.Equal(PlainSafetensors.ToFloats(type.ToString(), bytes), floats);
            Assert.Equal(floats.Select(value => (double)value), doubles);

            // A NaN may become another NaN.
            byte[] again = Encode(type, floats);
            Assert.Equal(again, Encode(type, doubles));
            for (int k = 0; k < floats.Length; k++)
            {
                Assert.True(float.IsNaN(floats[k]) || BitConverter.ToUInt16(again, 2 * k) == k);
            }

            Assert.All(Enumerable.Range(0, 1 << 16).Where(k => float.IsNaN(floats[k])), k => Assert.True(float.IsNaN(PlainSafetensors.ToFloats(type.ToString(), again[(2 * k)..((2 * k) + 2)])![0])));
        }
    }

    [Fact]
    public void Numbers_between_two_go_to_the_nearer_one_and_halfway_to_the_even_one()
    {
        foreach (TensorType type in new[] { TensorType.F16, TensorType.BF16 })
        {
            // All finite numbers of the type, in their order.
            float[] numbers = [.. PlainSafetensors.ToFloats(type.ToString(), [.. Enumerable.Range(0, 1 << 15).SelectMany(bits => BitConverter.GetBytes((ushort)bits))])!.TakeWhile(float.IsFinite)];
            List<double> values = [];
            List<ushort> expected = [];
            for (int k = 0; k < numbers.Length - 1; k += 7)
            {
                double half = ((double)numbers[k] + numbers[k + 1]) / 2;
                ushort even = (ushort)(k + (k & 1));
                (double Value, int Bits)[] cases = [(half, even), (Math.BitDecrement(half), k), (Math.BitIncrement(half), k + 1), (numbers[k], k)];
                foreach ((double value, int bits) in cases)
                {
                    values.AddRange(value, -value);
                    expected.AddRange((ushort)bits, (ushort)(bits | 0x8000));
                }
            }

            byte[] bytes = Encode(type, [.. values]);
            Assert.Equal(expected, Enumerable.Range(0, values.Count).Select(k => BitConverter.ToUInt16(bytes, 2 * k)));

            // Of these, what a float can hold.
            float[] floats = [.. values.Where(value => (float)value == value).Select(value => (float)value)];
            byte[] single = Encode(type, floats);
            Assert.Equal(
                expected.Where((_, k) => (float)values[k] == values[k]),
                Enumerable.Range(0, floats.Length).Select(k => BitConverter.ToUInt16(single, 2 * k)));
        }
    }

    [Theory]
    [InlineData(TensorType.F32)]
    [InlineData(TensorType.F64)]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.BF16)]
    public void Networks_come_back_from_every_type(TensorType type)
    {
        RoundTrip<float>(new Squares(), new Squares(), type, isExact: type is TensorType.F32 or TensorType.F64);
        RoundTrip<double>(new SquaresD(), new SquaresD(), type, isExact: type == TensorType.F64);
    }

    [Fact]
    public void The_default_type_is_the_networks_own()
    {
        using MemoryStream single = new();
        using MemoryStream twice = new();
        Safetensors.Save(single, new Squares());
        Safetensors.Save(twice, new SquaresD());
        Assert.All(PlainSafetensors.Read(single.ToArray()).Tensors.Values, tensor => Assert.Equal("F32", tensor.Type));
        Assert.All(PlainSafetensors.Read(twice.ToArray()).Tensors.Values, tensor => Assert.Equal("F64", tensor.Type));
    }

    [Fact]
    public void A_layer_larger_than_any_buffer_comes_back_with_every_bit()
    {
        LargeLayer layer = new();
        layer.Initialize(new Random(1));
        foreach (Func<byte[], Stream> open in new Func<byte[], Stream>[] { bytes => new MemoryStream(bytes), bytes => new ForwardStream(bytes) })
        {
            using MemoryStream file = new();
            Safetensors.Save(file, layer, type: TensorType.F64);
            LargeLayer loaded = new();
            Safetensors.Load(open(file.ToArray()), loaded);
            Assert.Equal(FileNetworks.Bits<float>(layer), FileNetworks.Bits<float>(loaded));
        }
    }

    [Fact]
    public void What_is_not_finite_stays_so()
    {
        float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.0f, float.Epsilon, float.MaxValue];
        Linear23 layer = new();
        layer.SetWeights(values);
        foreach (TensorType type in new[] { TensorType.F32, TensorType.F64 })
        {
            using MemoryStream file = new();
            Safetensors.Save(file, layer, type: type);
            Linear23 loaded = new();
            file.Position = 0;
            Safetensors.Load(file, loaded);
            Assert.Equal(FileNetworks.Bits<float>(layer), FileNetworks.Bits<float>(loaded));
        }

        layer.SetWeights([float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.0f, float.Epsilon, -float.Epsilon]);
        foreach (TensorType type in new[] { TensorType.F16, TensorType.BF16 })
        {
            using MemoryStream file = new();
            Safetensors.Save(file, layer, layout: WeightLayout.InOut, type: type);
            float[] read = PlainSafetensors.ToFloats(type.ToString(), PlainSafetensors.Read(file.ToArray()).Tensors["0.weight"].Bytes)!;
            Assert.Equal([float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.0f, 0f, -0.0f], read);
        }
    }

    [Fact]
    public void A_number_that_is_too_large_is_an_error_and_not_infinity()
    {
        // The last number that rounds down to the greatest float, and the first that does not.
        double limit = float.MaxValue + (Math.ScaleB(1, 103) * (1 - Math.ScaleB(1, -24)));
        double beyond = float.MaxValue + Math.ScaleB(1, 103);
        byte[] bytes = [.. new[] { 1, 2, 3, limit, 5, beyond }.SelectMany(BitConverter.GetBytes)];
        byte[] file = PlainSafetensors.Make(("0.weight", "F64", [3, 2], bytes), ("0.bias", "F32", [3], new byte[12]));

        Linear23 layer = new();
        byte[] before = FileNetworks.Bits<float>(layer);
        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(new MemoryStream(file), layer)).Message;
        Assert.Contains("element 5 of tensor '0.weight', F64 [3, 2], is too large for a Single", message, StringComparison.Ordinal);
        Assert.Equal(before, FileNetworks.Bits<float>(layer));
        Linear23D wide = new();
        Safetensors.Load(new MemoryStream(file), wide);
        Assert.Equal(beyond, wide[1, 2]);
        Assert.Equal(limit, wide[1, 1]);
    }

    [Theory]
    [InlineData(TensorType.F16, 65519.99, 65520)]
    [InlineData(TensorType.BF16, 3.396177e38, 3.3961776e38)]
    [InlineData(TensorType.F32, 3.4028235677973364e38, 3.4028235677973366e38)]
    public void A_parameter_that_is_too_large_is_an_error_and_nothing_is_written(TensorType type, double largest, double beyond)
    {
        Linear23D layer = new();
        layer[1, 2] = -largest;
        using MemoryStream file = new();
        Safetensors.Save(file, layer, type: type);
        Assert.True(file.Length > 0);
        file.SetLength(0);

        layer[1, 2] = -beyond;
        string message = Assert.Throws<OverflowException>(() => Safetensors.Save(file, layer, type: type)).Message;
        Assert.Equal($"Element 5 of '0.weight' is {(-beyond).ToString(System.Globalization.CultureInfo.InvariantCulture)}, too large for {type}.", message);
        Assert.Equal(0, file.Length);
    }

    private static byte[] Encode<T>(TensorType type, T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SafetensorsWriter writer = new();
        if (values is float[] floats)
        {
            writer.Add("x", [floats.Length], floats, type);
        }
        else
        {
            writer.Add("x", [values.Length], (double[])(object)values, type);
        }

        using MemoryStream stream = new();
        writer.Save(stream);
        return PlainSafetensors.Read(stream.ToArray()).Tensors["x"].Bytes;
    }

    private static void RoundTrip<T>(INetwork<T> network, INetwork<T> loaded, TensorType type, bool isExact)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Initialize(new Random(1));
        using MemoryStream file = new();
        Safetensors.Save(file, network, type: type);
        file.Position = 0;
        Safetensors.Load(file, loaded);
        if (isExact)
        {
            Assert.Equal(FileNetworks.Bits(network), FileNetworks.Bits(loaded));
            return;
        }

        // Half a unit in the last place: 8, 11 or 24 bits.
        double tolerance = type switch { TensorType.BF16 => Math.ScaleB(1, -9), TensorType.F16 => Math.ScaleB(1, -12), _ => Math.ScaleB(1, -25) };
        Numbers.AssertClose(Numbers.ToDoubles<T>(network.Parameters), Numbers.ToDoubles<T>(loaded.Parameters), tolerance, type.ToString());
        Assert.NotEqual(FileNetworks.Bits(network), FileNetworks.Bits(loaded));

        // A second time nothing is rounded.
        using MemoryStream again = new();
        Safetensors.Save(again, loaded, type: type);
        Assert.Equal(file.ToArray(), again.ToArray());
    }
}
