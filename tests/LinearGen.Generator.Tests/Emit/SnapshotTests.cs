using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>
/// Generated files against recorded ones, so that every change of the generated code is seen in review. After an
/// intended change, run once with LINEARGEN_UPDATE_SNAPSHOTS=1, read the difference and commit it.
/// </summary>
public sealed class SnapshotTests
{
    private const string UpdateSwitch = "LINEARGEN_UPDATE_SNAPSHOTS";

    public static TheoryData<string, string> Layers => new()
    {
        { "Projection_2x3", "namespace Acme; [LinearGen.LinearLayer(In = 2, Out = 3)] public sealed partial class Projection;" },
        { "Square_8x8_bias", "[LinearGen.LinearLayer(In = 8, Out = 8, Bias = true)] internal partial class Square;" },
        { "Digits_64x10_bias", "namespace Acme.Vision; [LinearGen.LinearLayer(In = 64, Out = 10, Bias = true)] public partial class Digits;" },
        { "Nested_100x100_bias", "namespace Acme.@event; public static partial class Outer { internal partial record struct @class { [LinearGen.LinearLayer(In = 100, Out = 100, Bias = true)] private partial class Nested; } }" },
        { "Precise_10x17_double", "namespace Acme; [LinearGen.LinearLayer(In = 10, Out = 17, Precision = LinearGen.Precision.Double)] public partial class Precise;" },
        { "Wide_128x256", "namespace Acme; [LinearGen.LinearLayer(In = 128, Out = 256)] public partial class Wide;" },
        { "Dot_64x1_bias", "namespace Acme; [LinearGen.LinearLayer(In = 64, Out = 1, Bias = true)] public partial class Dot;" },
        { "Activated_8x16_tanh", "namespace Acme; [LinearGen.LinearLayer(In = 8, Out = 16, Bias = true, Activation = LinearGen.Activation.Tanh)] public partial class Activated;" },
        { "Recomputed_24x5_gelu", "namespace Acme; [LinearGen.LinearLayer(In = 24, Out = 5, Activation = LinearGen.Activation.Gelu)] public partial class Recomputed;" },
        { "Control_8_16_16_1", """
            using LinearGen;
            namespace Acme;
            [LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)] public partial class Input;
            [LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)] public partial class Hidden;
            [LinearLayer(In = 16, Out = 1, Bias = true)] public partial class Output;
            [Sequential(typeof(Input), typeof(Hidden), typeof(Output))] public partial class Control;
            """ },
        { "Halved_200x100_bfloat16", "namespace Acme; [LinearGen.LinearLayer(In = 200, Out = 100, Bias = true, Weights = LinearGen.WeightFormat.BFloat16, Trainable = false)] public partial class Halved;" },
        { "Rounded_16x24_bfloat16", "namespace Acme; [LinearGen.LinearLayer(In = 16, Out = 24, Weights = LinearGen.WeightFormat.BFloat16)] public partial class Rounded;" },
        { "Sloped_3x5_leaky", "namespace Acme; [LinearGen.LinearLayer(In = 3, Out = 5, Bias = true, Activation = LinearGen.Activation.LeakyRelu, Slope = -0.25)] public partial class Sloped;" },
        { "Observation_24", "namespace Acme; [LinearGen.Normalization(Size = 24, Clip = 5)] public sealed partial class Observation;" },
        { "Norm_64_double", "namespace Acme; public static partial class @class { [LinearGen.LayerNorm(Size = 64, Epsilon = 1e-6, Precision = LinearGen.Precision.Double)] internal partial class Norm; }" },
        { "Policy_8_16_4", """
            using LinearGen;
            namespace Acme;
            [Normalization(Size = 8, Clip = 5)] public partial class Observation;
            [LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)] public partial class Widen;
            [LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Relu)] public partial class Inner;
            [LayerNorm(Size = 16)] public partial class Norm;
            [Residual(typeof(Inner), typeof(Norm))] public partial class Block;
            [ActivationLayer(Size = 16, Activation = Activation.Relu)] public partial class Rectified;
            [LinearLayer(In = 16, Out = 4, Bias = true)] public partial class Head;
            [Rescaling(Size = 4)] public partial class Last;
            [Sequential(typeof(Observation), typeof(Widen), typeof(Block), typeof(Rectified), typeof(Head), typeof(Last))]
            [InputPart("Pose", 0, 6), InputPart("Velocity", 6, 2), OutputPart("Torque", 0, 4)]
            public partial class Policy;
            """ },
        { "Inference_24x10", "namespace Acme; [LinearGen.LinearLayer(In = 24, Out = 10, Bias = true, Activation = LinearGen.Activation.Relu, Trainable = false)] public sealed partial class Inference;" },
        { "PartialSums_32x32", "namespace Acme; [LinearGen.LinearLayer(In = 32, Out = 32)] public partial class PartialSums;" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void GeneratedFile_IsAsRecorded(string name, string source)
    {
        string actual = GeneratorHarness.Run(source).Sources.Single(file => file.HintName.EndsWith($"{name.Split('_')[0]}.g.cs", StringComparison.Ordinal)).Text;
        string path = Path.Combine(Repository.Root, "tests", "LinearGen.Generator.Tests", "Snapshots", name + ".g.cs.snapshot");
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{name} has no recorded file. Run once with {UpdateSwitch}=1 and commit what it writes.");
        string[] expectedLines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        string[] actualLines = actual.Split('\n');
        for (int line = 0; line < Math.Max(expectedLines.Length, actualLines.Length); line++)
        {
            string expected = line < expectedLines.Length ? expectedLines[line] : "(end of file)";
            string found = line < actualLines.Length ? actualLines[line] : "(end of file)";
            Assert.True(
                expected == found,
                $"{name} differs in line {line + 1}.\nrecorded:  {expected}\ngenerated: {found}\nIf this is intended, run once with {UpdateSwitch}=1, read the difference and commit it.");
        }
    }

    [Fact]
    public void TwoRuns_GiveTheSameText()
    {
        string source = "[LinearGen.LinearLayer(In = 33, Out = 70, Bias = true)] partial class Layer;";

        Assert.Equal(GeneratorHarness.Run(source).Sources, GeneratorHarness.Run(source).Sources);
    }
}
