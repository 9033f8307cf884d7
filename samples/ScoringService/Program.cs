using System.Globalization;
using System.Text;
using ScoringService;
using ScoringService.LoadTest;

// Numbers look alike in every country.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args.Contains(LoadTestOptions.Switch))
{
    Console.OutputEncoding = Encoding.UTF8;
    return await LoadTestCommand.Run(args);
}

await using WebApplication app = await ServiceHost.Build(args);
await app.RunAsync();
return 0;
