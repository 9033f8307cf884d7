using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Calls on one layer with an activation from several threads at once give the bits that they give alone.</summary>
public static class ActivatedThreadCheck
{
    /// <summary>Every thread has data and gradients of its own.</summary>
    public static void Run<T>(ActivatedClass<T> layerClass, int rows, int calls, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILinearLayer<T> layer = layerClass.With(layerClass.Draw(1));
        InParallel.Run(tally, (index, own) =>
        {
            LayerData<T> data = layerClass.Draw(rows + index);
            ActivatedResults<T> expected = new(layer, layerClass);
            ActivatedResults<T> results = new(layer, layerClass);
            lock (layer)
            {
                expected.Compute(data, data.Rows);
            }

            return () =>
            {
                for (int call = 0; call < calls && own.Failures == 0; call++)
                {
                    results.Compute(data, data.Rows);
                    ActivatedResults.Same(own, $"{layerClass.Name}, thread {index}, call {call}", results, expected);
                }
            };
        });
    }
}
