using CsCheck;
using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Onnx.Tests.Support;
using LinearGen.Onnx.Writing;
using Xunit.Abstractions;

namespace LinearGen.Onnx.Tests;

/// <summary>Drawn chains of stages, of every kind in every order: ONNX Runtime computes what the stages do, and the file is read as these very stages.</summary>
public sealed class ChainPropertyTests(ITestOutputHelper output)
{
    private const int Rows = 4;

    private static readonly Activation[] Functions = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.None)];

    [OracleFact]
    public void DrawnChains_AreComputedAndReadAsTheyAre() =>
        Property.Check(Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 6], Gen.Bool), drawn => Check(drawn.Item1, drawn.Item2, drawn.Item3), fast: 50, full: 3_000, drawn => $"seed {drawn.Item1}, {drawn.Item2} stages, double: {drawn.Item3}", output.WriteLine);

    private static void Check(int seed, int count, bool isDouble)
    {
        Precision precision = isDouble ? Precision.Double : Precision.Single;
        Random random = new(seed);
        int width = random.Next(1, 12);
        IReadOnlyList<ModelStage> stages = Rounding.Round(Chain(random, ref width, count, depth: 0, keepsWidth: false), precision);
        byte[] file = ModelWriter.Write(new NetworkModel("Drawn", stages, precision), new OnnxSaveOptions()).ToByteArray();

        Written.HasStages(OnnxImporter.Read(file, "drawn.onnx", folder: null), stages);
        Assert.True(ModelBytes.Parse(file).Graph.Equals(ModelWriter.Graph(stages, precision, "Drawn", "x", "y")!));

        using OnnxRuntimeSession session = OnnxRuntimeSession.Open(file);
        double[] x = [.. Enumerable.Range(0, Rows * stages[0].In).Select(_ => (double)(float)((random.NextDouble() * 4) - 2))];
        double[] actual = session.Run(x, stages[0].In);
        LayerEvaluator evaluator = new(precision);
        for (int row = 0; row < Rows; row++)
        {
            double[] own = x[(row * stages[0].In)..((row + 1) * stages[0].In)], right = evaluator.Forward(stages, own);

            // As far as kernels may be off too, which depends on the stages: a normalisation of nearly equal numbers enlarges every error.
            double tolerance = 1e-6 * Math.Max(1, right.Max(Math.Abs));
            for (int pattern = 1; pattern <= 8; pattern++)
            {
                tolerance = Math.Max(tolerance, 8 * right.Zip(new LayerEvaluator(Precision.Single).Forward(stages, own, pattern), (one, other) => Math.Abs(one - other)).Max());
            }

            for (int n = 0; n < right.Length; n++)
            {
                double value = actual[(row * right.Length) + n];
                Assert.True(Math.Abs(value - right[n]) <= tolerance, $"Output {n} of row {row} is {value:R} in ONNX Runtime; expected {right[n]:R} within {tolerance:G3}.");
            }
        }
    }

    private static List<ModelStage> Chain(Random random, ref int width, int count, int depth, bool keepsWidth)
    {
        List<ModelStage> stages = [];
        for (int n = 0; n < count; n++)
        {
            int size = width, kind = random.Next(depth < 2 ? 7 : 6);
            stages.Add(kind switch
            {
                0 or 1 => Layer(random, size, keepsWidth ? size : width = random.Next(1, 12)),
                2 => new ModelNormalization(Values(random, size, -1, 1), Values(random, size, 0.5, 2), random.Next(2) == 0 ? null : 1 + random.NextDouble(), ""),
                3 => random.Next(2) == 0 ? Rescaling(random, size, -100, 100) : Rescaling(random, size, double.NegativeInfinity, double.PositiveInfinity),
                4 => new ModelLayerNorm(Values(random, size, -1, 1), Values(random, size, -1, 1), 0.01 + random.NextDouble(), ""),
                5 => Function(random) is var (activation, slope) ? new ModelActivation(size, activation, "") { Slope = slope } : throw new InvalidOperationException(),
                _ => new ModelResidual(Chain(random, ref size, random.Next(1, 4), depth + 1, keepsWidth: true), ""),
            });
        }

        return stages;
    }

    private static ModelLayer Layer(Random random, int inputs, int outputs)
    {
        (Activation activation, double? slope) = random.Next(4) == 0 ? (Activation.None, null) : Function(random);
        return new ModelLayer(inputs, outputs, Values(random, inputs * outputs, -1, 1), random.Next(2) == 0 ? null : Values(random, outputs, -1, 1), activation, "") { Slope = slope };
    }

    /// <summary>One of numbers that do nothing is as likely as others: an import must not drop the stage.</summary>
    private static ModelRescaling Rescaling(Random random, int size, double low, double high) => random.Next(3) == 0
        ? new ModelRescaling([.. Enumerable.Repeat(1.0, size)], new double[size], [.. Enumerable.Repeat(low, size)], [.. Enumerable.Repeat(high, size)], "")
        : new ModelRescaling(Values(random, size, -1, 1), Values(random, size, -1, 1), [.. Enumerable.Repeat(low, size)], [.. Enumerable.Repeat(high, size)], "");

    private static (Activation Function, double? Slope) Function(Random random)
    {
        Activation activation = Functions[random.Next(Functions.Length)];
        bool hasSlope = Numerics.ActivationFunctions.DefaultSlope(activation) is not null && random.Next(2) == 0;
        return (activation, hasSlope ? Math.Round(0.1 + random.NextDouble(), 2) : null);
    }

    private static double[] Values(Random random, int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];
}
