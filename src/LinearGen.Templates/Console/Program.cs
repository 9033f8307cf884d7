using System.Diagnostics;
using Company.Network_1;
using LinearGen;

// Declare: the network is in SpiralClassifier.cs. Its weights are zero until they are drawn or loaded.
SpiralClassifier network = new();
network.Initialize(new Random(1));
Console.WriteLine(network);

// Train: all rows again and again, until the loss of the validation rows has not fallen for 30 epochs. The best weights are kept.
// For rows in a file: TrainingData.ReadCsv<float>("rows.csv", new CsvOptions { Label = "class" }).
Trainer<SpiralClassifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(learningRate: 0.01), maxBatch: 32);
TrainingHistory history = trainer.Fit(
    Spirals(points: 2000, seed: 1),
    new FitOptions { Epochs = 200, Patience = 30, Validation = Spirals(points: 500, seed: 2), Seed = 1 });
Console.WriteLine($"Trained {history.Epochs.Count} epochs in {history.Epochs[^1].Elapsed.TotalSeconds:F1} s; epoch {history.Best.Number} was the best");

// Evaluate: on points that were not used so far.
var metrics = (ClassMetrics)trainer.Evaluate(Spirals(points: 500, seed: 3));
Console.WriteLine($"Accuracy: {metrics.Accuracy:P1}");

// Save and load: PyTorch reads the file too.
Safetensors.Save("spirals.safetensors", network);
SpiralClassifier loaded = new();
Safetensors.Load("spirals.safetensors", loaded);

// Predict: one row or many in a call, one after the other in memory. Nothing is allocated.
float[] point = [0.5f, 0.1f];
float[] scores = new float[SpiralClassifier.Out];
loaded.Forward(point, scores);
Console.WriteLine($"({string.Join("; ", point)}) lies on spiral {(scores[0] > scores[1] ? 0 : 1)}");

// Time: build in Release for it, `dotnet run -c Release`.
const int Calls = 1_000_000;
Stopwatch watch = Stopwatch.StartNew();
for (int call = 0; call < Calls; call++)
{
    loaded.Forward(point, scores);
}

Console.WriteLine($"A prediction takes {watch.Elapsed.TotalNanoseconds / Calls:F0} ns");

// Points on two spirals that wind around each other, and the spiral of each.
static TrainingData<float> Spirals(int points, int seed)
{
    Random random = new(seed);
    float[] x = new float[points * SpiralClassifier.In];
    int[] labels = new int[points];
    for (int n = 0; n < points; n++)
    {
        labels[n] = n % 2;
        float turns = random.NextSingle() * 1.5f;
        (float sin, float cos) = MathF.SinCos(((turns + (labels[n] / 2f)) * MathF.Tau) + ((random.NextSingle() - 0.5f) * 0.4f));
        (x[2 * n], x[(2 * n) + 1]) = (turns * cos, turns * sin);
    }

    return new TrainingData<float>(x, SpiralClassifier.In, labels);
}
