using LinearGen;
using Samples.Shared;

namespace Pictures;

/// <summary>Two networks that learn from the handwritten digits: a classification and a regression.</summary>
internal static class Studies
{
    private const int HalfPixels = Digit.Side * Digit.Side / 2;

    /// <summary>Learns which digit a picture shows; a fifth of the rows is for validation.</summary>
    public static (Trainer<Classifier> Trainer, TrainingHistory History) LearnDigits(Digit[] digits)
    {
        (TrainingData<float> train, TrainingData<float> valid) = Labelled(digits).Split(0.8, seed: 1);
        Classifier network = new();
        network.Initialize(new Random(1));
        Trainer<Classifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(learningRate: 1e-3), maxBatch: 32);
        return (trainer, trainer.Fit(train, new FitOptions { Epochs = 60, Validation = valid, Seed = 1 }));
    }

    /// <summary>Learns how much ink the lower half of a picture has, by its upper half.</summary>
    public static Trainer<Completion> LearnLowerHalves(Digit[] digits)
    {
        (TrainingData<float> train, TrainingData<float> valid) = Halves(digits).Split(0.8, seed: 1);
        Completion network = new();
        network.Initialize(new Random(1));
        network.Ink.Fit(train.Targets);
        Trainer<Completion> trainer = new(network, Loss.Huber(1), new Adam(learningRate: 1e-3), maxBatch: 32);
        trainer.Fit(train, new FitOptions { Epochs = 200, Validation = valid, Patience = 20, Seed = 1 });
        return trainer;
    }

    /// <summary>Pictures with the digits that they show.</summary>
    public static TrainingData<float> Labelled(Digit[] digits) =>
        new([.. digits.SelectMany(digit => digit.Pixels)], Classifier.In, digits.Select(digit => digit.Label).ToArray());

    /// <summary>Upper halves with the ink in the lower ones, where a full pixel counts 1.</summary>
    public static TrainingData<float> Halves(Digit[] digits) =>
        new([.. digits.SelectMany(digit => digit.Pixels[..HalfPixels])], HalfPixels, digits.Select(digit => digit.Pixels[HalfPixels..].Sum()).ToArray(), 1);
}
