using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>±0, NaN and ±∞ among the inputs: limits where there are limits, NaN where NaN goes in, and other rows as if nothing were.</summary>
public static class ActivatedSpecialCheck
{
    private const int Rows = 11;

    private static bool IsPiecewise(Activation activation) => activation is Activation.Relu or Activation.LeakyRelu or Activation.HardSwish;

    /// <summary>Compares with the reference, and the rows beside with a batch that has no such values.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (layerClass.In, layerClass.Out);
        LayerData<T> clean = layerClass.Draw(Rows);
        LayerData<T> data = clean with { X = [.. clean.X] };
        ReadOnlySpan<T> specials = [T.Zero, T.NegativeZero, T.NaN, T.PositiveInfinity, T.NegativeInfinity];
        int[] places = [0, 2, 4, 7, 10];
        for (int k = 0; k < places.Length; k++)
        {
            // Zeros fill a row, others are one of its values.
            Span<T> row = data.X.AsSpan(places[k] * inputs, inputs);
            row[(k < 2 ? ..inputs : (inputs / 2)..((inputs / 2) + 1))].Fill(specials[k]);
        }

        ILinearLayer<T> layer = layerClass.With(data);
        ActivatedResults<T> expected = new(layer, layerClass);
        ActivatedResults<T> results = new(layer, layerClass);
        expected.Compute(clean, Rows);
        results.Compute(data, Rows);
        ActivatedReference<T> reference = new(data, layerClass.HasBias, layerClass.Activation);
        T[] alone = new T[outputs];
        for (int r = 0; r < Rows; r++)
        {
            string what = $"{layerClass.Name}, row {r} of {data.X[r * inputs]} …: ";
            ReadOnlySpan<T> y = results.Y.AsSpan(r * outputs, outputs);
            ReadOnlySpan<T> dx = results.DX.AsSpan(r * inputs, inputs);
            Bounded.Compare(tally, what + "y", y, reference.Y.AsSpan(r * outputs, outputs));
            layer.Forward(data.X.AsSpan(r * inputs, inputs), alone);
            for (int j = 0; j < outputs; j++)
            {
                tally.Expect(alone[j].Equals(y[j]), $"{what}y[{j}] is {alone[j]} alone, {y[j]} in a batch");
            }

            if (!places.Contains(r))
            {
                Compare.Bits(tally, what + "y", y, expected.Y.AsSpan(r * outputs, outputs));
                Compare.Bits(tally, what + "dx", dx, expected.DX.AsSpan(r * inputs, inputs));
                Compare.Bits(tally, what + "dx alone", results.DXAlone.AsSpan(r * inputs, inputs), expected.DXAlone.AsSpan(r * inputs, inputs));
            }
            else if (r < 4 || !(ActivationFunctions.IsRowWise(layerClass.Activation) || (r == 4 && IsPiecewise(layerClass.Activation))))
            {
                // Of a single function infinities have limits, and NaN gives NaN; but where f′ is chosen by comparing, NaN may give a number, as in PyTorch.
                Bounded.Compare(tally, what + "dx", dx, reference.DX.AsSpan(r * inputs, inputs));
            }
        }
    }
}
