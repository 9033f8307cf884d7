using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using LinearGen.Tool.Timing;

// Arguments: the file of the plan, and the file that the result is written to.
TimingPlan plan = JsonSerializer.Deserialize<TimingPlan>(File.ReadAllText(args[0]))!;
Timed.Model model = Timed.Model.Load();
model.SelfTest();

List<string> notes = [];
#if ONNXRUNTIME
using OnnxRuntimeModel? peer = OnnxRuntimeModel.Open(plan.Graph!, notes);
#endif

Random random = new(1);
List<(int Rows, List<Contender> Contenders)> series = [];
foreach (int rows in plan.Rows)
{
    Element[] x = [.. Enumerable.Range(0, rows * Timed.Model.In).Select(_ => (Element)((2 * random.NextDouble()) - 1))];
    List<Contender> contenders = [new GeneratedContender(model, x, rows)];
#if ONNXRUNTIME
    if (peer?.Prepare(x, rows, contenders[0], notes) is { } prepared)
    {
        contenders.Add(prepared);
    }
#endif
    series.Add((rows, contenders));
}

Rounds.WarmUp([.. series.SelectMany(one => one.Contenders)]);
TimedSeries[] timed = [.. series.SelectMany(one => Rounds.Measure(one.Contenders, one.Rows, plan.Seconds))];
string vectors = Vector512.IsHardwareAccelerated ? "vectors of 512 bits (AVX-512)"
    : Avx2.IsSupported && Fma.IsSupported ? "vectors of 256 bits (AVX2 and FMA)"
    : Vector128.IsHardwareAccelerated ? "vectors of 128 bits" : "no vectors";
TimingResult result = new(RuntimeInformation.FrameworkDescription, vectors, timed, notes);
File.WriteAllText(args[1], JsonSerializer.Serialize(result));
