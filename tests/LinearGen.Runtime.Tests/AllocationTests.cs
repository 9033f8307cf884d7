using System.Numerics;
using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests;

/// <summary>Calls of generated classes allocate nothing, in Debug builds too, where the compiler makes objects of what it removes in Release.</summary>
public class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(130)]
    public void Passes_allocate_nothing(int rows)
    {
        Check<float>(new Linear23(), rows);
        Check<float>(new Iris(), rows);
        Check<float>(new Digits(), rows);
        Check<float>(new Control(), rows);
        Check<double>(new IrisD(), rows);
        Check<double>(new ControlD(), rows);
    }

    private static void Check<T>(INetwork<T> network, int rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs, _) = network.Shape;
        T[] x = Numbers.Draw<T>(new Random(1), rows * inputs);
        T[] y = new T[rows * outputs];
        T[] dx = new T[rows * inputs];
        Activations<T> activations = network.CreateActivations(rows);
        ParameterGradients<T> gradients = network.CreateGradients();
        network.Initialize(new Random(2));

        Assert.Equal(0, Allocations.Of(() => network.Forward(x, y)));
        Assert.Equal(0, Allocations.Of(() =>
        {
            network.Forward(x, activations);
            network.Backward(x, activations, activations.Output, dx, gradients);
        }));
    }
}
