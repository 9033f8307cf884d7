using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Networks allocate nothing when called and trained.</summary>
public static class NetworkAllocationCheck
{
    private const int Rows = 40;

    /// <summary>Counts the bytes of forward and backward calls, and of steps of a trainer.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, int steps, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.New();
        network.Initialize(new Random(1));
        NetworkData<T> data = new(networkClass, Rows);
        Activations<T> activations = network.CreateActivations(Rows);
        ParameterGradients<T> gradients = network.CreateGradients();
        T[] y = new T[data.DY(Rows).Length];
        T[] dx = new T[data.X(Rows).Length];
        foreach (int rows in (ReadOnlySpan<int>)[1, 3, Rows])
        {
            None($"Forward of {rows} rows", () => network.Forward(data.X(rows), y.AsSpan(0, data.DY(rows).Length)));
            None($"Forward and Backward of {rows} rows", () =>
            {
                network.Forward(data.X(rows), activations);
                network.Backward(data.X(rows), activations, data.DY(rows), dx.AsSpan(0, data.X(rows).Length), gradients);
                network.Backward(data.X(rows), activations, data.DY(rows), [], gradients);
                gradients.Clear();
            });
        }

        TargetStep<T> step = networkClass.Train(network, Loss.MeanSquared, new Adam(1e-4), Rows);
        None("a step", () => step(data.X(Rows), data.DY(Rows)), steps);

        void None(string what, Action call, int calls = 50)
        {
            long bytes = Allocated.InCallsOf(call, calls);
            tally.Expect(bytes == 0, $"{networkClass.Name}: {calls} times {what} allocate {bytes} bytes");
        }
    }
}
