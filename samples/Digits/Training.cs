using LinearGen;
using Samples.Shared;

namespace Digits;

/// <summary>Trains one classifier: 60 epochs of Adam in mini-batches of 32, the rows in a new order each epoch.</summary>
internal static class Training
{
    public const int Epochs = 60;

    private const int BatchSize = 32;
    private const double LearningRate = 1e-3;

    /// <param name="digits">What to learn from.</param>
    /// <param name="initialize">Sets the first parameters.</param>
    /// <param name="seed">Decides on the first parameters and the order of the rows.</param>
    /// <param name="epochDone">Is told the number of epochs done and the mean loss over the last one.</param>
    /// <returns>The trainer, which evaluates the network too.</returns>
    public static Trainer<Classifier> Run(
        Digit[] digits, Action<Classifier, Random> initialize, int seed, Action<int, double>? epochDone = null)
    {
        Random random = new(seed);
        Classifier classifier = new();
        initialize(classifier, random);
        Trainer<Classifier> trainer = new(classifier, Loss.SoftmaxCrossEntropy, new Adam(LearningRate), maxBatch: BatchSize);

        Digit[] shuffled = [.. digits]; // A copy: no run depends on the order that another left behind.
        float[] x = new float[BatchSize * Classifier.In];
        int[] labels = new int[BatchSize];
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            double loss = 0;
            random.Shuffle(shuffled);
            for (int start = 0; start < shuffled.Length; start += BatchSize)
            {
                int rows = Math.Min(BatchSize, shuffled.Length - start);
                Digit.CopyTo(shuffled.AsSpan(start, rows), x, labels);
                loss += rows * trainer.Step(x.AsSpan(0, rows * Classifier.In), labels.AsSpan(0, rows));
            }

            epochDone?.Invoke(epoch, loss / shuffled.Length);
        }

        return trainer;
    }
}
