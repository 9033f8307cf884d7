using System.Globalization;

namespace LinearGen;

/// <summary>One pass over all rows of a <see cref="Trainer{TNetwork, T}.Fit"/>.</summary>
/// <param name="Number">1, 2 …</param>
/// <param name="Loss">The mean loss over the rows, each measured before the step that it was part of.</param>
/// <param name="ValidationLoss">The mean loss over the validation rows after the epoch; null without any.</param>
/// <param name="ValidationAccuracy">The share of validation rows whose class is found; null without labels or validation.</param>
/// <param name="LearningRate">The trainer's learning rate during the epoch, before its schedule.</param>
/// <param name="IsBest">Whether no epoch before had as small a loss, by the validation rows if there are any.</param>
/// <param name="Elapsed">Time since training began.</param>
public sealed record Epoch(int Number, double Loss, double? ValidationLoss, double? ValidationAccuracy, double LearningRate, bool IsBest, TimeSpan Elapsed);

/// <summary>Why a <see cref="Trainer{TNetwork, T}.Fit"/> came to its end.</summary>
public enum FitEnd
{
    /// <summary>All epochs were completed.</summary>
    AllEpochs = 0,

    /// <summary>The loss had not become better for <see cref="FitOptions.Patience"/> epochs.</summary>
    NoImprovement = 1,
}

/// <summary>The epochs of a <see cref="Trainer{TNetwork, T}.Fit"/>.</summary>
/// <param name="Epochs">In their order, one or more.</param>
/// <param name="Best">The one with the smallest loss.</param>
/// <param name="End">Why there are no more.</param>
public sealed record TrainingHistory(IReadOnlyList<Epoch> Epochs, Epoch Best, FitEnd End)
{
    /// <summary>Writes the epochs as comma-separated values, one line each under a line of names, for a spreadsheet or a plot.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path)
    {
        using StreamWriter writer = new(path);
        SaveCsv(writer);
    }

    /// <summary>Writes the epochs as comma-separated values.</summary>
    /// <param name="writer">Takes the text.</param>
    public void SaveCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine("epoch,loss,validation_loss,validation_accuracy,learning_rate,is_best,seconds");
        foreach (Epoch epoch in Epochs)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{epoch.Number},{epoch.Loss:R},{epoch.ValidationLoss:R},{epoch.ValidationAccuracy:R},{epoch.LearningRate:R},{(epoch.IsBest ? "true" : "false")},{epoch.Elapsed.TotalSeconds:F3}"));
        }
    }
}
