using LinearGen.Internals;

namespace LinearGen;

/// <summary>The options of <see cref="Trainer{TNetwork, T}.Fit"/>. Every option has a default.</summary>
public sealed record FitOptions
{
    /// <summary>The number of epochs, passes over all rows, 1 or more; 100 by default.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Rows of a step, from 1 to the trainer's MaxBatch, or, with an <see cref="Trainer{TNetwork, T}.Exchange"/>, rows of all ranks together; null, the default, for MaxBatch. The last step of an epoch may have fewer.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Whether the rows are put in another order for each epoch; true by default.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of the random order of the rows: the same seed gives the same bits, with any number of threads.</summary>
    public int Seed { get; init; }

    /// <summary>Rows that are not trained on, by which the best epoch is found; null, the default, for none: the training loss decides then.</summary>
    public TrainingData? Validation { get; init; }

    /// <summary>Epochs without a better loss after which training stops, 1 or more; null, the default, for never.</summary>
    public int? Patience { get; init; }

    /// <summary>The margin by which a loss must be less than the best one to count as better: 0 or more; 0 by default.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Whether the network ends with the parameters of its best epoch; true by default. Otherwise with those of the last.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Epochs without a better loss after which the learning rate is multiplied by <see cref="PlateauFactor"/>, 1 or more; null, the default, for never.</summary>
    public int? PlateauPatience { get; init; }

    /// <summary>The factor of the learning rate on a plateau: above 0 and below 1; 0.1 by default, as PyTorch's <c>ReduceLROnPlateau</c>.</summary>
    public double PlateauFactor { get; init; } = 0.1;

    /// <summary>Throws unless every option is within its range.</summary>
    internal void Check()
    {
        CheckAtLeastOne(Epochs, nameof(Epochs));
        CheckAtLeastOne(BatchSize ?? 1, nameof(BatchSize));
        CheckAtLeastOne(Patience ?? 1, nameof(Patience));
        CheckAtLeastOne(PlateauPatience ?? 1, nameof(PlateauPatience));
        Number.Check(double.IsFinite(MinimumImprovement) && MinimumImprovement >= 0, MinimumImprovement, nameof(MinimumImprovement), "a finite number of 0 or more");
        Number.Check(PlateauFactor is > 0 and < 1, PlateauFactor, nameof(PlateauFactor), "a number above 0 and below 1");
    }

    private static void CheckAtLeastOne(int value, string option) => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, option);
}
