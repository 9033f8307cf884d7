using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Networks.Contenders;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Networks;

/// <summary>A network forward, by everybody.</summary>
internal sealed class ForwardResult
{
    /// <summary>Inputs on which everybody is compared with the reference.</summary>
    private const int CheckedInputs = 64;

    /// <summary>
    /// What an output, of about 1, may be off by. Rounding in the sums takes a few 1e-7; the rest is for the tanh of a fast
    /// mathematical library.
    /// </summary>
    private const double Tolerance = 1e-5;

    private readonly Dictionary<string, List<double>> _times = [];

    private ForwardResult(Net net, int rows) => (Net, RowCount) = (net, rows);

    /// <summary>The network.</summary>
    public Net Net { get; }

    /// <summary>Rows of a call.</summary>
    public int RowCount { get; }

    /// <summary>The greatest absolute error of each, in order of appearance.</summary>
    public Dictionary<string, double> Errors { get; } = [];

    /// <summary>Those that computed something else, and were not timed.</summary>
    public IEnumerable<string> Wrong => Errors.Keys.Where(name => !IsRight(name));

    /// <summary>Those that were timed.</summary>
    public IEnumerable<string> Names => _times.Keys;

    /// <summary>Compares everybody with the reference, then with one another.</summary>
    /// <param name="net">The network.</param>
    /// <param name="rows">Rows of a call.</param>
    /// <param name="contenders">Who takes part.</param>
    /// <param name="settings">How long.</param>
    /// <param name="passes">Over how many passes, each with memory allocated anew.</param>
    public static ForwardResult Measure(Net net, int rows, IReadOnlyList<INetContender> contenders, RoundSettings settings, int passes)
    {
        ForwardResult result = new(net, rows);
        for (int pass = 0; pass < passes; pass++)
        {
            NetProblem problem = new(net, rows);
            Dictionary<string, Work> works = contenders.ToDictionary(contender => contender.Name, contender => contender.Prepare(problem));
            if (pass == 0)
            {
                result.Verify(problem, works);
                WarmUp.Run([.. works.Values.Select(work => work.Run)]);
            }

            string[] right = [.. works.Keys.Where(result.IsRight)];
            double[][] times = PairedRounds.Measure([.. right.Select(name => works[name].Run)], settings);
            foreach ((string name, double[] rounds) in right.Zip(times))
            {
                result._times.TryAdd(name, []);
                result._times[name].AddRange(rounds);
            }
        }

        return result;
    }

    /// <summary>The least nanoseconds per call; NaN for who was not timed.</summary>
    public double Minimum(string name) => _times.TryGetValue(name, out List<double>? times) ? times.Min() : double.NaN;

    /// <summary>The median.</summary>
    public double Median(string name) => _times.TryGetValue(name, out List<double>? times) ? Statistics.Median(times) : double.NaN;

    /// <summary>How many times as long as ours a contender took, round by round.</summary>
    public Estimate Ratio(string name) => _times.TryGetValue(name, out List<double>? times) && _times.TryGetValue(FusedNet.OurName, out List<double>? ours)
        ? Statistics.Ratio(times, ours)
        : new(double.NaN, double.NaN, double.NaN);

    private bool IsRight(string name) => Errors[name] <= Tolerance;

    private void Verify(NetProblem problem, Dictionary<string, Work> works)
    {
        float[] y = new float[problem.RowCount * problem.Net.Out];
        foreach (string name in works.Keys)
        {
            Errors.Add(name, 0);
        }

        // The last are those that are timed.
        for (int seed = CheckedInputs; seed > 0; seed--)
        {
            problem.DrawInputs(seed);
            double[] reference = problem.Reference();
            foreach ((string name, Work work) in works)
            {
                problem.DrawInputs(seed); // Again, since calls that are chained write to them.
                y.AsSpan().Fill(float.NaN);
                work.Run(1);
                work.Read(y);
                for (int k = 0; k < y.Length; k++)
                {
                    double error = Math.Abs(y[k] - reference[k]);
                    Errors[name] = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(Errors[name], error);
                }
            }
        }

        foreach (string name in Wrong)
        {
            Console.Error.WriteLine($"WRONG: {name}, {Net}, {RowCount} rows: off by {Errors[name]:G3}");
        }
    }
}
