using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Calls;

/// <summary>
/// Calls of one layer or network, drawn one after another, beside a model: which calls are right, which parameters there are. What is right must
/// succeed with the results of <see cref="Reference{T}"/>, what is wrong must be refused and change nothing.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed partial class NetworkRound<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Moves = 24;

    /// <summary>Products of a call at most, since the reference is slow.</summary>
    private const int MostProducts = 20_000;

    private const int MaxRows = 40;

    private readonly Subject<T> _subject;
    private readonly Subject<T> _other;
    private readonly Random _random;
    private readonly Arena<T> _arena;
    private readonly INetwork<T> _network;
    private readonly INetwork<T> _foreign;
    private readonly INetworkStage<T>[] _layers;
    private readonly LayerMembers<T>[] _members;
    private readonly Activations<T> _activations;
    private readonly ParameterGradients<T> _gradients;
    private readonly T[][] _w;
    private readonly T[][] _b;

    /// <summary>The rows of the last forward call that kept activations.</summary>
    private T[] _kept = [];

    /// <summary>Whether parameters are still those of that call.</summary>
    private bool _isFresh = true;

    /// <summary>Makes an instance with drawn parameters.</summary>
    /// <param name="subject">The class.</param>
    /// <param name="other">Another class, whose activations and gradients are foreign.</param>
    /// <param name="random">Draws everything.</param>
    /// <param name="arena">Where spans lie.</param>
    public NetworkRound(Subject<T> subject, Subject<T> other, Random random, Arena<T> arena)
    {
        (_subject, _other, _random, _arena) = (subject, other, random, arena);
        Problem<T> problem = Problem.Draw(subject, 1, seed: (ulong)random.Next());
        (_w, _b) = (problem.W, problem.B);
        (_network, _foreign) = (subject.With(problem), other.New());
        _layers = subject.LayersOf(_network);
        _members = subject.MembersOf(_network);
        _activations = _network.CreateActivations(MaxRows);
        _gradients = _network.CreateGradients();
    }

    private int In => _subject.In;

    private int Out => _subject.Out;

    /// <summary>Draws and makes the calls.</summary>
    public void Run()
    {
        ForwardKeeping();
        for (int move = 0; move < Moves; move++)
        {
            switch (_random.Next(12))
            {
                case < 3:
                    Forward();
                    break;
                case < 5:
                    ForwardKeeping();
                    break;
                case < 8:
                    Backward();
                    break;
                case 8 when _network is INetworkStage<T> layer:
                    LayerBackward(layer);
                    break;
                case 9 when DrawLayer() is { } layer:
                    Parameters(layer);
                    break;
                case 10 when DrawLayer() is { } layer:
                    Hooks(layer);
                    break;
                default:
                    Others();
                    break;
            }
        }
    }

    /// <summary>The number of a layer; of other stages there is none, whose parameters cannot be any numbers.</summary>
    private int? DrawLayer()
    {
        int[] layers = [.. Enumerable.Range(0, _layers.Length).Where(n => _subject.Layers[n].Kind == StepKind.Linear)];
        return layers.Length == 0 ? null : layers[_random.Next(layers.Length)];
    }

    private void Forward()
    {
        _arena.Clear();
        int rows = Rows();
        Piece x = _arena.Draw(_random, Length(rows * In));
        Piece y = _arena.Draw(_random, Length(x.Length / In * Out), x);
        T[] input = Fill(x);
        bool isRight = x.Length % In == 0 && y.Length == x.Length / In * Out && !x.Overlaps(y);
        Call($"Forward(x {x}, y {y})", isRight, y, () => _network.Forward(_arena[x], _arena[y]));
        if (isRight)
        {
            Compare($"y of Forward(x {x}, y {y})", _arena[y], new Reference<T>(With(input, new T[y.Length])).Y);
        }
    }

    private void ForwardKeeping()
    {
        _arena.Clear();
        Piece x = _arena.Draw(_random, Length(Math.Min(Rows(), MaxRows + 1) * In));
        T[] input = Fill(x);
        Activations<T>? activations = Draw(_activations, () => _foreign.CreateActivations(3));
        bool fits = activations == _activations || (activations is not null && IsOfSameWidths);
        bool isRight = fits && x.Length % In == 0 && x.Length / In <= activations!.MaxRows;
        T[] before = _activations.Output.ToArray();
        Call($"Forward(x {x}, {activations})", isRight, default, () => _network.Forward(_arena[x], activations!));
        if (!isRight)
        {
            Expect(_activations.Output.SequenceEqual(before), "a refused Forward changed activations");
        }
        else if (activations == _activations)
        {
            (_kept, _isFresh) = (input, true);
            Compare($"Output after Forward(x {x})", _activations.Output, new Reference<T>(With(input, new T[input.Length / In * Out])).Y);
        }
    }

    private void Backward()
    {
        _arena.Clear();
        int rows = _activations.Rows;
        Piece x = _arena.Draw(_random, Length(rows * In));
        Piece dy = _arena.Draw(_random, Length(rows * Out), x);
        Piece dx = _arena.Draw(_random, _random.Next(3) == 0 ? 0 : Length(rows * In), x, dy);
        Fill(x);
        T[] outer = Fill(dy);
        bool isKept = x.Length == _kept.Length && !x.Overlaps(dy);
        if (isKept)
        {
            _kept.CopyTo(_arena[x]);
        }

        Activations<T>? activations = Draw(_activations, () => _foreign.CreateActivations(3));
        ParameterGradients<T>? gradients = DrawGradients(out bool gradientsFit);
        bool isRight = activations is not null && (activations == _activations || IsOfSameWidths) && gradientsFit
            && x.Length == activations.Rows * In && dy.Length == activations.Rows * Out
            && (dx.Length == 0 || (dx.Length == x.Length && !dx.Overlaps(x) && (!ReadsDYLast || !dx.Overlaps(dy))));
        Prepare(gradients);
        T[] before = gradients?.Values.ToArray() ?? [];
        string what = $"Backward(x {x}, {activations}, dy {dy}, dx {dx}, {gradients})";
        Call(what, isRight, dx, () => _network.Backward(_arena[x], activations!, _arena[dy], _arena[dx], gradients));
        Expect(isRight || gradients is null || gradients.Values.SequenceEqual(before), $"{what} was refused, but changed gradients");
        if (isRight && isKept && _isFresh && activations == _activations)
        {
            CompareGradients(what, new(With(_kept, outer)), dx, gradients, frozenCount: true);
        }
    }

    private void LayerBackward(INetworkStage<T> layer)
    {
        _arena.Clear();
        int rows = Rows();
        Piece x = _arena.Draw(_random, Length(rows * In));
        Piece dy = _arena.Draw(_random, Length(x.Length / In * Out), x);
        Piece y = _arena.Draw(_random, Length(x.Length / In * Out), x, dy);
        Piece dx = _arena.Draw(_random, _random.Next(3) == 0 ? 0 : Length(x.Length), x, dy, y);
        T[] input = Fill(x);
        T[] outer = Fill(dy);
        bool isApart = !x.Overlaps(dy) && !y.Overlaps(x) && !y.Overlaps(dy);
        if (x.Length % In == 0 && y.Length == x.Length / In * Out)
        {
            T[] output = new T[y.Length];
            _network.Forward(input, output);
            output.CopyTo(_arena[y]);
        }

        ParameterGradients<T>? gradients = DrawGradients(out bool gradientsFit);
        bool isActivated = layer is not ILinearLayer<T> { Activation: Activation.None };
        bool isRight = gradientsFit && x.Length % In == 0 && dy.Length == x.Length / In * Out
            && (!isActivated || y.Length == dy.Length)
            && (dx.Length == 0 || (dx.Length == x.Length && !dx.Overlaps(x) && !dx.Overlaps(dy) && !(isActivated && dx.Overlaps(y))));
        Prepare(gradients);
        T[] before = gradients?.Values.ToArray() ?? [];
        string what = $"Backward(x {x}, y {y}, dy {dy}, dx {dx}, {gradients})";
        Call(what, isRight, dx, () => layer.Backward(_arena[x], _arena[y], _arena[dy], _arena[dx], gradients));
        Expect(isRight || gradients is null || gradients.Values.SequenceEqual(before), $"{what} was refused, but changed gradients");
        if (isRight && isApart)
        {
            CompareGradients(what, new(With(input, outer)), dx, gradients, frozenCount: false);
        }
    }

    /// <summary>Whether dY is still read when dX is written.</summary>
    private bool ReadsDYLast => _subject.Steps.Count == 1 || _subject.Steps[^1] is { Kind: StepKind.Sum, Source: 0 };

    /// <summary>Whether the other class's activations fit: those of a layer have its outputs' size, those of a network know its steps.</summary>
    private bool IsOfSameWidths => _subject.IsLayer
        ? _other.Out == Out
        : !_other.IsLayer && StepShape.StagesOf(_other.Type).SequenceEqual(StepShape.StagesOf(_subject.Type));

    private TValue? Draw<TValue>(TValue own, Func<TValue> foreign)
        where TValue : class => _random.Next(12) switch { 0 => null, 1 => foreign(), _ => own };

    private ParameterGradients<T>? DrawGradients(out bool fit)
    {
        ParameterGradients<T>? gradients = _random.Next(6) switch
        {
            0 => null,
            1 => _foreign.CreateGradients(),
            2 => new OwnGradients(_network.Parameters.Length),
            _ => _gradients,
        };
        fit = gradients is null || gradients == _gradients
            || (!_subject.HasGradients && !_other.HasGradients && gradients is not OwnGradients && _subject.Layers.SequenceEqual(_other.Layers));
        return gradients;
    }

    private void Prepare(ParameterGradients<T>? gradients)
    {
        gradients?.Clear();
        _arena.Remember();
    }

    private void CompareGradients(string what, Reference<T> expected, Piece dx, ParameterGradients<T>? gradients, bool frozenCount)
    {
        if (dx.Length > 0)
        {
            Compare($"dx of {what}", _arena[dx], expected.DX);
        }

        expected.GrowGradients(expected.DX.Length / In);
        for (int n = 0; gradients is not null && n < _layers.Length; n++)
        {
            T[] weights = gradients.Weights(_subject.Layers[n], n);
            if (frozenCount && !_subject.IsLayer && _layers[n].Frozen)
            {
                Expect(!weights.AsSpan().ContainsAnyExcept(T.Zero), $"{what} computed gradients of a frozen layer");
                continue;
            }

            Compare($"dW of layer {n} of {what}", weights, expected.DW(n));
            Compare($"db of layer {n} of {what}", gradients.Bias(_subject.Layers[n], n), expected.DB(n));
        }
    }

    /// <summary>Makes a call and holds its outcome to the model's.</summary>
    private void Call(string what, bool isRight, Piece written, Action call)
    {
        _arena.Remember();
        Exception? refusal = Outcome.Of(call);
        Expect(isRight ? refusal is null : refusal is ArgumentException, $"{what} should {(isRight ? "succeed" : "be refused")}, but: {refusal?.ToString() ?? "it succeeded"}");
        Expect(_arena.IsUnchangedBut(isRight ? written : default), $"{what} wrote where it must not");
    }

    private Problem<T> With(T[] x, T[] dy) =>
        new() { Steps = _subject.Steps, Distribution = Distribution.Wide, X = x, DY = dy, W = _w, B = _b };

    private void Compare(string what, ReadOnlySpan<T> actual, ReadOnlySpan<Bounded> expected)
    {
        Tally tally = new();
        Bounded.Compare(tally, what, actual, expected);
        Expect(tally.Failures == 0, string.Join(Environment.NewLine, tally.Messages.Take(3)));
    }

    private void Expect(bool condition, string what)
    {
        if (!condition)
        {
            throw new CheckFailedException($"{_subject.Type}: {what}");
        }
    }

    private T[] Fill(Piece piece)
    {
        Span<T> values = _arena[piece];
        foreach (ref T value in values)
        {
            value = T.CreateChecked((_random.NextDouble() * 2) - 1);
        }

        return values.ToArray();
    }

    private int Rows()
    {
        int most = Math.Min(MostProducts / Math.Max(1, _subject.ParameterCount), _arena.Count / 4 / Math.Max(In, Out));
        return Math.Clamp(_random.Next(3) == 0 ? _random.Next(70) : _random.Next(6), 0, Math.Max(most, 2));
    }

    /// <summary>Mostly the right length.</summary>
    private int Length(int right) => Math.Max(0, _random.Next(30) switch
    {
        0 => 0,
        1 => 1,
        2 => right - 1,
        3 => right + 1,
        4 => right * 2,
        5 => _random.Next(_arena.Count + 1),
        _ => right,
    });

    /// <summary>Gradients of the adversary's own, as long as the right ones.</summary>
    private sealed class OwnGradients(int length) : ParameterGradients<T>(length);
}
