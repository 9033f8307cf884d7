using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Between the values of a block of parameters or gradients lies padding, which is 0 and stays 0, whatever the calls are given.</summary>
public sealed class PaddingCheck : Check
{
    /// <inheritdoc/>
    public override string Name => "padding";

    /// <summary>Looks at the padding after every operation that writes a block.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        INetwork<T> network = subject.New();
        ParameterGradients<T> gradients = network.CreateGradients();
        int[] padding = Find(subject, gradients);
        tally.Expect(
            padding.Length == gradients.Values.Length - subject.Layers.Sum(layer => layer.StoredCount),
            $"{subject.Name}: of {gradients.Values.Length} values {padding.Length} are padding, but there are {subject.Layers.Sum(layer => layer.StoredCount)} parameters");
        tally.Expect(
            network.Parameters.Length == gradients.Values.Length,
            $"{subject.Name}: {network.Parameters.Length} values hold the parameters, but {gradients.Values.Length} the gradients");

        Zero(subject, padding, "new instance", network.Parameters, tally);
        network.Initialize(new Random(1));
        Zero(subject, padding, "Initialize", network.Parameters, tally);
        foreach (T poison in (ReadOnlySpan<T>)[T.NaN, T.PositiveInfinity, T.One])
        {
            Fill(subject, network, poison);
            Zero(subject, padding, $"setting all parameters to {poison}", network.Parameters, tally);
            INetwork<T> copy = subject.New();
            subject.Copy(network, copy);
            Zero(subject, padding, "CopyFrom", copy.Parameters, tally);
            foreach (int rows in (ReadOnlySpan<int>)(subject.ParameterCount <= 5000 ? [1, 2, 3, 4, 5, 8, 9, 33, 66] : [1, 3, 9, 66]))
            {
                Surrounded<T> x = new(Filled(rows * subject.In, poison), rows % 5);
                Surrounded<T> dy = new(Filled(rows * subject.Out, poison), rows % 3);
                T[] y = new T[dy.Span.Length];
                T[] dx = new T[x.Span.Length];
                Runner<T> runner = new(network, rows);
                gradients.Clear();
                runner.Forward(x.Span, y);
                runner.Backward(x.Span, y, dy.Span, dx, gradients);
                Zero(subject, padding, $"Backward of {rows} rows with {poison}", gradients.Values, tally);
                runner.Backward(x.Span, y, dy.Span, [], gradients);
                Add(subject, gradients);
                gradients.Scale(T.CreateChecked(-2));
                Zero(subject, padding, $"a second Backward, Add and Scale with {poison}", gradients.Values, tally);
            }
        }
    }

    /// <summary>The places of a block that no getter returns: every value is given a number of its own, and what the getters don't return is padding.</summary>
    internal static int[] Find<T>(Subject<T> subject, ParameterGradients<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool[] isUsed = new bool[gradients.Values.Length];

        // In two parts, since a float counts to 2²⁴ only.
        const int Part = 1 << 12;
        for (int k = 0; k < gradients.Values.Length; k++)
        {
            gradients.Values[k] = T.CreateChecked(k % Part);
        }

        int[] low = Read();
        for (int k = 0; k < gradients.Values.Length; k++)
        {
            gradients.Values[k] = T.CreateChecked(k / Part);
        }

        int[] high = Read();
        for (int k = 0; k < low.Length; k++)
        {
            isUsed[(high[k] * Part) + low[k]] = true;
        }

        gradients.Clear();
        return [.. Enumerable.Range(0, isUsed.Length).Where(k => !isUsed[k])];

        int[] Read() => [.. subject.Layers.SelectMany((layer, n) => gradients.Weights(layer, n).Concat(gradients.Bias(layer, n))).Select(value => int.CreateChecked(value))];
    }

    /// <summary>Expects a block's padding to be 0.</summary>
    internal static void Zero<T>(Subject<T> subject, int[] padding, string after, ReadOnlySpan<T> block, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int k in padding)
        {
            if (block[k] != T.Zero)
            {
                tally.Fail($"{subject.Name} after {after}: padding at {k} is {block[k]}");
            }
        }

        tally.Count(padding.Length + 1);
    }

    private static void Fill<T>(Subject<T> subject, INetwork<T> network, T value)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerMembers<T>[] members = subject.MembersOf(network);
        for (int n = 0; n < members.Length; n++)
        {
            LayerShape layer = subject.Layers[n];
            members[n].SetWeights(Filled(layer.In * layer.Out, value));
            members[n][layer.In - 1, layer.Out - 1] = value;
            if (layer.HasBias)
            {
                members[n].SetBias(Filled(layer.Out, value));
            }
        }
    }

    // Of what no optimiser moves there is no class of gradients to be called by name.
    private static void Add<T>(Subject<T> subject, ParameterGradients<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (subject.HasGradients)
        {
            gradients.AddByMember(gradients);
        }
    }

    private static T[] Filled<T>(int count, T value)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(value);
        return values;
    }
}
