namespace DataParallel;

/// <summary>How to train.</summary>
internal sealed record TrainingOptions
{
    /// <summary>The number of steps in all, those before a checkpoint included.</summary>
    public required int Steps { get; init; }

    /// <summary>Rows of a batch, of all ranks together.</summary>
    public required int Batch { get; init; }

    /// <summary>Rows of the data set, which training passes over again and again.</summary>
    public required long Rows { get; init; }

    /// <summary>Threads of each rank.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether gradients are summed in the order of one tree.</summary>
    public required bool IsOrdered { get; init; }

    /// <summary>The file that rows are read from; null if they are simulated.</summary>
    public string? Data { get; init; }

    /// <summary>The file to go on from, if it is there, and to save to; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>After how many steps rank 0 saves.</summary>
    public required int Every { get; init; }
}
