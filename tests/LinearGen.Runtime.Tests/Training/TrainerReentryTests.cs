using LinearGen.Runtime.Tests.Files;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>A trainer that is called again before it has returned, and one whose callbacks throw.</summary>
public sealed class TrainerReentryTests
{
    private const int Rows = 130;

    private static readonly float[] X = [.. Enumerable.Range(0, Rows * Iris.In).Select(n => (n % 7) - 3f)];
    private static readonly float[] Targets = new float[Rows * Iris.Out];
    private static readonly int[] Labels = new int[Rows];

    private static readonly Dictionary<string, Action<Trainer<Iris>>> Calls = new()
    {
        ["Step with targets"] = trainer => trainer.Step(X.AsSpan(0, 70 * Iris.In), Targets.AsSpan(0, 70 * Iris.Out)),
        ["Step with labels"] = trainer => trainer.Step(X.AsSpan(0, 3 * Iris.In), Labels.AsSpan(0, 3)),
        ["Evaluate with targets"] = trainer => trainer.Evaluate(X, Targets),
        ["Evaluate with labels"] = trainer => trainer.Evaluate(X.AsSpan(0, Iris.In), Labels.AsSpan(0, 1)),
        ["Predict"] = trainer => trainer.Predict(X.AsSpan(0, Iris.In), new int[1]),
        ["SaveCheckpoint"] = trainer => trainer.SaveCheckpoint(new MemoryStream()),
        ["LoadCheckpoint"] = trainer => trainer.LoadCheckpoint(new MemoryStream()),
        ["Threads"] = trainer => trainer.Threads = 2,
        ["LearningRate"] = trainer => trainer.LearningRate = 1,
        ["Schedule"] = trainer => trainer.Schedule = LearningRateSchedule.Constant,
        ["MaxGradientNorm"] = trainer => trainer.MaxGradientNorm = 1,
    };

    public static IEnumerable<object[]> Reentries =>
        from member in Calls.Keys
        from callback in (string[])["loss", "optimizer", "schedule", "evaluation", "stream"]
        select new object[] { member, callback };

    [Theory]
    [MemberData(nameof(Reentries))]
    public void A_call_from_a_callback_is_refused_at_once_and_the_trainer_goes_on(string member, string callback)
    {
        Hooks hooks = new();
        Trainer<Iris> trainer = New(hooks);
        InvalidOperationException? refused = null;
        hooks.Set(callback, () => refused ??= Assert.Throws<InvalidOperationException>(() => Calls[member](trainer)));

        Drive(trainer, hooks);

        Assert.StartsWith(member.Split(' ')[0] + " was called while another call of the same trainer", refused!.Message, StringComparison.Ordinal);
        Trainer<Iris> undisturbed = New(new Hooks());
        Drive(undisturbed, new Hooks());
        Assert.Equal(((INetwork<float>)undisturbed.Network).Parameters, ((INetwork<float>)trainer.Network).Parameters);
    }

    [Fact]
    public void A_call_from_another_thread_is_refused_at_once()
    {
        Hooks hooks = new();
        Trainer<Iris> trainer = New(hooks);
        using Barrier barrier = new(2);
        hooks.Set("loss", () =>
        {
            barrier.SignalAndWait();
            barrier.SignalAndWait();
        });
        Thread step = new(() => trainer.Step(X, Targets));
        step.Start();
        barrier.SignalAndWait();

        foreach (Action<Trainer<Iris>> call in Calls.Values)
        {
            Assert.Throws<InvalidOperationException>(() => call(trainer));
        }

        barrier.SignalAndWait();
        step.Join();
        Assert.Equal(1, trainer.Steps);
    }

    public static TheoryData<string> Callbacks => ["loss", "optimizer", "schedule", "evaluation", "stream"];

    [Theory]
    [MemberData(nameof(Callbacks))]
    public void An_exception_of_a_callback_leaves_the_trainer_usable(string callback)
    {
        Hooks hooks = new();
        Trainer<Iris> trainer = New(hooks);
        hooks.Set(callback, () => throw new TimeZoneNotFoundException());

        Assert.Throws<TimeZoneNotFoundException>(() => Drive(trainer, hooks));
        hooks.Set(callback, null);

        Drive(trainer, hooks);
        foreach (Action<Trainer<Iris>> call in Calls.Values.Where(call => call != Calls["LoadCheckpoint"]))
        {
            call(trainer);
        }
    }

    /// <summary>The first layer has been moved when the second one's step throws: dX, which reads copies of both, belongs to the weights.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void After_an_exception_of_the_optimizer_copies_of_weights_are_those_of_the_weights(int layer)
    {
        Hooks hooks = new();
        Trainer<Iris> trainer = New(hooks);
        int moved = 0;
        hooks.Set("optimizer", () =>
        {
            if (++moved == layer)
            {
                throw new TimeZoneNotFoundException();
            }
        });

        Assert.Throws<TimeZoneNotFoundException>(() => trainer.Step(X, Targets));

        Iris copy = new();
        copy.CopyFrom(trainer.Network);
        Assert.Equal(InputGradient(copy), InputGradient(trainer.Network));
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void More_threads_than_blocks_cost_nothing()
    {
        Trainer<Iris> trainer = New(new Hooks());
        long before = GC.GetAllocatedBytesForCurrentThread();

        trainer.Threads = 20_000_000;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(20_000_000, trainer.Threads);
        trainer.Step(X, Targets);
    }

    private static Trainer<Iris> New(Hooks hooks)
    {
        Iris network = new();
        network.Initialize(new Random(1));
        return new(network, new HookedLoss(hooks), new HookedOptimizer(hooks), Rows) { Schedule = new HookedSchedule(hooks) };
    }

    /// <summary>Calls every kind of callback.</summary>
    private static void Drive(Trainer<Iris> trainer, Hooks hooks)
    {
        trainer.Step(X, Targets);
        hooks.IsEvaluating = true;
        trainer.Evaluate(X, Targets);
        hooks.IsEvaluating = false;
        trainer.SaveCheckpoint(new HookedStream(hooks));
    }

    private static float[] InputGradient(Iris network)
    {
        Iris.Activations activations = network.CreateActivations(1);
        network.Forward(X.AsSpan(0, Iris.In), activations);
        float[] dx = new float[Iris.In];
        network.Backward(X.AsSpan(0, Iris.In), activations, [1, -2, 3], dx, null);
        return dx;
    }

    private sealed class Hooks
    {
        private readonly Dictionary<string, Action?> _actions = [];

        public bool IsEvaluating { get; set; }

        public void Set(string callback, Action? action) => _actions[callback] = action;

        public void Call(string callback) => _actions.GetValueOrDefault(callback)?.Invoke();
    }

    private sealed class HookedLoss(Hooks hooks) : Loss
    {
        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            hooks.Call(hooks.IsEvaluating ? "evaluation" : "loss");
            return MeanSquared.Compute(y, targets, outputs, dy);
        }

        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy) => SoftmaxCrossEntropy.Compute(y, labels, outputs, dy);
    }

    private sealed class HookedOptimizer(Hooks hooks) : Optimizer(1e-2)
    {
        private readonly Sgd _sgd = new(1e-2);

        public override int StateBlocks => _sgd.StateBlocks;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        {
            _sgd.Step(parameters, gradients, state, step, learningRate);
            hooks.Call("optimizer");
        }
    }

    private sealed class HookedSchedule(Hooks hooks) : LearningRateSchedule
    {
        protected override double FactorCore(long steps)
        {
            hooks.Call("schedule");
            return 1;
        }
    }

    private sealed class HookedStream(Hooks hooks) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hooks.Call("stream");
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            hooks.Call("stream");
            base.Write(buffer, offset, count);
        }
    }
}
