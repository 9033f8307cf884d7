using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Calls on one network from several threads at once give the bits that they give alone.</summary>
public static class NetworkThreadCheck
{
    /// <summary>Every thread has rows, activations and gradients of its own.</summary>
    public static void Run<T>(NetworkClass<T> networkClass, int rows, int calls, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ISequentialNetwork<T> network = networkClass.Initialized(7);
        InParallel.Run(tally, (index, own) =>
        {
            NetworkData<T> data = new(networkClass, rows + index, (ulong)index);
            NetworkResults<T> expected = new(network, rows + index);
            NetworkResults<T> results = new(network, rows + index);
            lock (network)
            {
                expected.Compute(data, rows + index);
            }

            T[] row = new T[networkClass.Shape.Out];
            return () =>
            {
                for (int call = 0; call < calls && own.Failures == 0; call++)
                {
                    string what = $"{networkClass.Name}, thread {index}, call {call}: ";
                    results.Compute(data, rows + index);
                    Compare.Bits<T>(own, what + "y", results.Y, expected.Y);
                    Compare.Bits<T>(own, what + "dx", results.DX, expected.DX);
                    Compare.Bits(own, what + "gradients", results.Gradients.Values, expected.Gradients.Values);
                    for (int alone = 0; alone < rows; alone++)
                    {
                        network.Forward(data.X(alone, 1), row);
                        Compare.Bits<T>(own, what + $"row {alone}", row, expected.Y.AsSpan(alone * row.Length, row.Length));
                    }
                }
            };
        });
    }
}
