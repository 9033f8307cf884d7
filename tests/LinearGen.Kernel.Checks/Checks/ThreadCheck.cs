namespace LinearGen.Kernel.Checks;

/// <summary>Calls on one instance from several threads at once give the bits that they give alone.</summary>
public sealed class ThreadCheck : Check
{
    /// <inheritdoc/>
    public override string Name => "threads";

    /// <summary>Shared memory shows where calls are not too short; and large subjects add time, not kinds.</summary>
    public override bool AppliesTo(Subject subject) => subject.ParameterCount is >= 60 and <= 20000 || (!subject.IsLinear && subject.In >= 64);

    /// <summary>Every thread has rows, activations and gradients of its own.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        int calls = Math.Clamp(50000 / Math.Max(1, subject.ParameterCount), 5, 60);
        INetwork<T> network = subject.With(Problem.Draw(subject, 1));
        foreach (int rows in (ReadOnlySpan<int>)[1, 37])
        {
            InParallel.Run(tally, (index, own) =>
            {
                Problem<T> problem = Problem.Draw(subject, rows + index, seed: (ulong)index + 2);
                Results<T> expected = new(network, problem.Rows);
                Results<T> results = new(network, problem.Rows);
                lock (network)
                {
                    expected.Compute(problem, problem.Rows);
                }

                return () =>
                {
                    for (int call = 0; call < calls && own.Failures == 0; call++)
                    {
                        results.Compute(problem, problem.Rows);
                        results.ExpectBits(own, $"{subject.Name}, thread {index}, call {call}", expected);
                    }
                };
            });
        }
    }
}
