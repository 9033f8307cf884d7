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
        INetworkStage<T>[] layers = subject.LayersOf(network);
        Activations<T> activations = network.CreateActivations(MostRows);
        int count = network.LayerCount;
        tally.Expect(count == layers.Length && count == subject.Layers.Count, $"{subject.Name} has {count} layers, expected {subject.Layers.Count}");
        HashSet<int>[] patterns = [[], [0], [count - 1], [0, 1], [.. Enumerable.Range(0, count)], [count / 2]];
        foreach (int rows in (ReadOnlySpan<int>)[1, 2, 3, 9, 33, MostRows])
        {
            foreach (HashSet<int> frozen in patterns.Where(pattern => pattern.All(layer => layer >= 0 && layer < count)).DistinctBy(pattern => string.Join(' ', pattern.Order())))
            {
                for (int n = 0; n < count; n++)
                {
                    layers[n].Frozen = frozen.Contains(n);
                    tally.Expect(network.IsFrozen(n) == (frozen.Contains(n) || !subject.Layers[n].IsTrained), $"{subject.Name}: IsFrozen({n})");
                }

                One(subject, network, problem, activations, rows, $"{subject.Name}, {rows} rows, frozen {{{string.Join(", ", frozen)}}}", tally);
            }
        }

        network.Forward([], activations);
        tally.Expect(activations.Output.IsEmpty && activations.Rows == 0, $"{subject.Name}: no rows have an output");
    }

    private static void One<T>(Subject<T> subject, INetwork<T> network, Problem<T> problem, Activations<T> activations, int rows, string what, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = problem.XRows(rows);
        ReadOnlySpan<T> dy = problem.DYRows(rows);
        LayerByLayer<T> expected = new(subject.Steps, subject.StagesOf(network));
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
            for (int n = 0; n < subject.Layers.Count; n++)
            {
                Span<T> own = gradients.Values[network.ParameterRange(n)];
                Span<T> wanted = expected.Gradients[n].Values;

                // A layer by itself leaves it to the trainer to let its gradients alone.
                if (network is INetworkStage<T> { Frozen: true })
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

/// <summary>Steps called one after another.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class LayerByLayer<T>(IReadOnlyList<StepShape> steps, INetworkStage<T>?[] stages)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[][] _values = new T[steps.Count + 1][];

    /// <summary>The gradients of each step with parameters, all 0 where it is frozen.</summary>
    public List<ParameterGradients<T>> Gradients { get; } = [];

    /// <summary>The outputs, each row by itself.</summary>
    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> x)
    {
        _values[0] = x.ToArray();
        int rows = x.Length / steps[0].In;
        for (int n = 0; n < steps.Count; n++)
        {
            (_, int inputs, int outputs) = steps[n];
            T[] from = _values[n];
            T[] to = new T[rows * outputs];
            if (stages[n] is not { } stage)
            {
                to = [.. from.Zip(_values[steps[n].Source], (a, b) => a + b)];
            }
            else
            {
                for (int row = 0; row < rows; row++)
                {
                    stage.Forward(from.AsSpan(row * inputs, inputs), to.AsSpan(row * outputs, outputs));
                }
            }

            _values[n + 1] = to;
        }

        return _values[^1];
    }

    /// <summary>dX, and the gradients of the steps that are not frozen.</summary>
    public T[] Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy)
    {
        T[][] gradients = new T[steps.Count + 1][];
        gradients[^1] = dy.ToArray();
        for (int n = steps.Count - 1; n >= 0; n--)
        {
            if (stages[n] is not { } stage)
            {
                gradients[n] = gradients[n + 1];
                continue;
            }

            ParameterGradients<T> own = stage.CreateGradients();
            T[] to = new T[_values[n].Length];
            stage.Backward(_values[n], _values[n + 1], gradients[n + 1], to, stage.Frozen ? null : own);
            for (int sum = n + 1; sum < steps.Count; sum++)
            {
                if (stages[sum] is null && steps[sum].Source == n)
                {
                    to = [.. to.Zip(gradients[sum + 1], (a, b) => a + b)];
                }
            }

            gradients[n] = to;
            if (steps[n].HasParameters)
            {
                Gradients.Insert(0, own);
            }
        }

        return gradients[0];
    }
}
