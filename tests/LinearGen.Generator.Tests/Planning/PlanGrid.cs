using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Tests.Planning;

/// <summary>Shapes to look at every plan of: all small ones, the edges of vectors, panels and powers of two, and a draw of others.</summary>
internal static class PlanGrid
{
    private const int Largest = 1024;

    /// <summary>Shapes in plenty, for what costs microseconds.</summary>
    public static IReadOnlyList<(int In, int Out)> Shapes { get; } = [.. AllShapes().Distinct()];

    /// <summary>Fewer, for what needs a layer's text: small sizes, and one on each side of what plans distinguish.</summary>
    public static IReadOnlyList<(int In, int Out)> TextShapes { get; } = [.. TextSizes().SelectMany(inputs => TextSizes().Select(outputs => (inputs, outputs)))];

    /// <summary>A layer to plan or to write.</summary>
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

    /// <summary>Checks every plan of the grid, with and without a bias; a failure names the shape.</summary>
    public static void ForEachPlan(bool isDouble, Action<LayerPlan, LayerSpec> check)
    {
        foreach ((int inputs, int outputs) in Shapes)
        {
            foreach (bool hasBias in new[] { false, true })
            {
                LayerSpec spec = Spec(inputs, outputs, hasBias, isDouble);
                Named(spec, () => check(LayerPlan.Create(spec), spec));
            }
        }
    }

    /// <summary>Checks both products of every layer of the grid, the forward pass and dX: terms and columns change places.</summary>
    public static void ForEachProduct(bool isDouble, Action<ProductPlan> check)
    {
        foreach ((int inputs, int outputs) in Shapes)
        {
            LayerSpec spec = Spec(inputs, outputs, hasBias: true, isDouble);
            Named(spec, () =>
            {
                LayerPlan plan = LayerPlan.Create(spec);
                check(plan.Forward);
                check(plan.InputGradient);
            });
        }
    }

    /// <summary>Runs a check and puts the shape before what it says.</summary>
    public static void Named(LayerSpec spec, Action check)
    {
        try
        {
            check();
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"{Layers.Describe(spec)}: {exception.Message}");
        }
    }

    private static IEnumerable<(int In, int Out)> AllShapes()
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

    // 52 and 68: partial sums whose last block is shorter than one turn of the loop or two.
    private static int[] TextSizes() =>
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 16, 17, 20, 24, 25, 31, 32, 33, 40, 48, 49, 52, 56, 63, 64, 65, 68, 72, 96, 97, 121, 128, 129, 256, 257, Largest];
}
