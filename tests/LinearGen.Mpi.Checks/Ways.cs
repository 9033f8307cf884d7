namespace LinearGen.Mpi.Checks;

/// <summary>Ways in which ranks differ, fail or end. The last rank is the one that does, and the others train meanwhile.</summary>
internal static class Ways
{
    /// <summary>Name, description and program of each.</summary>
    public static IEnumerable<(string Name, string Description, Func<int> Run)> All =>
    [
        ("train", "Sums without end; each rank prints its process, so that it can be killed.", Train),
        ("throw", "The last rank throws an exception that nobody catches.", () => Run(_ => throw new InvalidDataException("Row 17 is damaged."))),
        ("thread", "The last rank throws on a thread of its own, while it trains with the others.", ThrowOnAThread),
        ("catch", "The last rank throws, leaves its session and ends with code 3.", Catch),
        ("exit", "The last rank ends its process with code 0.", () => Run(_ => Environment.Exit(0))),
        ("abort", "The last rank aborts with code 9.", () => Run(session => session.Abort(9))),
        ("return", "The last rank leaves its session early and ends with code 0.", () => Run(_ => { })),
        ("lengths", "The last rank sums another number of values.", () => Run(session => session.CreateExchangeLikeOthers().Sum(new float[999], session.Count))),
        ("element", "The last rank has an exchange of double.", () => Differ(session => session.CreateExchange<double>())),
        ("order", "The last rank has an exchange that is not ordered.", () => Differ(session => session.CreateExchange<float>(ordered: false))),
        ("version", "The last rank has another version.", () => Differ(session => session.CreateExchange<float>(ordered: true, versions: "LinearGen.Mpi 9.9.9, LinearGen 0.1.0"))),
        ("misuse", "Calls that are refused.", Misuse),
        ("null", "A null reference is thrown and caught as in other programs.", NullReference),
    ];

    private static bool IsLast(this MpiSession session) => session.Rank == session.Count - 1;

    private static IGradientExchange<float> CreateExchangeLikeOthers(this MpiSession session) => session.CreateExchange<float>();

    private static int Train()
    {
        using MpiSession session = MpiSession.Start();
        IGradientExchange<float> exchange = session.CreateExchange<float>();
        Console.WriteLine(Invariant($"rank {session.Rank} is process {Environment.ProcessId}"));
        float[] values = new float[20_000];
        while (true)
        {
            exchange.Sum(values, session.Count);
        }
    }

    private static int Run(Action<MpiSession> way)
    {
        using MpiSession session = MpiSession.Start();
        if (session.IsLast())
        {
            // The others are waiting by then.
            Thread.Sleep(300);
            way(session);
            return 0;
        }

        IGradientExchange<float> exchange = session.CreateExchangeLikeOthers();
        exchange.Sum(new float[1000], session.Count);
        return 0;
    }

    private static int ThrowOnAThread()
    {
        Thread thrower = new(() =>
        {
            Thread.Sleep(1000);
            throw new InvalidDataException("Row 17 is damaged.");
        });
        if (Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_RANK") == "2" || Environment.GetEnvironmentVariable("PMI_RANK") == "2")
        {
            thrower.Start();
        }

        return Train();
    }

    private static int Catch()
    {
        try
        {
            return Run(_ => throw new InvalidDataException("Row 17 is damaged."));
        }
        catch (InvalidDataException exception)
        {
            // As a program that tidies up first.
            Thread.Sleep(200);
            Console.WriteLine($"caught: {exception.Message}");
            return 3;
        }
    }

    private static int Differ(Action<MpiSession> way)
    {
        using MpiSession session = MpiSession.Start();
        try
        {
            if (session.IsLast())
            {
                way(session);
            }
            else
            {
                session.CreateExchangeLikeOthers();
            }
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine(Invariant($"rank {session.Rank} caught: {exception.Message}"));
        }

        // All have met, so all can go on.
        session.CreateExchangeLikeOthers().Sum(new float[10], session.Count);
        Console.WriteLine(Invariant($"rank {session.Rank} goes on"));
        return 0;
    }

    private static int Misuse()
    {
        MpiSession session = MpiSession.Start();
        IGradientExchange<float> exchange = session.CreateExchange<float>();
        float[] values = [1, 2];
        Print("thread", () => Task.Run(() => exchange.Sum(values, session.Count)).GetAwaiter().GetResult());
        Print("dispose", () => Task.Run(session.Dispose).GetAwaiter().GetResult());
        Print("ranks", () => exchange.Sum(values, session.Count + 1));
        Print("no ranks", () => exchange.Sum(values, 0));
        Print("gather", () => exchange.Gather([1, 2], new double[(2 * session.Count) + 1]));
        Print("root", () => session.Broadcast<float>(values, session.Count));
        Print("code", () => session.Abort(0));
        Print("half", () => session.CreateExchange<Half>());
        Print("second", () => MpiSession.Start());
        exchange.Sum(values, session.Count);
        Console.WriteLine(values[0] == session.Count ? "sums still" : "sums no longer");
        session.Dispose();
        session.Dispose();
        Print("disposed sum", () => exchange.Sum(values, session.Count));
        Print("disposed gather", () => exchange.Gather([1], new double[session.Count]));
        Print("disposed exchange", () => session.CreateExchange<float>());
        Print("disposed barrier", session.Barrier);
        Print("after", () => MpiSession.Start());
        return 0;

        static void Print(string what, Action action)
        {
            try
            {
                action();
                Console.WriteLine($"{what}: not refused");
            }
            catch (Exception exception)
            {
                Console.WriteLine($"{what}: {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    private static int NullReference()
    {
        using MpiSession session = MpiSession.Start();
        string? nothing = session.Count < 0 ? "" : null;
        int zero = session.Count < 0 ? 1 : 0;
        try
        {
            Console.WriteLine(nothing!.Length);
        }
        catch (NullReferenceException)
        {
            Console.WriteLine("null reference");
        }

        try
        {
            Console.WriteLine(1 / zero);
        }
        catch (DivideByZeroException)
        {
            Console.WriteLine("division by zero");
        }

        return 0;
    }
}
