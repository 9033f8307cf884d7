using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>The generated networks.</summary>
/// <param name="chained">Whether each call waits for the one before: its first output is the next one's first input.</param>
internal sealed class FusedNet(bool chained = false) : INetContender
{
    /// <summary>The name that others are compared with.</summary>
    public const string OurName = "LinearGen";

    /// <inheritdoc/>
    public string Name => OurName;

    /// <inheritdoc/>
    public string Description => "the generated network, Forward(x, y)";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        AlignedFloats y = new(problem.RowCount * problem.Net.Out);
        return Work.Into(y, problem.Net == Net.Digits ? Loop(GeneratedNets.Digits(problem), problem.X, y) : Loop(GeneratedNets.Control(problem), problem.X, y));
    }

    // Written out for each class, so that calls are direct, as in a user's program.
    private Action<int> Loop(Digits network, AlignedFloats x, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        Span<float> from = x.Span, to = y.Span;
        for (; calls > 0; calls--)
        {
            network.Forward(from, to);
            if (chained)
            {
                from[0] = to[0];
            }
        }
    };

    private Action<int> Loop(Control network, AlignedFloats x, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        Span<float> from = x.Span, to = y.Span;
        for (; calls > 0; calls--)
        {
            network.Forward(from, to);
            if (chained)
            {
                from[0] = to[0];
            }
        }
    };
}

/// <summary>The generated networks, with rows in types of their own.</summary>
internal sealed class TypedNet : INetContender
{
    /// <summary>The name.</summary>
    public const string TypedName = "LinearGen, typed rows";

    /// <inheritdoc/>
    public string Name => TypedName;

    /// <inheritdoc/>
    public string Description => "the generated network, Forward(in x, out y): no lengths to check";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        AlignedFloats y = new(problem.Net.Out);
        return Work.Into(y, problem.Net == Net.Digits ? Loop(GeneratedNets.Digits(problem), problem.X, y) : Loop(GeneratedNets.Control(problem), problem.X, y));
    }

    private static Action<int> Loop(Digits network, AlignedFloats x, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        ref Digits.Input from = ref Row<Digits.Input>(x);
        ref Digits.Output to = ref Row<Digits.Output>(y);
        for (; calls > 0; calls--)
        {
            network.Forward(in from, out to);
        }
    };

    private static Action<int> Loop(Control network, AlignedFloats x, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        ref Control.Input from = ref Row<Control.Input>(x);
        ref Control.Output to = ref Row<Control.Output>(y);
        for (; calls > 0; calls--)
        {
            network.Forward(in from, out to);
        }
    };

    // Where the others' rows lie, on a cache line's boundary: on the stack, where such rows will often be, that is chance.
    private static ref TRow Row<TRow>(AlignedFloats values)
        where TRow : struct => ref MemoryMarshal.AsRef<TRow>(MemoryMarshal.AsBytes(values.Span));
}

/// <summary>The layers of the generated networks, one call after another.</summary>
/// <param name="chained">As of <see cref="FusedNet"/>.</param>
internal sealed class LayeredNet(bool chained = false) : INetContender
{
    /// <summary>The name.</summary>
    public const string LayersName = "LinearGen, layers";

    /// <inheritdoc/>
    public string Name => LayersName;

    /// <inheritdoc/>
    public string Description => "the same network's layers, each by its own Forward(x, y), with arrays between them";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        AlignedFloats y = new(problem.RowCount * problem.Net.Out);
        AlignedFloats first = new(problem.RowCount * problem.Net.Sizes[1]);
        if (problem.Net == Net.Digits)
        {
            return Work.Into(y, Loop(GeneratedNets.Digits(problem), problem.X, first, y));
        }

        return Work.Into(y, Loop(GeneratedNets.Control(problem), problem.X, first, new AlignedFloats(problem.RowCount * problem.Net.Sizes[2]), y));
    }

    private Action<int> Loop(Digits network, AlignedFloats x, AlignedFloats between, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        (DigitsHidden hidden, DigitsHead head) = (network.DigitsHidden, network.DigitsHead);
        Span<float> from = x.Span, middle = between.Span, to = y.Span;
        for (; calls > 0; calls--)
        {
            hidden.Forward(from, middle);
            head.Forward(middle, to);
            if (chained)
            {
                from[0] = to[0];
            }
        }
    };

    private Action<int> Loop(Control network, AlignedFloats x, AlignedFloats between, AlignedFloats next, AlignedFloats y) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
    {
        (ControlFirst one, ControlSecond two, ControlHead head) = (network.ControlFirst, network.ControlSecond, network.ControlHead);
        Span<float> from = x.Span, first = between.Span, second = next.Span, to = y.Span;
        for (; calls > 0; calls--)
        {
            one.Forward(from, first);
            two.Forward(first, second);
            head.Forward(second, to);
            if (chained)
            {
                from[0] = to[0];
            }
        }
    };
}

/// <summary>Generated networks with the parameters of a problem.</summary>
internal static class GeneratedNets
{
    /// <summary>The classifier.</summary>
    public static Digits Digits(NetProblem problem)
    {
        Digits network = new();
        problem.CopyTo(0, network.DigitsHidden.SetWeights, network.DigitsHidden.SetBias);
        problem.CopyTo(1, network.DigitsHead.SetWeights, network.DigitsHead.SetBias);
        return network;
    }

    /// <summary>The controller.</summary>
    public static Control Control(NetProblem problem)
    {
        Control network = new();
        problem.CopyTo(0, network.ControlFirst.SetWeights, network.ControlFirst.SetBias);
        problem.CopyTo(1, network.ControlSecond.SetWeights, network.ControlSecond.SetBias);
        problem.CopyTo(2, network.ControlHead.SetWeights, network.ControlHead.SetBias);
        return network;
    }
}
