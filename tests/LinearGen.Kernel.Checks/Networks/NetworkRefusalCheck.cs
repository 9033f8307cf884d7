using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Wrong lengths, too many rows, overlaps and another network's objects are refused by name, and nothing is written then.</summary>
public static class NetworkRefusalCheck
{
    private const int MostRows = 4;

    /// <summary>Tries all of it.</summary>
    /// <param name="networkClass">The network.</param>
    /// <param name="other">A network of other sizes.</param>
    /// <param name="tally">Takes the findings.</param>
    public static void Run<T>(NetworkClass<T> networkClass, ISequentialNetwork<T> other, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.Initialized(4);
        (int inputs, int outputs, _) = networkClass.Shape;
        Activations<T> activations = network.CreateActivations(MostRows);
        foreach (int rows in (ReadOnlySpan<int>)[1, 3])
        {
            (int xs, int ys) = (rows * inputs, rows * outputs);
            Forward(xs, ys + 1, "y");
            Forward(xs, ys - 1, "y");
            Forward(0, ys, "y");
            if (inputs > 1)
            {
                Forward(xs + 1, ys, "x");
                Refuse("Forward with activations of a part of a row", () => network.Forward(new T[xs + 1], activations), "x");
                tally.Expect(activations.Rows == 0, $"{networkClass.Name}: a refused forward call has left {activations.Rows} rows");
            }

            network.Forward(new T[xs], activations);
            Backward(xs + inputs, ys, xs, "x");
            Backward(xs, ys + 1, xs, "dy");
            Backward(xs, ys - 1, xs, "dy");
            Backward(xs, ys, xs + 1, "dx");
            Backward(xs, ys, 1 == xs ? 2 : 1, "dx");
            T[] memory = new T[(2 * xs) + ys];
            Refuse("dx over x", () => network.Backward(memory.AsSpan(0, xs), activations, new T[ys], memory.AsSpan(xs - 1, xs), null), "dx");
            Refuse("y over x", () => network.Forward(memory.AsSpan(0, xs), memory.AsSpan(xs - 1, ys)), "y");

            // Through one layer, dy is read while dx is written; of several, dx is written when dy is read long since.
            if (network.LayerCount == 1)
            {
                Refuse("dx over dy", () => network.Backward(new T[xs], activations, memory.AsSpan(0, ys), memory.AsSpan(ys - 1, xs), null), "dx");
            }

            Refuse("another network's gradients", () => network.Backward(new T[xs], activations, new T[ys], [], other.CreateGradients()), "gradients");
            Refuse("a layer's gradients", () => network.Backward(new T[xs], activations, new T[ys], [], network.Layers[0].CreateGradients()), "gradients");
            Refuse("another network's activations", () => network.Backward(new T[xs], other.CreateActivations(MostRows), new T[ys], [], null), "activations");
            activations = network.CreateActivations(MostRows);
        }

        Refuse("too many rows", () => network.Forward(new T[(MostRows + 1) * inputs], activations), "x");
        Refuse("another network's activations", () => network.Forward(new T[inputs], other.CreateActivations(MostRows)), "activations");
        Refuse("a layer's activations", () => network.Forward(new T[inputs], new Activations<T>(MostRows, outputs)), "activations");
        network.Forward(new T[MostRows * inputs], activations);
        tally.Expect(activations.Rows == MostRows, $"{networkClass.Name}: {activations.Rows} rows");
        foreach (int layer in (ReadOnlySpan<int>)[-1, network.LayerCount])
        {
            Refuse($"layer {layer}", () => _ = network.IsFrozen(layer), "layer");
            Refuse($"layer {layer}", () => network.ParameterRange(layer), "layer");
        }

        Refuse("no rows", () => network.CreateActivations(0), "maxRows");

        void Forward(int x, int y, string parameter)
        {
            Surrounded<T> output = new(y, 0);
            Refuse($"Forward of {x} and {y} values", () => network.Forward(new T[x], output.Span), parameter, parameter);
            RefusedCall.ExpectUntouched(tally, $"{networkClass.Name}: Forward of {x} and {y} values", output);
        }

        void Backward(int x, int dy, int dx, string parameter)
        {
            Surrounded<T> output = new(dx, 0);
            ParameterGradients<T> gradients = network.CreateGradients();
            string what = $"Backward of {x}, {dy} and {dx} values";
            Refuse(what, () => network.Backward(new T[x], activations, new T[dy], output.Span, gradients), parameter, parameter);
            RefusedCall.ExpectUntouched(tally, $"{networkClass.Name}: {what}", output);
            tally.Expect(!gradients.Values.ContainsAnyExcept(T.Zero), $"{networkClass.Name}: {what}: refused, but gradients have changed");
        }

        void Refuse(string what, Action call, string parameter, params ReadOnlySpan<string> said) =>
            RefusedCall.Expect(tally, $"{networkClass.Name}: {what}", call, parameter, said);
    }
}
