using System.Globalization;
using System.Text;
using Quickstart;
using Quickstart.Timings;

// Numbers look alike in every country, and → and × on every terminal.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

bool gradientsAreRight = WorkedExample.Run();
bool digitsAreRecognised = DigitsTraining.Run();
bool resultsAgree = Timing.Run();

return gradientsAreRight && digitsAreRecognised && resultsAgree ? 0 : 1;
