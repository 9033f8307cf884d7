using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DataParallel.Rows;
using LinearGen;
using LinearGen.Mpi;

namespace DataParallel;

/// <summary>Training on this rank: the same program on all of them.</summary>
internal sealed class Training : IDisposable
{
    private const int StepsOfAReport = 100;
    private const int ValidationRows = 4096;

    private readonly MpiSession _session;
    private readonly TrainingOptions _options;
    private readonly IRows _rows;
    private readonly int _firstOfShare;
    private readonly float[] _x;
    private readonly float[] _targets;

    /// <summary>Prepares it. All ranks do, together.</summary>
    public Training(MpiSession session, TrainingOptions options, Func<IGradientExchange<float>, IGradientExchange<float>>? decorate = null)
    {
        _session = session;
        _options = options;
        _rows = OpenRows();

        // All ranks begin with the same parameters, since they draw them from the same seed.
        CartModel network = new();
        network.Initialize(new Random(1));
        IGradientExchange<float> exchange = session.CreateExchange<float>(options.IsOrdered);
        Trainer = new(network, Loss.MeanSquared, new Adam(2e-3), maxBatch: options.Batch)
        {
            Threads = options.Threads,
            Schedule = LearningRateSchedule.Cosine(options.Steps),
            MaxGradientNorm = 1,
            Exchange = decorate is null ? exchange : decorate(exchange),
        };

        // Of a batch, each rank reads and computes these rows.
        (_firstOfShare, int rows) = Trainer.ShareOf(options.Batch).GetOffsetAndLength(options.Batch);
        _x = new float[rows * CartModel.In];
        _targets = new float[rows * CartModel.Out];
    }

    /// <summary>The trainer of this rank.</summary>
    public Trainer<CartModel> Trainer { get; }

    /// <summary>Trains to the end, from a checkpoint if there is one.</summary>
    public void Run()
    {
        Resume();
        long before = Trainer.Steps, reported = before;
        long started = Stopwatch.GetTimestamp();
        float loss = 0;
        while (Trainer.Steps < _options.Steps)
        {
            loss = Step();
            if (Trainer.Steps % StepsOfAReport == 0 || Trainer.Steps == _options.Steps)
            {
                double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                Print($"step {Trainer.Steps,6}   loss {loss:0.000000}   {(Trainer.Steps - reported) * _options.Batch / seconds:N0} rows/s");
                (reported, started) = (Trainer.Steps, Stopwatch.GetTimestamp());
            }

            if (Trainer.Steps % _options.Every == 0 || Trainer.Steps == _options.Steps)
            {
                Save();
            }
        }

        Report();
    }

    /// <summary>Reads this rank's rows of the next batch and takes a step.</summary>
    /// <returns>The loss of the whole batch.</returns>
    public float Step()
    {
        _rows.Read(FirstRowOf(Trainer.Steps) + _firstOfShare, _x, _targets);
        return Trainer.Step(_x, _targets);
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    /// <summary>The batches of an epoch, whose order differs from epoch to epoch: a function of the step, so that a run that goes on from a checkpoint takes the same.</summary>
    private long FirstRowOf(long step)
    {
        long batches = _options.Rows / _options.Batch;
        (long epoch, long place) = Math.DivRem(step, batches);

        // place → factor·place + epoch, modulo the number of batches: each batch once, as the factor has no divisor in common with it.
        long factor = (2 * epoch) + 1;
        while (GreatestCommonDivisor(factor, batches) != 1)
        {
            factor += 2;
        }

        return (((factor % batches * place) + epoch) % batches) * _options.Batch;

        static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
    }

    private IRows OpenRows()
    {
        if (_options.Data is not { } path)
        {
            return new SimulatedRows();
        }

        if (_session.Rank == 0 && !File.Exists(path))
        {
            Print($"writing {_options.Rows:N0} rows to {path}");
            RowFile.Write(path, _options.Rows, new SimulatedRows());
        }

        _session.Barrier();
        return new RowFile(path, _options.Rows);
    }

    /// <summary>Rank 0 reads the checkpoint, and gives it to all: they need no file system in common.</summary>
    private void Resume()
    {
        byte[] checkpoint = _session.Rank == 0 && File.Exists(_options.Checkpoint) ? File.ReadAllBytes(_options.Checkpoint) : [];
        int[] length = [checkpoint.Length];
        _session.Broadcast<int>(length);
        if (length[0] == 0)
        {
            return;
        }

        Array.Resize(ref checkpoint, length[0]);
        _session.Broadcast<byte>(checkpoint);
        using MemoryStream stream = new(checkpoint);
        Trainer.LoadCheckpoint(stream);
        Print($"goes on after step {Trainer.Steps}");
    }

    /// <summary>All ranks have the same parameters, so one saves. The file is replaced as a whole: whenever a rank is killed, the last checkpoint is good.</summary>
    private void Save()
    {
        if (_options.Checkpoint is { } path && _session.Rank == 0)
        {
            Trainer.SaveCheckpoint(path);
            Print($"saved after step {Trainer.Steps}");
        }
    }

    private void Report()
    {
        if (_session.Rank != 0)
        {
            return;
        }

        // Rows with numbers beyond the data set: none was trained on.
        float[] x = new float[ValidationRows * CartModel.In], targets = new float[ValidationRows * CartModel.Out];
        new SimulatedRows().Read(_options.Rows, x, targets);
        float[] zeros = new float[CartModel.Out * ValidationRows];
        double loss = Trainer.Evaluate(x, targets), ofNothing = Loss.MeanSquared.Compute(zeros, targets, CartModel.Out, new float[zeros.Length]);
        string hash = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(((INetwork<float>)Trainer.Network).Parameters)))[..16];
        Print($"validation: loss {loss:0.000000}, {loss / ofNothing:P2} of what predicting no change gives");
        Print($"parameters {hash}: {(_options.IsOrdered ? "the same for every number of ranks and threads" : "other bits for other numbers of ranks")}");
    }

    private void Print(FormattableString line)
    {
        if (_session.Rank == 0)
        {
            Console.WriteLine(FormattableString.Invariant(line));
        }
    }
}
