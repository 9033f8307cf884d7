#pragma warning disable CA1859 // What is tested is what interfaces give.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Stages;

/// <summary>Stages and their gradients against PyTorch's.</summary>
public sealed class StageGoldenTests
{
    private static readonly Golden s_golden = Golden.Stages;

    public static TheoryData<string> LayerNorms => [.. s_golden.Cases.Keys.Where(name => name.StartsWith("layernorm", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(LayerNorms))]
    public void Layer_normalisation_in_float_is_PyTorchs(string name) => CheckLayerNorm<float>(name);

    [Theory]
    [MemberData(nameof(LayerNorms))]
    public void Layer_normalisation_in_double_is_PyTorchs(string name) => CheckLayerNorm<double>(name);

    [Fact]
    public void Bounds_of_a_rescaling_are_PyTorchs()
    {
        CheckColumns<float>("rescaling", Rescaling<float>);
        CheckColumns<double>("rescaling", Rescaling<double>);
    }

    [Fact]
    public void Bounds_of_a_normalisation_are_PyTorchs()
    {
        CheckColumns<float>("normalization", Normalization<float>);
        CheckColumns<double>("normalization", Normalization<double>);
    }

    [Fact]
    public void Twenty_steps_of_residual_blocks_in_float_end_where_PyTorchs_do() => Train<float>(new Trained());

    [Fact]
    public void Twenty_steps_of_residual_blocks_in_double_end_where_PyTorchs_do() => Train<double>(new TrainedD());

    // With s = 1/√(σ² + ε), x̂ errs by u·max|x|·s, since the mean is a number of x's size; what dx and dgain are made of, by the same relative to max|x̂|.
    private static void CheckLayerNorm<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement @case = s_golden.Cases[name];
        int size = @case.GetProperty("size").GetInt32();
        double epsilon = @case.GetProperty("epsilon").GetDouble();
        double[] Of(string tensor) => s_golden.Read(@case.GetProperty("tensors").GetProperty(tensor));
        (double[] x, double[] dy, double[] gain) = (Of("x"), Of("dy"), Of("gain"));
        INetworkStage<T> stage = LayerNorm<T>(size, epsilon, gain, Of("bias"));
        int rows = x.Length / size;
        T[] y = new T[x.Length];
        T[] dx = new T[x.Length];
        LayerNormGradients<T> gradients = (LayerNormGradients<T>)((INetwork<T>)stage).CreateGradients();
        stage.Forward(Numbers.To<T>(x), y);
        stage.Backward(Numbers.To<T>(x), y, Numbers.To<T>(dy), dx, gradients);

        double u = Unsafe.SizeOf<T>() == sizeof(float) ? 1.0 / (1 << 24) : 1.0 / (1L << 53);
        double[] expectedY = Of("y");
        double[] expectedDX = Of("dx");
        double gradientLimit = 0;
        for (int row = 0; row < rows; row++)
        {
            Range part = (row * size)..((row + 1) * size);
            double[] own = x[part];
            double mean = own.Average();
            double scale = 1 / Math.Sqrt(own.Select(value => (value - mean) * (value - mean)).Average() + epsilon);
            double largest = own.Max(Math.Abs);
            double normalised = own.Max(value => Math.Abs(value - mean) * scale);
            double error = 8 * u * ((largest * scale) + normalised + 1);
            double incoming = dy[part].Zip(gain, (a, b) => Math.Abs(a * b)).Max();
            gradientLimit += dy[part].Max(Math.Abs) * error;
            for (int k = row * size; k < (row + 1) * size; k++)
            {
                Assert.InRange(double.CreateChecked(y[k]) - expectedY[k], -error * gain.Max(Math.Abs) - (8 * u), (error * gain.Max(Math.Abs)) + (8 * u));
                double limit = scale * incoming * 8 * error * (normalised + 1);
                Assert.InRange(double.CreateChecked(dx[k]) - expectedDX[k], -limit, limit);
            }
        }

        T[] sums = new T[size];
        gradients.GetGain(sums);
        Assert.All(sums.Zip(Of("dgain")), pair => Assert.InRange(double.CreateChecked(pair.First) - pair.Second, -2 * gradientLimit, 2 * gradientLimit));
        gradients.GetBias(sums);
        Assert.All(sums.Zip(Of("dbias")), pair => Assert.InRange(double.CreateChecked(pair.First) - pair.Second, -32 * u, 32 * u));
    }

    private static Stage<T> LayerNorm<T>(int size, double epsilon, double[] gain, double[] bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerNormStage<T> stage = new(size, epsilon);
        stage.Set(0, Numbers.To<T>(gain), nameof(gain));
        stage.Set(1, Numbers.To<T>(bias), nameof(bias));
        return stage;
    }

    private static RescalingStage<T> Rescaling<T>(int size, Func<string, T[]> read)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RescalingStage<T> stage = new(size);
        stage.Set(0, read("scale"), "scale");
        stage.Set(1, read("offset"), "offset");
        stage.SetRange(read("low"), read("high"));
        return stage;
    }

    private static NormalizationStage<T> Normalization<T>(int size, Func<string, T[]> read)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NormalizationStage<T> stage = new(size, 5);
        stage.Set(0, read("mean"), "mean");
        stage.Set(1, read("deviation"), "deviation");
        return stage;
    }

    // Outputs are exact; dx is one product or quotient.
    private static void CheckColumns<T>(string name, Func<int, Func<string, T[]>, Stage<T>> create)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement @case = s_golden.Cases[name];
        double[] Of(string tensor) => s_golden.Read(@case.GetProperty("tensors").GetProperty(tensor));
        Stage<T> stage = create(@case.GetProperty("size").GetInt32(), tensor => Numbers.To<T>(Of(tensor)));
        T[] x = Numbers.To<T>(Of("x"));
        T[] y = new T[x.Length];
        T[] dx = new T[x.Length];
        stage.Forward(x, y);
        stage.Backward(x, y, Numbers.To<T>(Of("dy")), dx, null);
        Assert.Equal(Numbers.To<T>(Of("y")), y);
        Assert.Equal(Numbers.To<T>(Of("dx")), dx);
        Assert.Contains(T.Zero, dx);
    }

    private static void Train<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement @case = s_golden.Cases["residual training"];
        JsonElement tensors = @case.GetProperty("tensors");
        double[] Doubles(string tensor) => s_golden.Read(tensors.GetProperty(tensor));
        T[] Of(string tensor) => Numbers.To<T>(Doubles(tensor));
        MemoryStream file = new();
        SafetensorsWriter before = new();
        foreach (string name in Names())
        {
            JsonElement tensor = tensors.GetProperty("before." + name);
            before.Add(name, [.. tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())], s_golden.Read(tensor));
        }

        before.Save(file);
        file.Position = 0;
        Safetensors.Load(file, network);
        Trainer<INetwork<T>, T> trainer = new(network, Loss.MeanSquared, new Adam(0.01), 6);
        T[] losses = [.. Enumerable.Range(0, 20).Select(_ => trainer.Step(Of("x"), Of("target")))];

        bool isSingle = typeof(T) == typeof(float);
        Numbers.AssertClose(Doubles("losses"), Numbers.ToDoubles<T>(losses), isSingle ? (8 * @case.GetProperty("loss_deviation").GetDouble()) + 5e-7 : 1e-12, "loss");
        double limit = isSingle ? (8 * @case.GetProperty("deviation").GetDouble()) + 1e-6 : 1e-10;
        file = new();
        Safetensors.Save(file, network);
        file.Position = 0;
        using SafetensorsFile saved = SafetensorsFile.Open(file);
        foreach (SafetensorsTensor tensor in saved.Tensors)
        {
            T[] values = new T[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
            saved.Read<T>(tensor.Name, values);
            Numbers.AssertClose(Doubles("after." + tensor.Name), Numbers.ToDoubles<T>(values), limit, tensor.Name);
        }

        T[] y = new T[Of("y").Length];
        network.Forward(Of("x"), y);
        Numbers.AssertClose(Doubles("y"), Numbers.ToDoubles<T>(y), 100 * limit, "y");
        Assert.Equal(Names().Order(StringComparer.Ordinal), saved.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));

        IEnumerable<string> Names() => @case.GetProperty("names").EnumerateArray().Select(name => name.GetString()!);
    }
}
