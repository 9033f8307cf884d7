using System.Globalization;
using System.Text;
using ControlLoop;

const int Seed = 1;
const int Periods = 5;
const double RequiredImprovement = 10;

// Numbers look alike in every country, and → and µ on every terminal.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

// The JIT compiles a method at its first call; no tick should wait for that. Warmup compiles the network's kernels, a
// rehearsal with another arm and another network the rest of a tick; a second rehearsal is measured.
InverseModel.Warmup();
new Simulation(Seed, 2 * Simulation.TicksPerPeriod).Run(clock: null);
Simulation rehearsal = new(Seed, 2 * Simulation.TicksPerPeriod);
rehearsal.Run(clock: null);

Console.WriteLine($"{new InverseModel()}: learns to move an arm, {Periods * Swing.Period} s at {Simulation.Rate} Hz");
Console.WriteLine();

Simulation simulation = new(Seed, Periods * Simulation.TicksPerPeriod);
FixedRate clock = new(Simulation.Rate);
int collections = GC.CollectionCount(0);
long before = GC.GetAllocatedBytesForCurrentThread();
simulation.Run(clock);
long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
collections = GC.CollectionCount(0) - collections;

for (int period = 0; period < Periods; period++)
{
    string what = period == 0 ? "feedback alone" : "with the network, which learns";
    Console.WriteLine($"   {period * Swing.Period,2} … {(period + 1) * Swing.Period,2} s   error {1000 * simulation.Error(period),6:0.0} mrad   {what}");
}

double improvement = simulation.Error(0) / simulation.Error(Periods - 1);
bool learned = improvement >= RequiredImprovement;
Console.WriteLine();
Console.WriteLine($"After learning the error is {improvement:0} times smaller, {(learned ? "at least" : "LESS THAN")} the required {RequiredImprovement}");
Console.WriteLine();

// Ticks without the network are shorter, so that the first period does not count.
ReadOnlySpan<long> work = simulation.Work[Simulation.TicksPerPeriod..];
Console.WriteLine($"Work per tick (forward, training step, arm) over {work.Length} ticks");
Console.WriteLine();
Histogram.PrintBars(work);
Console.WriteLine();
Histogram.PrintPercentiles("work per tick", work);

// After a wait caches are cold and the processor's clock may be low; ticks that follow one another do not pay for that.
Histogram.PrintPercentiles("rehearsed, no waiting", rehearsal.Work[Simulation.TicksPerPeriod..]);
Histogram.PrintPercentiles("begun too late by", simulation.Lateness);
Console.WriteLine();
Console.WriteLine($"In the loop: {collections} garbage collections, {allocated} bytes allocated");

return learned && collections == 0 && allocated == 0 ? 0 : 1;
