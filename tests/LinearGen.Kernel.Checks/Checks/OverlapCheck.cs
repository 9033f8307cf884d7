using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Outputs that overlap inputs are refused, by as little as one element; neighbours are not.</summary>
public static class OverlapCheck
{
    /// <summary>Tries overlaps of x and y, x and dx, dy and dx.</summary>
    public static void Run<T>(LayerClass<T> layerClass, int rows, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Layer<T> layer = layerClass.New();
        layer.Initialize(new Random(4));
        int xLength = rows * layerClass.In;
        int yLength = rows * layerClass.Out;
        ParameterGradients<T> gradients = layer.CreateGradients();
        T[] other = new T[Math.Max(xLength, yLength)];

        Pair("y", "x", xLength, yLength, (memory, x, y) => layer.Forward(memory.AsSpan(x, xLength), memory.AsSpan(y, yLength)));
        Pair("dx", "x", xLength, xLength, (memory, x, dx) =>
            layer.Backward(memory.AsSpan(x, xLength), other.AsSpan(0, yLength), memory.AsSpan(dx, xLength), gradients));
        Pair("dx", "x", xLength, xLength, (memory, x, dx) =>
            layer.Backward(memory.AsSpan(x, xLength), other.AsSpan(0, yLength), memory.AsSpan(dx, xLength), null));
        Pair("dx", "dy", yLength, xLength, (memory, dy, dx) =>
            layer.Backward(other.AsSpan(0, xLength), memory.AsSpan(dy, yLength), memory.AsSpan(dx, xLength), gradients));

        // Two inputs may be one.
        if (layerClass.In == layerClass.Out)
        {
            layer.Backward(other.AsSpan(0, xLength), other.AsSpan(0, xLength), [], gradients);
            tally.Count();
        }

        // Places both in one array: the output from one element inside the input's end to one inside its start.
        void Pair(string output, string input, int inputLength, int outputLength, Action<T[], int, int> call)
        {
            int total = inputLength + (2 * outputLength);
            foreach (int start in (ReadOnlySpan<int>)[1, outputLength, (outputLength + inputLength) / 2, outputLength + inputLength - 1])
            {
                T[] memory = Filled<T>(total);
                string what = $"{layerClass.Name}, {rows} rows, {output} from {start - outputLength} elements after {input}'s start";
                RefusedCall.Expect(tally, what, () => call(memory, outputLength, start), output, output, input);
                tally.Expect(memory.AsSpan().SequenceEqual(Filled<T>(total)), $"{what}: refused, but has written");
            }

            foreach (int start in (ReadOnlySpan<int>)[0, outputLength + inputLength])
            {
                call(Filled<T>(total), outputLength, start);
                tally.Count();
            }
        }
    }

    private static T[] Filled<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        values.AsSpan().Fill(T.CreateChecked(0.75));
        return values;
    }
}
