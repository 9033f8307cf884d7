using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ahead;

// Before anything else, so that the first answer's time has everything in it that a caller would wait for.
long begun = Stopwatch.GetTimestamp();
Classifier network = new();
network.Initialize(new Random(1));
float[] x = new float[Classifier.In], y = new float[Classifier.Out];
x.AsSpan().Fill(0.5f);
network.Forward(x, y);
TimeSpan answered = Stopwatch.GetElapsedTime(begun);

// Numbers look alike in every country, and → on every terminal.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
Console.WriteLine($"{network}: the answer is {Array.IndexOf(y, y.Max())}");
Console.WriteLine($"first answer after: {answered.TotalMilliseconds:0.000} ms");

if (args is ["--times"])
{
    Times.Print();
}
else if (args.Length > 0)
{
    Console.Error.WriteLine("Usage: Ahead [--times]");
    return 2;
}

return 0;
