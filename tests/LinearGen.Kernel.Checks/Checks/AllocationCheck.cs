namespace LinearGen.Kernel.Checks;

/// <summary>Calls allocate nothing, nor does a step of a trainer.</summary>
public sealed class AllocationCheck : Check
{
    /// <summary>A layer's outputs up to which dZ of a call without gradients finds room on the stack.</summary>
    private const int MostOutputsOnStack = 256;

    /// <inheritdoc/>
    public override string Name => "allocation";

    /// <summary>Counts the bytes that this thread allocates in calls of every kind.</summary>
    public override void Run<T>(Subject<T> subject, Tally tally)
    {
        int[] batches = subject.ParameterCount <= 20000 ? [0, 1, 3, 17, 70] : [1, 17];
        int most = batches[^1];
        Problem<T> problem = Problem.Draw(subject, most);
        INetwork<T> network = subject.With(problem);
        Runner<T> runner = new(network, most);
        ParameterGradients<T> gradients = network.CreateGradients();
        T[] y = new T[most * subject.Out];
        T[] dx = new T[most * subject.In];
        bool isOnStack = subject.Steps.Where(step => step.Kind == StepKind.Linear).All(layer => layer.Activation == Activation.None || layer.Out <= MostOutputsOnStack);
        int calls = subject.ParameterCount <= 20000 ? 30 : 5;
        foreach (int rows in batches)
        {
            Expect($"calls of {rows} rows", () =>
            {
                Span<T> outputs = y.AsSpan(0, rows * subject.Out);
                Span<T> inputGradients = dx.AsSpan(0, rows * subject.In);
                runner.Forward(problem.XRows(rows), outputs);
                runner.ForwardKeeping(problem.XRows(rows));
                runner.Backward(problem.XRows(rows), outputs, problem.DYRows(rows), inputGradients, gradients);
                runner.Backward(problem.XRows(rows), outputs, problem.DYRows(rows), [], gradients);
                if (isOnStack)
                {
                    runner.Backward(problem.XRows(rows), outputs, problem.DYRows(rows), inputGradients, null);
                }

                gradients.Clear();
            });
        }

        if (network.LayerCount == 0)
        {
            return;
        }

        Trainer<INetwork<T>, T> trainer = new(network, Loss.MeanSquared, new Adam(1e-4), most);
        Expect("steps", () => trainer.Step(problem.X, problem.DY));

        void Expect(string what, Action call)
        {
            long bytes = Allocated.InCallsOf(call, calls);
            tally.Expect(bytes == 0, $"{subject.Name}: {calls} times {what} allocate {bytes} bytes");
        }
    }
}
