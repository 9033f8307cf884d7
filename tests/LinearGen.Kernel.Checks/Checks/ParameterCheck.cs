using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Kernel.Checks;

/// <summary>Parameters come out as they went in, in every order, and every direction of the computation sees them at once; copies are copies; draws are in range and repeatable; a network's parameters are one block, its layers' own.</summary>
public sealed class ParameterCheck : Check
{
    private const int Rows = 3;

    /// <inheritdoc/>
    public override string Name => "parameters";

    /// <inheritdoc/>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount <= 100000;

    /// <inheritdoc/>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        Block(subject, tally);
        Writing(subject, tally);
        Initialization(subject, tally);
    }

    // Layer after layer, each on a boundary of 64 bytes, without gaps, and the sizes that the class states.
    private static void Block<T>(Subject<T> subject, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = subject.New();
        INetworkStage<T>[] layers = subject.LayersOf(network);
        for (int n = 0; n < layers.Length; n++)
        {
            tally.Expect(subject.Layers[n].Kind != StepKind.Linear || !layers[n].Parameters.ContainsAnyExcept(T.Zero), $"{subject.Name}: layer {n} of a new instance is not all 0");
        }

        tally.Expect(network.Shape == new NetworkShape(subject.In, subject.Out, subject.ParameterCount), $"{subject.Name}: the shape is {network.Shape}");
        foreach ((string name, int expected) in (ReadOnlySpan<(string, int)>)[("In", subject.In), ("Out", subject.Out), ("ParameterCount", subject.ParameterCount)])
        {
            tally.Expect((int)subject.Type.GetField(name)!.GetRawConstantValue()! == expected, $"{subject.Name}: the constant {name} is not {expected}");
        }

        IReadOnlyList<Type> types = StepShape.StagesOf(subject.Type);
        string arrow = string.Concat((subject.IsLayer ? [subject.Type] : types).Select(type => FormattableString.Invariant($"{type.GetField("In")!.GetRawConstantValue()}→")));
        string text = FormattableString.Invariant($"{subject.Type.Name} {arrow}{subject.Out}, {subject.ParameterCount} parameters");
        tally.Expect(network.ToString() == text, $"{subject.Name}: ToString is {network}, expected {text}");
        int end = 0;
        for (int n = 0; n < layers.Length; n++)
        {
            (int start, int length) = network.ParameterRange(n).GetOffsetAndLength(network.Parameters.Length);
            tally.Expect(start == end && start * Unsafe.SizeOf<T>() % 64 == 0, $"{subject.Name}: layer {n} starts at {start}, expected {end}");
            tally.Expect(
                Unsafe.AreSame(ref network.Parameters[start], ref layers[n].Parameters[0]) && layers[n].Parameters.Length <= length,
                $"{subject.Name}: layer {n} is not in the network's block");
            end = start + length;
        }

        for (int n = 0; n < types.Count; n++)
        {
            tally.Expect(ReferenceEquals(PropertyOf(subject, network, types, n), ((ISequentialNetwork<T>)network).Layers[n]), $"{subject.Name}: the property of stage {n} is another one");
        }

        tally.Expect(end == network.Parameters.Length, $"{subject.Name}: layers end at {end}, the block at {network.Parameters.Length}");
    }

    // Properties are named like the layers' types, and numbered if a type is repeated.
    private static object? PropertyOf<T>(Subject<T> subject, INetwork<T> network, IReadOnlyList<Type> types, int layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isRepeated = types.Count(other => other == types[layer]) > 1;
        string number = isRepeated ? FormattableString.Invariant($"{types.Take(layer + 1).Count(other => other == types[layer])}") : "";
        return subject.PropertyOf(network, types[layer].Name + number);
    }

    private static void Writing<T>(Subject<T> subject, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Problem<T> problem = Problem.Draw(subject, Rows);
        INetwork<T> network = subject.With(problem);
        Results<T> expected = new(network, Rows);
        expected.Compute(problem, Rows);
        Same("being set layer by layer", network);

        INetwork<T> second = subject.New();
        LayerMembers<T>[] members = subject.MembersOf(second);
        for (int n = 0; n < members.Length; n++)
        {
            members[n].SetWeights(Transposed(problem, n), WeightLayout.OutIn);
            SetBias(n);
        }

        Same("SetWeights(OutIn)", second);
        for (int n = 0; n < members.Length; n++)
        {
            T[] weights = new T[problem.W[n].Length];
            members[n].GetWeights(weights);
            Compare.Bits<T>(tally, $"{subject.Name}: GetWeights of layer {n}", weights, problem.W[n]);
            members[n].GetWeights(weights, WeightLayout.OutIn);
            Compare.Bits<T>(tally, $"{subject.Name}: GetWeights(OutIn) of layer {n}", weights, Transposed(problem, n));
            members[n].GetWeights(weights, WeightLayout.InOut);
            Compare.Bits<T>(tally, $"{subject.Name}: GetWeights(InOut) of layer {n}", weights, problem.W[n]);
            if (subject.Layers[n].HasBias)
            {
                T[] bias = new T[subject.Layers[n].Out];
                members[n].GetBias(bias);
                Compare.Bits<T>(tally, $"{subject.Name}: GetBias of layer {n}", bias, problem.B[n]);
            }
        }

        second = subject.New();
        members = subject.MembersOf(second);
        for (int n = 0; n < members.Length; n++)
        {
            for (int k = 0; k < problem.W[n].Length; k++)
            {
                (int i, int j) = Math.DivRem(k, subject.Layers[n].Out);
                members[n][i, j] = problem.W[n][k];
                if (members[n][i, j] != problem.W[n][k])
                {
                    tally.Fail($"{subject.Name}, layer {n}: [{i}, {j}] is {members[n][i, j]}, expected {problem.W[n][k]}");
                }
            }

            SetBias(n);
        }

        Same("the indexer", second);

        // The one weight that is set last reaches both directions too.
        for (int n = 0; n < Math.Min(members.Length, 1); n++)
        {
            members[n].SetWeights(problem.W[n], WeightLayout.InOut);
            T kept = members[n][subject.Layers[n].In - 1, 0];
            members[n][subject.Layers[n].In - 1, 0] = kept + T.One;
            members[n][subject.Layers[n].In - 1, 0] = kept;
            Same("a weight set and set back", second);
        }

        INetwork<T> copy = subject.Initialized(9);
        subject.Copy(network, copy);
        Same("CopyFrom", copy);
        copy.Parameters.Fill(T.Zero);
        copy.ParametersChanged();
        Same("a change of the copy", network);

        INetwork<T> written = subject.Initialized(9);
        network.Parameters.CopyTo(written.Parameters);
        written.ParametersChanged();
        Same("ParametersChanged", written);

        void SetBias(int n)
        {
            if (subject.Layers[n].HasBias)
            {
                members[n].SetBias(problem.B[n]);
            }
        }

        void Same(string after, INetwork<T> actual)
        {
            Results<T> results = new(actual, Rows);
            results.Compute(problem, Rows);
            results.ExpectBits(tally, $"{subject.Name} after {after}", expected);
            INetworkStage<T>[] layers = subject.LayersOf(actual);
            for (int n = 0; n < layers.Length; n++)
            {
                T[] weights = new T[problem.W[n].Length];
                layers[n].Layer.GetWeights(weights, WeightLayout.InOut);
                Compare.Bits<T>(tally, $"{subject.Name} after {after}: weights of layer {n}", weights, problem.W[n]);
            }
        }
    }

    private static T[] Transposed<T>(Problem<T> problem, int layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (problem.Layers[layer].In, problem.Layers[layer].Out);
        T[] transposed = new T[problem.W[layer].Length];
        for (int k = 0; k < transposed.Length; k++)
        {
            transposed[(k % outputs * inputs) + (k / outputs)] = problem.W[layer][k];
        }

        return transposed;
    }

    // U(−1/√In, 1/√In) of each layer, layer after layer from one source, and both directions of the computation use it.
    private static void Initialization<T>(Subject<T> subject, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = subject.Initialized(5);
        INetworkStage<T>[] layers = subject.LayersOf(network);
        Random random = new(5);
        for (int n = 0; n < layers.Length; n++)
        {
            LayerShape shape = subject.Layers[n];
            if (shape.Kind != StepKind.Linear)
            {
                // Where training begins, or as it was made.
                Compare.Bits<T>(tally, $"{subject.Name}: initial parameters of stage {n}", layers[n].Parameters, subject.LayersOf(subject.New())[n].Parameters);
                continue;
            }

            T[] drawn = [.. Weights(layers[n], shape), .. Bias(layers[n], shape)];
            double bound = 1 / Math.Sqrt(shape.In);
            T[] expected = [.. drawn.Select(_ => T.CreateChecked(((2 * random.NextDouble()) - 1) * bound))];
            Compare.Bits<T>(tally, $"{subject.Name}: initial parameters of layer {n}", drawn, expected);
        }

        Compare.Bits<T>(tally, $"{subject.Name}: parameters from the same seed", subject.Initialized(5).Parameters, network.Parameters);
        tally.Expect(subject.Layers.All(layer => layer.Kind != StepKind.Linear) || !subject.Initialized(6).Parameters.SequenceEqual(network.Parameters), $"{subject.Name}: another seed gives the same parameters");

        INetwork<T> copy = subject.New();
        network.Parameters.CopyTo(copy.Parameters);
        foreach (INetworkStage<T> layer in subject.LayersOf(copy))
        {
            layer.Layer.ParametersChanged();
        }

        Problem<T> problem = Problem.Draw(subject, Rows);
        (Results<T> results, Results<T> wanted) = (new(network, Rows), new(copy, Rows));
        results.Compute(problem, Rows);
        wanted.Compute(problem, Rows);
        results.ExpectBits(tally, $"{subject.Name} after Initialize", wanted);
    }

    private static T[] Weights<T>(INetworkStage<T> layer, LayerShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[shape.In * shape.Out];
        layer.Layer.GetWeights(values, WeightLayout.InOut);
        return values;
    }

    private static T[] Bias<T>(INetworkStage<T> layer, LayerShape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[shape.HasBias ? shape.Out : 0];
        if (shape.HasBias)
        {
            layer.Layer.GetBias(values);
        }

        return values;
    }
}
