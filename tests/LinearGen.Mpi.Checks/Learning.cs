using System.CommandLine;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinearGen.Mpi.Checks;

/// <summary>Trains a small network over all ranks and prints a hash of its parameters, to be compared between numbers of ranks and threads.</summary>
internal static class Learning
{
    /// <summary>Eight blocks of 64 rows: a share of one block for each of eight ranks.</summary>
    private const int BatchRows = 512;

    /// <summary>The command line.</summary>
    public static Command Command()
    {
        Argument<int> steps = new("steps") { Description = "How many steps there are in all." };
        Option<int> threads = new("--threads") { Description = "Threads of each rank.", DefaultValueFactory = _ => 1 };
        Option<int> batch = new("--batch") { Description = "Rows of a whole batch.", DefaultValueFactory = _ => BatchRows };
        Option<string?> checkpoint = new("--checkpoint") { Description = "A file to go on from, if it is there, and to save to." };
        Option<int> every = new("--every") { Description = "After how many steps rank 0 saves.", DefaultValueFactory = _ => 50 };
        Command command = new("learn", "Trains, and prints a hash of the parameters.") { steps, threads, batch, checkpoint, every };
        command.SetAction(parsed => Run(parsed.GetValue(steps), parsed.GetValue(threads), parsed.GetValue(batch), parsed.GetValue(checkpoint), parsed.GetValue(every)));
        return command;
    }

    private static int Run(int steps, int threads, int batch, string? checkpoint, int every)
    {
        using MpiSession session = MpiSession.Start();
        Student student = new();
        student.Initialize(new Random(5));
        Trainer<Student> trainer = new(student, Loss.MeanSquared, new Adam(1e-3), maxBatch: batch) { Threads = threads, MaxGradientNorm = 1, Exchange = session.CreateExchange<float>() };
        if (File.Exists(checkpoint))
        {
            trainer.LoadCheckpoint(checkpoint);
            Console.WriteLine(Invariant($"rank {session.Rank} goes on after {trainer.Steps} steps"));
        }

        Console.WriteLine(Invariant($"rank {session.Rank} is process {Environment.ProcessId}"));
        (int start, int rows) = trainer.ShareOf(batch).GetOffsetAndLength(batch);
        float[] x = new float[rows * Student.In], targets = new float[rows * Student.Out];
        float loss = 0;
        while (trainer.Steps < steps)
        {
            for (int row = 0; row < rows; row++)
            {
                Make((trainer.Steps * batch) + start + row, x.AsSpan(row * Student.In, Student.In), targets.AsSpan(row * Student.Out, Student.Out));
            }

            loss = trainer.Step(x, targets);
            if (checkpoint is not null && session.Rank == 0 && trainer.Steps % every == 0)
            {
                trainer.SaveCheckpoint(checkpoint);
                Console.WriteLine(Invariant($"saved after {trainer.Steps} steps"));
            }
        }

        // Loss and all parameters, on each rank.
        byte[] bytes = [.. BitConverter.GetBytes(loss), .. MemoryMarshal.AsBytes(((INetwork<float>)student).Parameters)];
        Console.WriteLine(Invariant($"rank {session.Rank} of {session.Count}: loss {loss:0.000}, hash {Convert.ToHexString(SHA256.HashData(bytes))}"));
        return 0;
    }

    /// <summary>A row of the data set is a function of its number.</summary>
    private static void Make(long number, Span<float> x, Span<float> targets)
    {
        Random random = new((int)(number * 2_654_435_761 % int.MaxValue));
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = random.NextSingle() - 0.5f;
        }

        for (int o = 0; o < targets.Length; o++)
        {
            targets[o] = MathF.Sin(3 * x[o]) + (x[o + 1] * x[o + 2]);
        }
    }
}

[LinearLayer(In = 6, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class StudentInput;

[LinearLayer(In = StudentInput.Out, Out = 3, Bias = true)]
internal sealed partial class StudentHead;

[Sequential(typeof(StudentInput), typeof(StudentHead))]
internal sealed partial class Student;
