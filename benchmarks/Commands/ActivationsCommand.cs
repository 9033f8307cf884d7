using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Activations;
using LinearGen.Benchmarks.Reports;

namespace LinearGen.Benchmarks.Commands;

/// <summary>The greatest errors of the activation functions among all floats, or every N-th, and what a vector of them costs.</summary>
internal static class ActivationsCommand
{
    private const int Block = 4096;

    /// <summary>A quarter of the least normal float: everything up to it is subnormal.</summary>
    private const float Subnormal = 3e-39f;

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"Float, 256-bit vectors with FMA; arguments: every bit pattern divisible by {options.Every}, infinities included.\n\n"));
        text.AppendLine(Format.Head("Function", "greatest error", "at", "relative", "at", "ulp", "at", "strange", "ns per vector", "of subnormals", "ns per pair in a chain"));
        IReadOnlyList<MeasuredActivation> all = MeasuredActivation.All;
        ProgressBar progress = new(all.Count);
        foreach (MeasuredActivation activation in all)
        {
            progress.Show(activation.Name);
            (GreatestErrors value, GreatestErrors derivative) = Sweep(activation, options.Every);
            Append(text, activation.Name, value, activation.TimeLine(backward: false), activation.TimeLine(backward: false, Subnormal), Format.Nanoseconds(activation.TimePair()));
            Append(text, $"{activation.Name}′", derivative, activation.TimeLine(backward: true), activation.TimeLine(backward: true, Subnormal), "");
            progress.Step();
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, GreatestErrors errors, double time, double subnormals, string pair) => text.AppendLine(Format.Row(
    [
        name,
        Number(errors.Absolute.Error), Number(errors.Absolute.At),
        Number(errors.Relative.Error), Number(errors.Relative.At),
        errors.Ulps.Error.ToString("0.00", CultureInfo.InvariantCulture), Number(errors.Ulps.At),
        errors.Strange.ToString(CultureInfo.InvariantCulture),
        Format.Nanoseconds(time), Format.Nanoseconds(subnormals), pair,
    ]));

    private static string Number(double value) => value.ToString("0.00e+0", CultureInfo.InvariantCulture);

    private static (GreatestErrors Value, GreatestErrors Derivative) Sweep(MeasuredActivation activation, int every)
    {
        (GreatestErrors value, GreatestErrors derivative) = (new(), new());
        (float[] x, float[] y, float[] dz) = (new float[Block], new float[Block], new float[Block]);
        float[] ones = [.. Enumerable.Repeat(1f, Block)];
        for (long start = 0; start <= uint.MaxValue; start += (long)Block * every)
        {
            for (int k = 0; k < Block; k++)
            {
                x[k] = BitConverter.UInt32BitsToSingle((uint)Math.Min(uint.MaxValue, start + ((long)k * every)));
            }

            activation.Forward(x, y);
            activation.Backward(activation.FromOutput ? y : x, ones, dz);
            for (int k = 0; k < Block; k++)
            {
                value.Add(x[k], y[k], References.Value(activation.Activation, x[k], activation.Slope));

                // At a kink either side is right, and a NaN's gradient may be anything.
                if (!float.IsNaN(x[k]) && !IsKink(activation.Activation, x[k]))
                {
                    derivative.Add(x[k], dz[k], References.Derivative(activation.Activation, x[k], activation.Slope));
                }
            }
        }

        return (value, derivative);
    }

    private static bool IsKink(Activation activation, float x) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu => x == 0,
        Activation.HardSwish => Math.Abs(x) == 3,
        _ => false,
    };
}
