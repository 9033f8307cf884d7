using System.Globalization;
using LinearGen;

// Learns XOR, writes the weights, reads them into another instance and asks that one.
Xor network = new();
network.Initialize(new Random(1));
Trainer<Xor> trainer = new(network, Loss.BinaryCrossEntropy, new Adam(learningRate: 0.05), maxBatch: 4);

float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];
float loss = 0;
for (int step = 0; step < 300; step++)
{
    loss = trainer.Step(x, targets);
}

Safetensors.Save("xor.safetensors", network);
Xor loaded = new();
Safetensors.Load("xor.safetensors", loaded);

float[] logits = new float[4];
loaded.Forward(x, logits);
Console.WriteLine(loaded);
Console.WriteLine(string.Join(' ', logits.Select(logit => logit > 0 ? 1 : 0)));
Console.WriteLine(loss < 0.05f ? "learned" : loss.ToString(CultureInfo.InvariantCulture));

// A layer alone, whose result is known, in double, with more rows than a tile.
Square square = new();
square.SetWeights([.. Enumerable.Range(0, Square.In * Square.Out).Select(i => (double)(i % 7) - 3)]);
double[] rows = [.. Enumerable.Range(0, 19 * Square.In).Select(i => (double)(i % 5) - 2)];
double[] results = new double[19 * Square.Out];
square.Forward(rows, results);
double furthest = 0;
for (int i = 0; i < results.Length; i++)
{
    double sum = 0;
    for (int k = 0; k < Square.In; k++)
    {
        sum += rows[((i / Square.Out) * Square.In) + k] * square[k, i % Square.Out];
    }

    furthest = Math.Max(furthest, Math.Abs(sum - results[i]));
}

Console.WriteLine(furthest.ToString(CultureInfo.InvariantCulture));

[LinearLayer(In = 2, Out = 8, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden;

[LinearLayer(In = Hidden.Out, Out = 1, Bias = true)]
internal sealed partial class Head;

[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Xor;

[LinearLayer(In = 33, Out = 33, Precision = Precision.Double)]
internal sealed partial class Square;
