using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Scheduling;

/// <summary>Shapes to look at every schedule of: all small ones, the edges of vectors, panels and powers of two, and a draw of others.</summary>
internal static class Shapes
{
    private const int Largest = 1024;

    /// <summary>Shapes in plenty, for what costs microseconds.</summary>
    public static IReadOnlyList<(int In, int Out)> Many { get; } = [.. All().Distinct()];

    /// <summary>Fewer, for what needs a layer's text: small sizes, and one on each side of what schedules distinguish.</summary>
    public static IReadOnlyList<(int In, int Out)> Few { get; } = [.. FewSizes().SelectMany(inputs => FewSizes().Select(outputs => (inputs, outputs)))];

    /// <summary>Bytes of the elements: float and double.</summary>
    public static IReadOnlyList<int> ElementBytes { get; } = [sizeof(float), sizeof(double)];

    /// <summary>A layer to schedule or to write.</summary>
    public static LayerSpec Spec(int inputs, int outputs, bool hasBias, bool isDouble, string name = "HiddenLayer") => new()
    {
        Hierarchy = new HierarchyInfo
        {
            Namespace = "Acme.Models",
            Types = new([new TypeDeclaration { Keyword = "class", Identifier = name, Name = name }]),
            HintName = $"Acme.Models.{name}.g.cs",
        },
        In = inputs,
        Out = outputs,
        HasBias = hasBias,
        Precision = isDouble ? Model.Precision.Double : Model.Precision.Single,
    };

    /// <summary>The product of every shape, in both precisions and with a start or without in turn; a failure names the shape.</summary>
    public static void ForEachGemm(Action<Gemm> check)
    {
        foreach ((int terms, int columns) in Many)
        {
            foreach (int bytes in ElementBytes)
            {
                Gemm gemm = new(terms, columns, bytes, HasStart: (terms + columns) % 2 == 0);
                Named(gemm, () => check(gemm));
            }
        }
    }

    /// <summary>The same with every width of vectors that the product is written for.</summary>
    public static void ForEachSchedule(Action<Schedule> check) => ForEachGemm(gemm =>
    {
        foreach (Schedule schedule in SchedulesOf(gemm))
        {
            check(schedule);
        }
    });

    /// <summary>A product with every width of vectors that it is written for.</summary>
    public static IEnumerable<Schedule> SchedulesOf(Gemm gemm) =>
        (gemm.IsWide ? (int[])[256, 512] : [256]).Select(bits => new Schedule(gemm, new VectorWidth(gemm.ElementBytes, bits)));

    /// <summary>The gradient of every layer's weights with every width of vectors that it is written for.</summary>
    public static void ForEachUpdate(Action<UpdateSchedule> check)
    {
        foreach ((int inputs, int outputs) in Many)
        {
            foreach (int bytes in ElementBytes)
            {
                LayerSchedule layer = new(inputs, outputs, HasBias: (inputs + outputs) % 2 == 0, bytes);
                foreach (int bits in layer.IsWeightGradientWide ? (int[])[256, 512] : [256])
                {
                    UpdateSchedule update = layer.WeightGradient(layer.Width(bits));
                    Named(update, () => check(update));
                }
            }
        }
    }

    /// <summary>Runs a check and puts what it is about before what it says.</summary>
    public static void Named(object subject, Action check)
    {
        try
        {
            check();
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"{(subject is LayerSpec spec ? Layers.Describe(spec) : subject)}: {exception.Message}");
        }
    }

    private static IEnumerable<(int In, int Out)> All()
    {
        foreach (int inputs in Enumerable.Range(1, 40))
        {
            foreach (int outputs in Enumerable.Range(1, 40))
            {
                yield return (inputs, outputs);
            }
        }

        int[] edges = [.. new[] { 8, 16, 24, 32, 48, 56, 64, 72, 96, 120, 128, 192, 256, 384, 512, 768, Largest }
            .SelectMany(size => new[] { size - 1, size, size + 1 })
            .Concat([1, 3, 10, 17, 784])
            .Where(size => size <= Largest)
            .Distinct()];
        foreach (int inputs in edges)
        {
            foreach (int outputs in edges)
            {
                yield return (inputs, outputs);
            }
        }

        Random random = new(20260101);
        for (int draw = 0; draw < 2000; draw++)
        {
            yield return (random.Next(1, Largest + 1), random.Next(1, Largest + 1));
        }
    }

    // 52 and 68: partial sums whose last block is longer than the others, or shorter than two turns of the loop.
    private static int[] FewSizes() => Suite.IsFull
        ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 20, 24, 25, 31, 32, 33, 40, 48, 49, 52, 56, 63, 64, 65, 68, 72, 96, 97, 121, 128, 129, 256, 257, Largest]
        : [1, 3, 4, 5, 8, 9, 16, 17, 23, 32, 33, 52, 64, 65, 68, 121, 129, Largest];
}
