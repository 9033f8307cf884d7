using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Calls on one instance from several threads at once give the bits that they give alone.</summary>
public static class ThreadCheck
{
    private const int Threads = 4;

    /// <summary>Every thread has data of its own, and gradients of its own.</summary>
    public static void Run<T>(LayerClass<T> layerClass, int rows, int calls, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> parameters = LayerData.Draw(layerClass, 1, Distribution.Uniform);
        Layer<T> layer = layerClass.With(parameters);
        LayerData<T>[] data = [.. Enumerable.Range(0, Threads).Select(thread => LayerData.Draw(layerClass, rows + thread, Distribution.Wide))];
        Results<T>[] expected = [.. data.Select(own => Compute(own, own.Rows))];
        Tally[] tallies = [.. data.Select(_ => new Tally())];
        using Barrier barrier = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() => Work(index)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(tallies, tally.Add);

        Results<T> Compute(LayerData<T> own, int count)
        {
            Results<T> results = new(layer, layerClass);
            results.Compute(own, count);
            return results;
        }

        void Work(int index)
        {
            Results<T> results = new(layer, layerClass);
            barrier.SignalAndWait();
            for (int call = 0; call < calls && tallies[index].Failures == 0; call++)
            {
                results.Compute(data[index], data[index].Rows);
                string what = $"{layerClass.Name}, thread {index}, call {call}: ";
                Compare.Bits<T>(tallies[index], what + "y", results.Y, expected[index].Y);
                Compare.Bits<T>(tallies[index], what + "dx", results.DX, expected[index].DX);
                Compare.Bits<T>(tallies[index], what + "dx alone", results.DXAlone, expected[index].DXAlone);
                Compare.Bits<T>(tallies[index], what + "dw", results.DW, expected[index].DW);
                Compare.Bits<T>(tallies[index], what + "dw alone", results.DWAlone, expected[index].DWAlone);
                Compare.Bits<T>(tallies[index], what + "db", results.DB, expected[index].DB);
            }
        }
    }
}
