using LinearGen.Safety.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Safety.Tests.Calls;

/// <summary>Layers and networks under calls that are drawn at random.</summary>
public sealed class NetworkSafetyTests(ITestOutputHelper output)
{
    /// <summary>Classes of more parameters would cost the reference most of the time.</summary>
    private const int MostParameters = 4000;

    private const double PartOfTheTime = 0.6;

    [Fact]
    public void Right_calls_give_right_results_and_wrong_calls_are_refused_and_change_nothing()
    {
        Subject<float>[] singles = Of<float>();
        Subject<double>[] doubles = Of<double>();
        using Arena<float> single = new();
        using Arena<double> precise = new();
        Rounds.Run(output.WriteLine, fast: 150, PartOfTheTime, random =>
        {
            if (random.Next(2) == 0)
            {
                Run(singles, single, random);
            }
            else
            {
                Run(doubles, precise, random);
            }
        });
    }

    private static Subject<T>[] Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Catalog.Declared.Of<T>().Where(subject => subject.ParameterCount <= MostParameters)];

    private static void Run<T>(Subject<T>[] subjects, Arena<T> arena, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int one = random.Next(subjects.Length);
        int other = (one + random.Next(1, subjects.Length)) % subjects.Length;
        new NetworkRound<T>(subjects[one], subjects[other], random, arena).Run();
    }
}
