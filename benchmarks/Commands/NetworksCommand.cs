using LinearGen.Benchmarks.Networks;
using LinearGen.Benchmarks.Networks.Contenders;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Small networks beside other software, forward and in training.</summary>
internal static class NetworksCommand
{
    private static readonly int[] Batches = [8, 32, 256];

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        // Many short rounds in several passes: on a busy machine some of them are undisturbed.
        RoundSettings settings = options.Quick ? RoundSettings.Quick : new(40_000, MinRounds: 9, MaxRounds: 4001, BudgetMilliseconds: 4_000);
        int passes = options.Quick ? 1 : 3;
        NetPeers peers = NetPeers.Find(options);
        int[] batches = [.. options.Rows ?? Batches];
        ProgressBar progress = new((Net.All.Count * (2 + batches.Length)) + 5);
        Ceilings ceilings = new();
        List<ForwardResult> rows = [.. Net.All.Append(Net.Tame).Select(net => Done($"{net}", () => ForwardResult.Measure(net, 1, peers.Rows, settings, passes)))];
        List<ForwardResult> chains = [.. Net.All.Select(net => Done($"{net} chained", () => ForwardResult.Measure(net, 1, [new FusedNet(chained: true), new LayeredNet(chained: true)], settings, passes)))];
        List<ForwardResult> batchResults = [.. from net in Net.All from count in batches select Done($"{net} × {count}", () => ForwardResult.Measure(net, count, peers.Batches, settings, passes))];
        DigitsTraining training = new(settings with { BudgetMilliseconds = 2 * settings.BudgetMilliseconds });
        IReadOnlyList<(string Name, double[] Times)> parts = Done("training", training.Measure);
        int steps = options.Quick ? 10_000 : 1_000_000;
        long bytes = Done("allocation", () => training.Allocated(steps));
        Torch? torch = Done("torch", () => options.Native ? Torch.Measure(options.Quick ? 50 : 1000, DigitsTraining.Batches) : null);
        double[][] wide = Done("wide", () => WideTraining.Measure(settings with { TurnNanoseconds = 1_000_000 }));
        ceilings.Measure();
        return new NetworksReport(peers, rows, chains, batchResults, parts, torch, (steps, bytes), wide, ceilings).Text();

        T Done<T>(string what, Func<T> measure)
        {
            progress.Show(what);
            ceilings.Measure();
            T result = measure();
            progress.Step();
            return result;
        }
    }
}
