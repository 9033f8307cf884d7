using System.Numerics;
using System.Runtime.InteropServices;
using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Scheduling;

/// <summary>Where parameters lie. Generator and runtime compile the same file; that kernels read memory where the runtime has put it is tested all the same.</summary>
public sealed class PanelLayoutTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 2, 3 }, { 7, 13 }, { 8, 8 }, { 3, 64 }, { 64, 3 }, { 5, 65 }, { 65, 5 }, { 9, 130 }, { 33, 33 }, { 100, 100 }, { 130, 72 },
    };

    [Theory]
    [InlineData(1, 4, 8)]
    [InlineData(8, 4, 8)]
    [InlineData(9, 4, 16)]
    [InlineData(16, 4, 16)]
    [InlineData(17, 4, 32)]
    [InlineData(65, 4, 80)]
    [InlineData(1, 8, 4)]
    [InlineData(4, 8, 4)]
    [InlineData(5, 8, 8)]
    [InlineData(9, 8, 16)]
    [InlineData(33, 8, 40)]
    public void Columns_ArePaddedTo64BytesOr32IfTheyFit(int columns, int bytes, int padded)
    {
        Assert.Equal(padded, new PanelLayout(3, columns, bytes).PaddedColumns);
        Assert.Equal(3L * padded, new PanelLayout(3, columns, bytes).MatrixLength);
    }

    [Fact]
    public void EveryElement_LiesBehindTheOneBeforeIt() => Shapes.ForEachGemm(gemm =>
    {
        PanelLayout layout = gemm.Layout;
        int line = 64 / gemm.ElementBytes;
        int panel = 256 / gemm.ElementBytes;
        Assert.Equal(panel, layout.PanelColumns);
        int end = 0;
        for (int first = 0; first < gemm.N; first += panel)
        {
            int width = Math.Min(panel, layout.PaddedColumns - first);
            Assert.Equal(width, layout.PanelWidth(first));
            Assert.Equal(first, layout.PanelStart(Math.Min(gemm.N, first + width) - 1));
            Assert.Equal(end, layout.RowStart(0, first, out int count));
            Assert.Equal(Math.Min(width, gemm.N - first), count);
            Assert.Equal(end + ((gemm.K - 1) * width) + count - 1, layout.Index(gemm.K - 1, first + count - 1));
            end += gemm.K * width;
        }

        Assert.Equal(end, layout.MatrixLength);

        // The bias starts on a cache line and takes whole ones.
        Assert.InRange(layout.BiasStart, end, end + line - 1);
        Assert.Equal(0, layout.BiasStart % line);
        Assert.Equal(0, layout.BlockLength % line);
        Assert.InRange(layout.BlockLength - layout.BiasStart, gemm.N, gemm.N + line - 1);
    });

    [Theory]
    [InlineData(int.MaxValue, 1, 4, 8L * int.MaxValue)]
    [InlineData(1, int.MaxValue, 4, 1L << 31)]
    [InlineData(1, int.MaxValue, 8, 1L << 31)]
    [InlineData(int.MaxValue, 1, 8, 4L * int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, 8, int.MaxValue * (1L << 31))]
    public void LengthOfLargestSizes_DoesNotOverflow(int rows, int columns, int bytes, long length)
    {
        PanelLayout layout = new(rows, columns, bytes);
        Assert.Equal(length, layout.MatrixLength);
        Assert.InRange(layout.BlockLength, length + columns, length + columns + 30);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Parameters_LieWhereTheRuntimePutsThem(int inputs, int outputs)
    {
        Check<float>(inputs, outputs, sizeof(float));
        Check<double>(inputs, outputs, sizeof(double));
    }

    [Fact]
    public void Network_HasTheBlocksOfItsLayers()
    {
        (int In, int Out)[] shapes = [(7, 13), (13, 65), (65, 1)];
        NetworkSpec spec = new()
        {
            Hierarchy = Shapes.Spec(1, 1, hasBias: false, isDouble: false).Hierarchy,
            Layers = new([.. shapes.Select(shape => new NetworkLayer
            {
                Property = "Layer",
                FullName = "global::Layer",
                Name = "Layer",
                Accessibility = "public",
                In = shape.In,
                Out = shape.Out,
                HasBias = true,
                Activation = Model.Activation.None,
            })]),
            Precision = Model.Precision.Single,
        };

        NetworkSchedule schedule = new(spec);
        Assert.Equal(shapes.Sum(shape => new PanelLayout(shape.In, shape.Out, sizeof(float)).BlockLength), schedule.Length);
        Assert.Equal(shapes.Sum(shape => new PanelLayout(shape.Out, shape.In, sizeof(float)).BlockLength), schedule.TransposedLength);
    }

    private static void Check<T>(int inputs, int outputs, int bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerSchedule schedule = new(inputs, outputs, HasBias: true, bytes);
        LayerParameters<T> parameters = new(inputs, outputs, hasBias: true);
        T[] weights = [.. Enumerable.Range(1, inputs * outputs).Select(number => T.CreateChecked(number))];
        parameters.SetWeights(weights, WeightLayout.InOut);
        parameters.SetBias([.. Enumerable.Range(1, outputs).Select(number => T.CreateChecked(-number))]);

        CheckBlock(schedule.Forward.Layout, ref parameters.Reference, (i, j) => weights[(i * outputs) + j], j => T.CreateChecked(-(j + 1)));

        // The transposed copy, whose sums start from zeros in the place of a bias.
        CheckBlock(schedule.InputGradient.Layout, ref parameters.TransposedReference, (j, i) => weights[(i * outputs) + j], _ => T.Zero);
    }

    /// <summary>Every element where kernels read it, all else 0.</summary>
    private static void CheckBlock<T>(PanelLayout layout, ref T memory, Func<int, int, T> element, Func<int, T> bias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] expected = new T[layout.BlockLength];
        for (int column = 0; column < layout.Columns; column++)
        {
            for (int row = 0; row < layout.Rows; row++)
            {
                expected[layout.Index(row, column)] = element(row, column);
            }

            expected[layout.BiasStart + column] = bias(column);
        }

        Assert.Equal(expected, MemoryMarshal.CreateReadOnlySpan(ref memory, expected.Length).ToArray());
    }
}
