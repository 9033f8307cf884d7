using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Lengths that don't fit, outputs over inputs and another layer's gradients are refused by name, and nothing is written then.</summary>
public static class ActivatedRefusalCheck
{
    /// <summary>Tries all of it on batches of one row and of several.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, ParameterGradients<T> foreign, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILinearLayer<T> layer = layerClass.New();
        layer.Initialize(new Random(3));
        foreach (int rows in (ReadOnlySpan<int>)[1, 3])
        {
            (int xs, int ys) = (rows * layerClass.In, rows * layerClass.Out);
            foreach (int wrong in (ReadOnlySpan<int>)[-1, 1])
            {
                Forward(xs, ys + wrong, "y");
                Backward(xs, ys + wrong, ys, xs, "y");
                Backward(xs, ys, ys + wrong, xs, "dy");
                Backward(xs, ys, ys, xs + wrong, "dx");
                if (layerClass.In > 1)
                {
                    Forward(xs + wrong, ys, "x");
                    Backward(xs + wrong, ys, ys, xs, "x");
                }
            }

            Forward(xs, 0, "y");
            Forward(0, ys, "y");
            Backward(xs, 0, ys, xs, "y");
            Backward(xs, ys, 0, xs, "dy");
            Overlaps(rows);
            Surrounded<T> dx = new(xs, 0);
            RefusedCall.Expect(
                tally, $"{layerClass.Name}: another layer's gradients", () => layer.Backward(new T[xs], new T[ys], new T[ys], dx.Span, foreign), "gradients");
            RefusedCall.ExpectUntouched(tally, $"{layerClass.Name}: another layer's gradients", dx);
        }

        void Forward(int x, int y, string parameter)
        {
            // −1 + 1 element of y is none, which fits no rows.
            Surrounded<T> output = new(Math.Max(0, y), 0);
            string what = $"{layerClass.Name}: Forward of {x} and {y} values";
            RefusedCall.Expect(tally, what, () => layer.Forward(new T[x], output.Span), parameter, parameter, $"{layerClass.In}→{layerClass.Out}");
            RefusedCall.ExpectUntouched(tally, what, output);
        }

        void Backward(int x, int y, int dy, int dx, string parameter)
        {
            // An empty dx means that it is not wanted.
            if (dx == 0)
            {
                return;
            }

            foreach (bool hasGradients in (ReadOnlySpan<bool>)[true, false])
            {
                ParameterGradients<T>? gradients = hasGradients ? layer.CreateGradients() : null;
                Surrounded<T> output = new(dx, 0);
                string what = $"{layerClass.Name}: Backward of {x}, {y}, {dy} and {dx} values";
                RefusedCall.Expect(
                    tally,
                    what,
                    () => layer.Backward(Ones<T>(x), Ones<T>(y), Ones<T>(dy), output.Span, gradients),
                    parameter,
                    parameter,
                    $"{layerClass.In}→{layerClass.Out}");
                RefusedCall.ExpectUntouched(tally, what, output);
                tally.Expect(gradients is null || !gradients.Values.ContainsAnyExcept(T.Zero), $"{what}: refused, but gradients have changed");
            }
        }

        void Overlaps(int rows)
        {
            (int xs, int ys) = (rows * layerClass.In, rows * layerClass.Out);
            ParameterGradients<T> gradients = layer.CreateGradients();
            T[] other = Ones<T>(Math.Max(xs, ys));
            Pair("y", "x", xs, ys, (memory, x, y) => layer.Forward(memory.AsSpan(x, xs), memory.AsSpan(y, ys)));
            Pair("dx", "x", xs, xs, (memory, x, dx) => layer.Backward(memory.AsSpan(x, xs), other.AsSpan(0, ys), other.AsSpan(0, ys), memory.AsSpan(dx, xs), gradients));
            Pair("dx", "y", ys, xs, (memory, y, dx) => layer.Backward(other.AsSpan(0, xs), memory.AsSpan(y, ys), other.AsSpan(0, ys), memory.AsSpan(dx, xs), null));
            Pair("dx", "dy", ys, xs, (memory, dy, dx) => layer.Backward(other.AsSpan(0, xs), other.AsSpan(0, ys), memory.AsSpan(dy, ys), memory.AsSpan(dx, xs), gradients));
        }

        // Places both in one array: the output from one element inside the input's end to one inside its start; then beside it, where it is right.
        void Pair(string output, string input, int inputLength, int outputLength, Action<T[], int, int> call)
        {
            T[] filled = Ones<T>(inputLength + (2 * outputLength));
            foreach (int start in (ReadOnlySpan<int>)[1, outputLength, (outputLength + inputLength) / 2, outputLength + inputLength - 1])
            {
                T[] memory = [.. filled];
                string what = $"{layerClass.Name}, {output} from {start - outputLength} elements after {input}'s start";
                RefusedCall.Expect(tally, what, () => call(memory, outputLength, start), output, output, input);
                tally.Expect(memory.AsSpan().SequenceEqual(filled), $"{what}: refused, but has written");
            }

            foreach (int start in (ReadOnlySpan<int>)[0, outputLength + inputLength])
            {
                call([.. filled], outputLength, start);
                tally.Count();
            }
        }
    }

    private static T[] Ones<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.One);
        return values;
    }
}
