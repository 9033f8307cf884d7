using LinearGen.Safety.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Safety.Tests.Training;

/// <summary>Trainers under calls and callbacks that are drawn at random.</summary>
public sealed class TrainerSafetyTests(ITestOutputHelper output)
{
    private const double PartOfTheTime = 0.2;

    private static readonly string[] s_singles = ["Tiny", "Controller", "Repeated", "Mixed", "Single7x9Bias"];
    private static readonly string[] s_doubles = ["PreciseTiny", "PreciseController", "Double9x7"];

    [Fact]
    public void Callbacks_that_throw_or_call_again_do_not_disturb_a_trainer()
    {
        using Arena<float> single = new();
        using Arena<double> precise = new();
        Rounds.Run(output.WriteLine, fast: 60, PartOfTheTime, random =>
        {
            if (random.Next(2) == 0)
            {
                Run(s_singles, single, random);
            }
            else
            {
                Run(s_doubles, precise, random);
            }
        });
    }

    private static void Run<T>(string[] names, Arena<T> arena, Random random)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new TrainerRound<T>(Catalog.Declared.Get<T>(names[random.Next(names.Length)]), random, arena).Run();
}
