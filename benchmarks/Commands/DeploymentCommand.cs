using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Benchmarks.Deployment;
using LinearGen.Benchmarks.Reports;

namespace LinearGen.Benchmarks.Commands;

/// <summary>
/// samples/Ahead, published in several ways: how large it is, how soon it answers, how fast it is afterwards. Processes of all ways
/// take turns, so that what disturbs the machine disturbs all alike; of each figure the least counts.
/// </summary>
internal static class DeploymentCommand
{
    private const string FirstAnswer = "first answer after";
    private const string WholeRun = "whole run";

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        int starts = options.Quick ? 5 : 20;
        int rounds = options.Quick ? 2 : 7;
        DirectoryInfo parent = Directory.CreateTempSubdirectory("lineargen-deployment-");
        try
        {
            List<Measured> all = Publish(parent.FullName, out string failures);
            ProgressBar progress = new(starts + rounds);
            for (int start = 0; start < starts; start++)
            {
                progress.Show("starts");
                all.ForEach(measured => measured.Take());
                progress.Step();
            }

            for (int round = 0; round < rounds; round++)
            {
                progress.Show("times");
                all.ForEach(measured => measured.Take("--times"));
                progress.Step();
            }

            return Report(all, starts, rounds) + failures;
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    private static List<Measured> Publish(string parent, out string failures)
    {
        StringBuilder missing = new();
        List<Measured> all = [];
        foreach (Publication publication in Publication.All)
        {
            Console.Error.WriteLine($"Publishing: {publication.Name}");
            if (publication.Publish(parent, RuntimeInformation.RuntimeIdentifier, out string reason) is { } folder)
            {
                all.Add(new(publication, folder));
            }
            else
            {
                Console.Error.WriteLine($"{publication.Name} was not published: {reason}");
                missing.Append(CultureInfo.InvariantCulture, $"\n{publication.Name} could not be published here.\n");
            }
        }

        failures = missing.ToString();
        return all;
    }

    private static string Report(List<Measured> all, int starts, int rounds)
    {
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"samples/Ahead, published in several ways. Least of {starts} starts, and of {rounds} processes for times; processes of all ways took turns.\n\n"));
        text.AppendLine(Format.Head("Published as", "for", "size on disk", "first answer after Main began", "whole process"));
        foreach (Measured measured in all)
        {
            text.AppendLine(Format.Row([
                measured.Publication.Name,
                measured.Publication.Framework,
                string.Create(CultureInfo.InvariantCulture, $"{measured.Size / 1e6:0.0} MB"),
                string.Create(CultureInfo.InvariantCulture, $"{measured.Least[FirstAnswer]:0.00} ms"),
                string.Create(CultureInfo.InvariantCulture, $"{measured.Least[WholeRun]:0} ms")]));
        }

        text.Append("\nns per call; in brackets the quotient by the first column.\n\n");
        text.AppendLine(Format.Head(["Forward", .. all.Select(measured => measured.Publication.Name)]));
        foreach (string what in all[0].Least.Keys.Where(name => name is not (FirstAnswer or WholeRun)))
        {
            double basis = all[0].Least[what];
            text.AppendLine(Format.Row([what, .. all.Select((measured, i) => i == 0
                ? Format.Nanoseconds(basis)
                : $"{Format.Nanoseconds(measured.Least[what])} ({Format.Ratio(measured.Least[what] / basis)})")]));
        }

        return text.ToString();
    }

    /// <summary>A published program and the least of what was measured of it.</summary>
    private sealed class Measured(Publication publication, string folder)
    {
        public Publication Publication => publication;

        public Dictionary<string, double> Least { get; } = [];

        /// <summary>Bytes of all files.</summary>
        public long Size { get; } = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);

        /// <summary>Runs it once.</summary>
        public void Take(params string[] arguments)
        {
            (int exitCode, string output, double milliseconds) = Publication.Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "Ahead.exe" : "Ahead"), arguments);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"{publication.Name} ended with {exitCode}: {output}");
            }

            if (arguments.Length == 0)
            {
                Keep(WholeRun, milliseconds);
            }

            // Lines "what: figure", perhaps with a unit, behind a line that says what it is.
            foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                string[] parts = line.Split(": ");
                Keep(parts[0], double.Parse(parts[1].Split(' ')[0], CultureInfo.InvariantCulture));
            }
        }

        private void Keep(string what, double value) => Least[what] = Math.Min(value, Least.GetValueOrDefault(what, double.MaxValue));
    }
}
