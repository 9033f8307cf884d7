using System.Runtime.InteropServices;
using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Training;

/// <summary>
/// Calls of one trainer whose callbacks throw, call the trainer again or do so from another thread. What a callback throws comes out;
/// every call within a call is refused; and the trainer goes on with the bits of one that nobody disturbed.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class TrainerRound<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Moves = 12;

    /// <summary>Three blocks of rows, the last one short.</summary>
    private const int MaxBatch = 130;

    private readonly Random _random;
    private readonly Mischief _mischief = new();
    private readonly Subject<T> _subject;
    private readonly Trainer<MischievousNetwork<T>, T> _trainer;
    private readonly Trainer<MischievousNetwork<T>, T> _twin;
    private readonly Arena<T> _arena;
    private readonly int[] _labels = new int[3 * MaxBatch];
    private readonly byte[] _checkpoint;
    private bool _isTwin = true;

    /// <summary>Makes a trainer, and a twin that nobody disturbs.</summary>
    public TrainerRound(Subject<T> subject, Random random, Arena<T> arena)
    {
        (_subject, _random, _arena) = (subject, random, arena);
        int seed = random.Next();
        _trainer = New(subject.Initialized(seed), _mischief);
        _twin = New(subject.Initialized(seed), new Mischief());
        _checkpoint = Save(_twin);
        _trainer.Threads = _twin.Threads = random.Next(1, 4);
    }

    private INetwork<T> Network => _trainer.Network.Inner;

    /// <summary>Draws and makes the calls.</summary>
    public void Run()
    {
        for (int move = 0; move < Moves; move++)
        {
            Move();
        }
    }

    private static Trainer<MischievousNetwork<T>, T> New(INetwork<T> network, Mischief mischief) =>
        new(new(network, mischief), new MischievousLoss(mischief), new MischievousOptimizer(mischief), MaxBatch) { Schedule = new MischievousSchedule(mischief) };

    private static byte[] Save(Trainer<MischievousNetwork<T>, T> trainer)
    {
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private void Move()
    {
        int kind = _random.Next(7);
        int rows = _random.Next(8) switch { 0 => 0, 1 => MaxBatch + 1, 2 => 65, 3 => MaxBatch, 4 => 64, _ => _random.Next(1, 20) };
        int outputs = _subject.Out;
        _arena.Clear();
        Piece x = _arena.Draw(_random, Length(rows * _subject.In));
        Fill(x);
        int rest = x.Length % _subject.In;
        rows = x.Length / _subject.In;
        Piece targets = _arena.Draw(_random, Length(rows * outputs), x);
        Fill(targets);
        int labelCount = Math.Min(Length(rows), _labels.Length);
        int bad = _random.Next(10) == 0 && labelCount > 0 ? _random.Next(labelCount) : -1;
        foreach (ref int label in _labels.AsSpan())
        {
            label = _random.Next(outputs);
        }

        if (bad >= 0)
        {
            _labels[bad] = _random.Next(2) == 0 ? -1 : outputs;
        }

        bool isBatch = rest == 0 && rows >= 1 && rows <= MaxBatch;
        bool areTargets = targets.Length == rows * outputs;
        bool areLabels = labelCount == rows && bad < 0;
        (bool isRight, Action<Trainer<MischievousNetwork<T>, T>> call) = ((bool, Action<Trainer<MischievousNetwork<T>, T>>))(kind switch
        {
            0 => (isBatch && areTargets, trainer => trainer.Step(_arena[x], _arena[targets])),
            1 => (isBatch && areLabels, trainer => trainer.Step(_arena[x], _labels.AsSpan(0, labelCount))),
            2 => (rest == 0 && rows >= 1 && areTargets, trainer => trainer.Evaluate(_arena[x], _arena[targets])),
            3 => (rest == 0 && rows >= 1 && areLabels, trainer => trainer.Evaluate(_arena[x], _labels.AsSpan(0, labelCount))),
            4 => (rest == 0 && labelCount == rows, trainer => trainer.Predict(_arena[x], new int[labelCount])),
            5 => (true, trainer => trainer.LoadCheckpoint(new MischievousStream(trainer == _trainer ? _mischief : new(), _checkpoint))),
            _ => (true, trainer => trainer.SaveCheckpoint(new MischievousStream(trainer == _trainer ? _mischief : new(), []))),
        });
        string what = $"call {kind} with {rows} rows and {rest} values, {targets.Length} targets, {labelCount} labels, label {bad} wrong, {_trainer.Threads} threads";
        bool isThrown = PrepareMischief(what);
        byte[] before = Save(_trainer);
        _arena.Remember();
        Exception? outcome = Outcome.Of(() => call(_trainer));
        bool isDisturbed = isThrown && _mischief.IsDone;
        _mischief.Prepare(0, null);

        Expect(!isDisturbed || outcome is AdversaryException, $"{what}: what a callback threw became {outcome}");
        Expect(isDisturbed || (isRight ? outcome is null : outcome is ArgumentException), $"{what}: should {(isRight ? "succeed" : "be refused")}, but: {outcome?.ToString() ?? "it succeeded"}");
        Expect(_arena.IsUnchangedBut(default), $"{what} wrote to its inputs");
        if (isDisturbed && !before.AsSpan().SequenceEqual(Save(_trainer)))
        {
            // Layers before the one that the optimiser threw at have moved; that is documented, for a step alone.
            Expect(kind is 0 or 1, $"{what}: an exception of a callback changed the trainer");
            _isTwin = false;
        }
        else if (!isDisturbed && isRight && _isTwin)
        {
            call(_twin);
        }

        ExpectConsistent(what);
    }

    /// <summary>Draws what a callback does.</summary>
    /// <returns>Whether it throws.</returns>
    private bool PrepareMischief(string what)
    {
        int delay = _random.Next(6);
        int member = _random.Next(8);
        switch (_random.Next(4))
        {
            case 0:
                _mischief.Prepare(delay, () => throw new AdversaryException());
                return true;
            case 1:
                _mischief.Prepare(delay, () => ExpectRefused(member, what));
                return false;
            case 2:
                _mischief.Prepare(delay, () =>
                {
                    Exception? failure = null;
                    Thread thread = new(() => failure = Record.Exception(() => ExpectRefused(member, what)));
                    thread.Start();
                    thread.Join();
                    if (failure is not null)
                    {
                        throw failure;
                    }
                });
                return false;
            default:
                _mischief.Prepare(0, null);
                return false;
        }
    }

    private void ExpectRefused(int member, string what)
    {
        T[] x = new T[70 * _subject.In];
        Exception? outcome = Outcome.Of(() =>
        {
            switch (member)
            {
                case 0:
                    _trainer.Step(x, new T[70 * _subject.Out]);
                    break;
                case 1:
                    _trainer.Step(x, new int[70]);
                    break;
                case 2:
                    _trainer.Evaluate(x, new T[70 * _subject.Out]);
                    break;
                case 3:
                    _trainer.Predict(x, new int[70]);
                    break;
                case 4:
                    _trainer.LoadCheckpoint(new MemoryStream(_checkpoint));
                    break;
                case 5:
                    _trainer.Threads = 3;
                    break;
                case 6:
                    _trainer.SaveCheckpoint(new MemoryStream());
                    break;
                default:
                    _trainer.LearningRate = 1;
                    break;
            }
        });
        Expect(outcome is InvalidOperationException, $"{what}: member {member} was called within it, and: {outcome?.ToString() ?? "it succeeded"}");
    }

    /// <summary>What the network derives from its parameters agrees with them, and both trainers have come as far.</summary>
    private void ExpectConsistent(string what)
    {
        INetwork<T> copy = _subject.New();
        _subject.Copy(Network, copy);
        Expect(InputGradient(copy).AsSpan().SequenceEqual(InputGradient(Network)), $"{what}: copies of the weights are not those of the weights");
        Expect(!_isTwin || Same(Network.Parameters, _twin.Network.Inner.Parameters), $"{what}: the trainer has other parameters than one that nobody disturbed");
        Expect(!_isTwin || _trainer.Steps == _twin.Steps, $"{what}: {_trainer.Steps} steps, expected {_twin.Steps}");
    }

    private static bool Same(ReadOnlySpan<T> one, ReadOnlySpan<T> other) => MemoryMarshal.AsBytes(one).SequenceEqual(MemoryMarshal.AsBytes(other));

    private T[] InputGradient(INetwork<T> network)
    {
        T[] x = new T[_subject.In];
        T[] dy = new T[_subject.Out];
        T[] dx = new T[_subject.In];
        Array.Fill(x, T.CreateChecked(0.3));
        Array.Fill(dy, T.CreateChecked(0.7));
        dy[0] = T.CreateChecked(-2);
        Activations<T> activations = network.CreateActivations(1);
        network.Forward(x, activations);
        network.Backward(x, activations, dy, dx, null);
        return dx;
    }

    private void Fill(Piece piece)
    {
        foreach (ref T value in _arena[piece])
        {
            value = T.CreateChecked((_random.NextDouble() * 2) - 1);
        }
    }

    private int Length(int right) => Math.Max(0, _random.Next(30) switch { 0 => 0, 1 => right - 1, 2 => right + 1, 3 => right * 2, _ => right });

    private void Expect(bool condition, string what)
    {
        if (!condition)
        {
            throw new CheckFailedException($"{_subject.Type}: {what}");
        }
    }
}
