using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LinearGen.Benchmarks.Networks;

/// <summary>What the training step takes in PyTorch, which times its own loop in a child process: on one thread, on the same processor as this one.</summary>
/// <param name="Name">Its version, and which form of Adam was the faster.</param>
/// <param name="Minimum">Nanoseconds of a step, the best of rounds of some.</param>
/// <param name="Median">Their median.</param>
internal sealed record Torch(string Name, double Minimum, double Median)
{
    /// <summary>Python programs that may have it: the one on the PATH, or the one that Debian's package belongs to.</summary>
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    // No .item(), which would only cost it time. Both forms of Adam, of which the better counts.
    private const string Script = """
        import statistics, sys, time
        import torch

        rounds, batches, rows = int(sys.argv[1]), int(sys.argv[2]), 32
        torch.set_num_threads(1)
        torch.manual_seed(1)
        loss = torch.nn.CrossEntropyLoss()
        xs = [torch.rand(rows, 64) * 2 - 1 for _ in range(batches)]
        labels = [torch.randint(10, (rows,)) for _ in range(batches)]
        best = None
        for form in (dict(), dict(foreach=True)):
            net = torch.nn.Sequential(torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
            adam = torch.optim.Adam(net.parameters(), **form)
            times = []
            for turn in range(rounds + 20):
                start = time.perf_counter_ns()
                for step in range(10):
                    k = (10 * turn + step) % batches
                    adam.zero_grad(set_to_none=True)
                    loss(net(xs[k]), labels[k]).backward()
                    adam.step()
                times.append((time.perf_counter_ns() - start) / 10)
            times = times[20:]
            if best is None or min(times) < best[0]:
                best = min(times), statistics.median(times), 'foreach' if form else 'default'
        print(torch.__version__, best[2], best[0], best[1])
        """;

    /// <summary>Measures.</summary>
    /// <param name="rounds">Rounds of ten steps.</param>
    /// <param name="batches">Batches that take turns.</param>
    /// <returns>Null without PyTorch.</returns>
    public static Torch? Measure(int rounds, int batches) =>
        Interpreters.Select(interpreter => Run(interpreter, rounds, batches)).FirstOrDefault(torch => torch is not null);

    private static Torch? Run(string interpreter, int rounds, int batches)
    {
        try
        {
            string[] arguments = ["-c", Script, rounds.ToString(CultureInfo.InvariantCulture), batches.ToString(CultureInfo.InvariantCulture)];
            using Process process = Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string[] words = process.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode == 0 && words.Length == 4
                ? new Torch($"torch {words[0]} (Adam: {words[1]})", double.Parse(words[2], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture))
                : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
