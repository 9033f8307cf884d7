using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A network's outputs, dX and gradients have the bits of its layers called one after another, whichever are frozen and whatever is wanted; a layer's own are those of a network of one.</summary>
public sealed class ChainCheck : Check
{
    private const int MostRows = 70;

    /// <inheritdoc/>
    public override string Name => "layers";

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        Problem<T> problem = Problem.Draw(subject, MostRows);
        INetwork<T> network = subject.With(problem);
        ILinearLayer<T>[] layers = subject.LayersOf(network);
        Activations<T> activations = network.CreateActivations(MostRows);
        int count = network.LayerCount;
        tally.Expect(count == layers.Length && count == subject.Layers.Count, $"{subject.Name} has {count} layers, expected {subject.Layers.Count}");
        HashSet<int>[] patterns = [[], [0], [count - 1], [0, 1], [.. Enumerable.Range(0, count)], [count / 2]];
        foreach (int rows in (ReadOnlySpan<int>)[1, 2, 3, 9, 33, MostRows])
        {
            foreach (HashSet<int> frozen in patterns.Where(pattern => pattern.All(layer => layer < count)).DistinctBy(pattern => string.Join(' ', pattern.Order())))
            {
                for (int n = 0; n < count; n++)
                {
                    layers[n].Frozen = frozen.Contains(n);
                    tally.Expect(network.IsFrozen(n) == frozen.Contains(n), $"{subject.Name}: IsFrozen({n})");
                }

                One(network, layers, problem, activations, rows, $"{subject.Name}, {rows} rows, frozen {{{string.Join(", ", frozen)}}}", tally);
            }
        }

        network.Forward([], activations);
        tally.Expect(activations.Output.IsEmpty && activations.Rows == 0, $"{subject.Name}: no rows have an output");
    }

    private static void One<T>(INetwork<T> network, ILinearLayer<T>[] layers, Problem<T> problem, Activations<T> activations, int rows, string what, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = problem.XRows(rows);
        ReadOnlySpan<T> dy = problem.DYRows(rows);
        LayerByLayer<T> expected = new(layers);
        ReadOnlySpan<T> y = expected.Forward(x);
        T[] expectedDX = expected.Backward(x, dy);

        network.Forward(x, activations);
        Compare.Bits(tally, what + ": y", activations.Output, y);
        ParameterGradients<T> gradients = network.CreateGradients();
        T[] dx = new T[x.Length];
        network.Backward(x, activations, dy, dx, gradients);
        Compare.Bits<T>(tally, what + ": dx", dx, expectedDX);
        Same(": gradients");

        dx.AsSpan().Fill(T.NaN);
        network.Backward(x, activations, dy, dx, null);
        Compare.Bits<T>(tally, what + ", without gradients: dx", dx, expectedDX);

        gradients.Clear();
        network.Backward(x, activations, dy, [], gradients);
        Same(", without dx: gradients");
        network.Backward(x, activations, dy, [], null);
        Same(", then nothing wanted: gradients");
        Compare.Bits(tally, what + ": output afterwards", activations.Output, y);

        void Same(string name)
        {
            for (int n = 0; n < layers.Length; n++)
            {
                Span<T> own = gradients.Values[network.ParameterRange(n)];
                Span<T> wanted = expected.Gradients[n].Values;

                // A layer by itself leaves it to the trainer to let its gradients alone.
                if (network is ILinearLayer<T> { Frozen: true })
                {
                    continue;
                }

                Compare.Bits(tally, $"{what}{name} of layer {n}", own[..wanted.Length], wanted);
                tally.Expect(!own[wanted.Length..].ContainsAnyExcept(T.Zero), $"{what}{name} behind layer {n} are not 0");
                tally.Expect(!network.IsFrozen(n) || !own.ContainsAnyExcept(T.Zero), $"{what}{name} of layer {n} are not 0");
                Compare.Bits(tally, $"{what}{name} of layer {n} by index", gradients.OfLayer(n).Values, wanted);
            }
        }
    }
}

/// <summary>Layers called one after another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class LayerByLayer<T>(ILinearLayer<T>[] layers)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The output of each layer.</summary>
    public T[][] Outputs { get; } = new T[layers.Length][];

    /// <summary>The gradients of each layer, all 0 where it is frozen.</summary>
    public ParameterGradients<T>[] Gradients { get; } = new ParameterGradients<T>[layers.Length];

    /// <summary>The outputs, each row by itself.</summary>
    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> x)
    {
        ReadOnlySpan<T> from = x;
        int rows = x.Length / layers[0].Layer.Shape.In;
        for (int n = 0; n < layers.Length; n++)
        {
            (int inputs, int outputs, _) = layers[n].Layer.Shape;
            Outputs[n] = new T[rows * outputs];
            for (int row = 0; row < rows; row++)
            {
                layers[n].Forward(from.Slice(row * inputs, inputs), Outputs[n].AsSpan(row * outputs, outputs));
            }

            from = Outputs[n];
        }

        return from;
    }

    /// <summary>dX, and the gradients of the layers that are not frozen.</summary>
    public T[] Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy)
    {
        T[] from = dy.ToArray();
        int rows = x.Length / layers[0].Layer.Shape.In;
        for (int n = layers.Length - 1; n >= 0; n--)
        {
            Gradients[n] = layers[n].CreateGradients();
            T[] to = new T[rows * layers[n].Layer.Shape.In];
            layers[n].Backward(n == 0 ? x : Outputs[n - 1], Outputs[n], from, to, layers[n].Frozen ? null : Gradients[n]);
            from = to;
        }

        return from;
    }
}
