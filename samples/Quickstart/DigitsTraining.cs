using System.Numerics.Tensors;
using LinearGen;
using Samples.Shared;

namespace Quickstart;

/// <summary>64 pixels in, a score for each of the ten digits out.</summary>
[LinearLayer(In = Digit.Side * Digit.Side, Out = 10, Bias = true)]
internal sealed partial class DigitClassifier;

/// <summary>Softmax regression on handwritten digits, as small as training gets: one layer, a loss, an optimiser.</summary>
internal static class DigitsTraining
{
    private const int Seed = 1;
    private const int BatchSize = 32;
    private const int Epochs = 30;
    private const double RequiredAccuracy = 0.88;

    public static bool Run()
    {
        Digit[] training = Digit.Load("digits-train.csv");
        Digit[] test = Digit.Load("digits-test.csv");

        Random random = new(Seed);
        DigitClassifier classifier = new();
        classifier.Initialize(random);
        Console.WriteLine($"{classifier}: trained on {training.Length} handwritten digits, tested on {test.Length} others");
        Console.WriteLine();

        Trainer<DigitClassifier> trainer = new(
            classifier, Loss.SoftmaxCrossEntropy, new Sgd(learningRate: 0.05, momentum: 0.9), maxBatch: BatchSize);
        float[] x = new float[BatchSize * DigitClassifier.In];
        int[] labels = new int[BatchSize];
        ProgressLine progress = new();
        int[] predictions = [];
        double accuracy = 0;

        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            string name = $"epoch {epoch,2}/{Epochs}";
            double loss = 0;
            random.Shuffle(training);
            for (int start = 0; start < training.Length; start += BatchSize)
            {
                int rows = Math.Min(BatchSize, training.Length - start);
                Digit.CopyTo(training.AsSpan(start, rows), x, labels);
                loss += rows * trainer.Step(x.AsSpan(0, rows * DigitClassifier.In), labels.AsSpan(0, rows));
                progress.Update(name, (epoch - 1 + ((double)start / training.Length)) / Epochs);
            }

            predictions = Predict(classifier, test);
            accuracy = predictions.Zip(test).Count(pair => pair.First == pair.Second.Label) / (double)test.Length;
            progress.Finish(name, (double)epoch / Epochs, $"loss {loss / training.Length:0.0000}   test accuracy {accuracy:0.000}");
        }

        Console.WriteLine();
        Show(test, predictions);

        bool ok = accuracy >= RequiredAccuracy;
        Console.WriteLine($"Test accuracy {accuracy:0.000}, {(ok ? "at least" : "BELOW")} the required {RequiredAccuracy}");
        Console.WriteLine();
        return ok;
    }

    /// <summary>For each digit the class with the highest score; one call for all rows.</summary>
    private static int[] Predict(DigitClassifier classifier, Digit[] digits)
    {
        float[] x = new float[digits.Length * DigitClassifier.In];
        float[] scores = new float[digits.Length * DigitClassifier.Out];
        Digit.CopyTo(digits, x, new int[digits.Length]);
        classifier.Forward(x, scores);
        return [.. digits.Select((_, row) => TensorPrimitives.IndexOfMax<float>(scores.AsSpan(row * DigitClassifier.Out, DigitClassifier.Out)))];
    }

    /// <summary>Draws three digits that were read right and the first one that was not, if there is one.</summary>
    private static void Show(Digit[] digits, int[] predictions)
    {
        (Digit Digit, int Prediction)[] all = [.. digits.Zip(predictions)];
        DigitPrinter.Print(
        [
            .. all.Where(pair => pair.Digit.Label == pair.Prediction).Take(3),
            .. all.Where(pair => pair.Digit.Label != pair.Prediction).Take(1),
        ]);
    }
}
