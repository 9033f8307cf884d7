using LinearGen;
using Samples.Shared;
using ScoringService.Model;
using ScoringService.Serving;

namespace ScoringService.LoadTest;

/// <summary>A model that the client has itself: a file, and an instance of its own that it loaded from there.</summary>
/// <param name="Path">The file.</param>
/// <param name="Fingerprint">What the service must call it.</param>
/// <param name="Network">The client's instance.</param>
internal sealed record KnownModel(string Path, string Fingerprint, DigitsModel Network);

/// <summary>The models that take turns: the imported one and later states of its training.</summary>
internal static class KnownModels
{
    private const int LaterStates = 2;
    private const int Epochs = 2;
    private const int BatchSize = 32;

    /// <param name="folder">Where to write the files.</param>
    public static KnownModel[] Make(string folder)
    {
        DigitsModel imported = DigitsModel.Load(ServiceOptions.ImportedModelPath);
        Digit[] digits = Digit.Load("digits-train.csv");
        return [.. Enumerable.Range(0, 1 + LaterStates).Select(k => Write(Path.Combine(folder, $"state{k}.safetensors"), k == 0 ? imported : TrainOn(imported, digits, seed: k)))];
    }

    private static KnownModel Write(string path, DigitsModel network)
    {
        Safetensors.Save(path, network);
        DigitsModel own = DigitsModel.Load(path);
        return new KnownModel(path, Fingerprint.Of(own), own);
    }

    /// <summary>Goes on with the training of a copy. All weights that a digit can reach change, in both layers.</summary>
    private static DigitsModel TrainOn(DigitsModel from, Digit[] digits, int seed)
    {
        DigitsModel network = new();
        network.CopyFrom(from);
        Trainer<DigitsModel> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(learningRate: 1e-3), BatchSize);
        Digit[] shuffled = [.. digits];
        Random random = new(seed);
        float[] x = new float[BatchSize * DigitsModel.In];
        int[] labels = new int[BatchSize];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(shuffled);
            for (int start = 0; start + BatchSize <= shuffled.Length; start += BatchSize)
            {
                Digit.CopyTo(shuffled.AsSpan(start, BatchSize), x, labels);
                trainer.Step(x, labels);
            }
        }

        return network;
    }
}
