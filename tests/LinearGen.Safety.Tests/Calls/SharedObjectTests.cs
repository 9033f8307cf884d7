using LinearGen.Safety.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Safety.Tests.Calls;

/// <summary>Objects that two threads use at once, against the documentation: numbers are of either state, and every call comes to an answer.</summary>
public sealed class SharedObjectTests(ITestOutputHelper output)
{
    private const double PartOfTheTime = 0.05;

    [Fact]
    public void Calls_of_two_threads_on_the_same_objects_come_to_an_answer() => Rounds.Run(output.WriteLine, fast: 20, PartOfTheTime, random =>
    {
        Chain chain = new();
        chain.Initialize(random);
        Shared shared = new(chain, chain.CreateActivations(70), chain.CreateGradients());
        int one = random.Next();
        int other = random.Next();
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(() => Calls(shared, new Random(one))));
        thread.Start();
        Calls(shared, new Random(other));
        thread.Join();
        Assert.Null(failure);
    });

    private static void Calls(Shared shared, Random random)
    {
        INetwork<float> network = shared.Network;
        for (int call = 0; call < 300; call++)
        {
            int rows = random.Next(3) == 0 ? random.Next(70) : random.Next(3);
            float[] x = new float[rows * Chain.In];
            Outcome.Of(() =>
            {
                switch (random.Next(7))
                {
                    case 0:
                        network.Forward(x, new float[rows * Chain.Out]);
                        break;
                    case 1:
                    case 2:
                        network.Forward(x, shared.Activations);
                        break;
                    case 3:
                    case 4:
                        network.Backward(new float[shared.Activations.Rows * Chain.In], shared.Activations, new float[shared.Activations.Rows * Chain.Out], [], shared.Gradients);
                        break;
                    case 5:
                        network.Initialize(random);
                        break;
                    default:
                        shared.Gradients.Scale(0.5f);
                        break;
                }
            });
        }
    }

    private sealed record Shared(INetwork<float> Network, Activations<float> Activations, ParameterGradients<float> Gradients);
}
