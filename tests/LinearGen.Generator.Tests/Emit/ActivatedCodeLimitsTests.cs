using System.Globalization;
using System.Text;
using LinearGen.Generator.Emit;
using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;
using LinearGen.Generator.Tests.Planning;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>How much code layers with activations and fused networks may come to: no more than layers without. What an activation is made of counts where the machine code is read.</summary>
public sealed class ActivatedCodeLimitsTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 7, 8, 9, 16, 17, 24, 31, 32, 33, 48, 64, 65, 100, 129, 200, 257, 300];

    private static readonly Model.Activation[] Activations = [.. Enum.GetValues<Model.Activation>().Skip(1)];

    public static TheoryData<string> Networks =>
    [
        "64 Relu 32 None 10", "8 Tanh 16 Tanh 16 None 1", "2 Tanh 3 Softmax 2", "8 Gelu 8 Gelu 8 Gelu 8", "6 Sigmoid 7 Softmax 5 GeluTanh 13 LogSoftmax 4",
        "12 Softplus 200 HardSwish 3 LeakyRelu 17", "32 Silu 32 Silu 32 Silu 32", "64 Elu 64 Elu 64 None 1",
        "24 Gelu 24 Gelu 24 Gelu 24 Gelu 24", "128 Relu 128 None 10", "24 Elu 24 None 24 Elu 24 None 24 Elu 24 None 24 Elu 24 None 24 Elu 24 None 24 Elu 24 None 24",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryKernelOfALayer_StaysWithinWhatTheJitInlinesInto(bool isDouble)
    {
        int most = 0;
        foreach (LayerSpec spec in
            from inputs in Sizes
            from outputs in Sizes
            from activation in new[] { Activations[(inputs + outputs) % Activations.Length], Model.Activation.Gelu, Model.Activation.Softmax }
            select PlanGrid.Spec(inputs, outputs, hasBias: true, isDouble) with { Activation = activation })
        {
            IReadOnlyList<EmittedMethod> kernels = EmittedMethod.Kernels(spec);
            foreach (EmittedMethod kernel in kernels)
            {
                Check($"{Layers.Describe(spec)} {spec.Activation}: {kernel.Name}", kernel);
                most = Math.Max(most, kernel.VectorCalls);
            }

            Assert.Contains(kernels, kernel => kernel.Name == "SumGradients");
            int bytes = Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
            Assert.True(bytes <= CodeLimits.ActivatedSourceBytes, $"{Layers.Describe(spec)} {spec.Activation} comes to {bytes} bytes of source; the limit is {CodeLimits.ActivatedSourceBytes}.");
        }

        Assert.InRange(most, 50, CodeLimits.VectorCalls);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryFusedKernel_StaysWithinWhatTheJitInlinesInto(string layers)
    {
        foreach (bool isDouble in new[] { false, true })
        {
            NetworkSpec spec = Spec(layers, isDouble);
            IReadOnlyList<EmittedMethod> kernels = EmittedMethod.Read(NetworkEmitter.Emit(spec));
            Assert.Equal(NetworkPlan.Create(spec).IsFused, kernels.Any(kernel => kernel.Name == "ForwardRow" && kernel.VectorCalls > 0));
            foreach (EmittedMethod kernel in kernels)
            {
                Check($"{layers}{(isDouble ? ", double" : "")}: {kernel.Name}", kernel);
            }
        }
    }

    [Theory]
    [InlineData("16 Gelu 16 Gelu 16 Gelu 16 Gelu 16 Gelu 16 Gelu 16 None 1")]
    [InlineData("31 GeluTanh 33 GeluTanh 31 GeluTanh 33")]
    public void NetworksOfManyActivations_StayWithinWhatTheJitInlinesInto(string layers) => EveryFusedKernel_StaysWithinWhatTheJitInlinesInto(layers);

    [Fact]
    public void NetworksOfBothKinds_AreAmongThem()
    {
        bool[] fused = [.. ((IEnumerable<object[]>)Networks).Select(row => NetworkPlan.Create(Spec((string)row[0], isDouble: false)).IsFused)];
        Assert.Contains(true, fused);
        Assert.Contains(false, fused);
    }

    private static void Check(string what, EmittedMethod kernel)
    {
        Assert.True(kernel.VectorCalls <= CodeLimits.VectorCalls, $"{what} has {kernel.VectorCalls} vector calls; the limit is {CodeLimits.VectorCalls}.");
        Assert.True(kernel.Locals <= CodeLimits.Locals, $"{what} has {kernel.Locals} variables; the limit is {CodeLimits.Locals}.");
    }

    private static NetworkSpec Spec(string layers, bool isDouble)
    {
        string[] words = layers.Split(' ');
        StringBuilder source = new("using LinearGen;\n");
        for (int n = 0; n < words.Length / 2; n++)
        {
            source.Append(CultureInfo.InvariantCulture, $"[LinearLayer(In = {words[2 * n]}, Out = {words[(2 * n) + 2]}, Bias = true, Activation = Activation.{words[(2 * n) + 1]}, Precision = Precision.{(isDouble ? "Double" : "Single")})] partial class L{n};\n");
        }

        source.Append(CultureInfo.InvariantCulture, $"[Sequential({string.Join(", ", Enumerable.Range(0, words.Length / 2).Select(n => $"typeof(L{n})"))})] partial class Net;");
        return Assert.Single(Layers.Networks(GeneratorHarness.Run(source.ToString())));
    }
}
