using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Gradients add up over calls; Clear, Add, Scale and Norm do what they say; null and empty leave things out.</summary>
public static class AccumulationCheck
{
    /// <summary>Runs all of it with whole numbers, so that every sum is exact.</summary>
    public static void Run<T>(LayerClass<T> layerClass, int rows, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, 2 * rows, Distribution.Integer);
        Layer<T> layer = layerClass.With(data);
        Reference<T> reference = new(data, layerClass.HasBias);
        ParameterGradients<T> gradients = layer.CreateGradients();
        ParameterGradients<T> second = layer.CreateGradients();
        T[] dx = new T[rows * layerClass.In];

        Same("new", gradients, _ => 0);
        layer.Backward(data.XRows(rows), data.DYRows(rows), dx, gradients);
        layer.Backward(data.X.AsSpan(dx.Length), data.DY.AsSpan(rows * layerClass.Out), dx, second);
        reference.GrowGradients(rows);
        Same("first call", gradients, sum => sum.High);
        ExactNorm(gradients);

        layer.Backward(data.X.AsSpan(dx.Length), data.DY.AsSpan(rows * layerClass.Out), [], gradients);
        reference.GrowGradients(2 * rows);
        Same("second call without dx", gradients, sum => sum.High);
        layer.Backward(data.XRows(rows), data.DYRows(rows), dx, null);
        layer.Backward(data.XRows(rows), data.DYRows(rows), [], null);
        layer.Backward([], [], [], gradients);
        Same("calls without gradients or rows", gradients, sum => sum.High);

        gradients.Scale(T.CreateChecked(0.5));
        Same("Scale", gradients, sum => sum.High / 2);
        gradients.Clear();
        Same("Clear", gradients, _ => 0);

        layer.Backward(data.XRows(rows), data.DYRows(rows), dx, gradients);
        layer.AddGradients(gradients, second);
        Same("Add", gradients, sum => sum.High);

        void Same(string when, ParameterGradients<T> actual, Func<Sum, double> expected)
        {
            T[] values = new T[layerClass.In * layerClass.Out];
            layer.GetWeightGradients(actual, values);
            Compare.Exact<T>(tally, $"{layerClass.Name}, {rows} rows, {when}: dw", values, [.. reference.DW.Select(Expected)]);
            if (layerClass.HasBias)
            {
                values = new T[layerClass.Out];
                layer.GetBiasGradients(actual, values);
                Compare.Exact<T>(tally, $"{layerClass.Name}, {rows} rows, {when}: db", values, [.. reference.DB.Select(Expected)]);
            }

            Sum Expected(Sum sum) => new(expected(sum), 0, 0);
        }

        void ExactNorm(ParameterGradients<T> actual)
        {
            double squares = reference.DW.Concat(layerClass.HasBias ? reference.DB : []).Sum(sum => sum.High * sum.High);
            double norm = double.CreateChecked(actual.Norm());
            tally.Expect(
                Math.Abs(norm - Math.Sqrt(squares)) <= 1e-5 * Math.Sqrt(squares),
                $"{layerClass.Name}: Norm is {norm}, expected {Math.Sqrt(squares)}");
        }
    }
}
