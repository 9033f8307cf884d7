using ScoringService.Model;

namespace ScoringService.LoadTest;

/// <summary><c>--load-test</c> on the command line.</summary>
internal static class LoadTestCommand
{
    /// <returns>0 if all replies were right; 1 if not; 2 if the command line is wrong.</returns>
    public static async Task<int> Run(string[] args)
    {
        LoadTestOptions options;
        try
        {
            options = LoadTestOptions.Parse(args);
        }
        catch (ArgumentException mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Message);
            return 2;
        }

        Console.WriteLine(
            $"{new DigitsModel()} behind HTTP on loopback: {options.Duration.TotalSeconds:0} s; connections: {options.Connections}; "
            + $"processors: {Environment.ProcessorCount}, shared with the clients");
        if (options.PlantFault)
        {
            Console.WriteLine("Planted fault: weights are loaded into the instance that is being used.");
        }

        Console.WriteLine();
        LoadReport report = await LoadRun.Run(options);
        report.Print(Console.Out);
        return report.IsProof ? 0 : 1;
    }
}
