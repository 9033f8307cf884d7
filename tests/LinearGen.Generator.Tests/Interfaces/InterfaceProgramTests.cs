namespace LinearGen.Generator.Tests.Interfaces;

/// <summary>Programs that hold, pass on and hand out networks whose class they do not know.</summary>
public class InterfaceProgramTests
{
    [Fact]
    public Task Collections_HoldNetworks() => RunningProgram.Check(
        """
        using System.Collections.Concurrent;
        using System.Collections.Immutable;

        public static class Program
        {
            public static string Run()
            {
                List<INetwork<float>> list = [Times(2), Drawn(1)];
                list.Add(Times(3));
                Dictionary<string, INetwork<float>> byName = new() { ["two"] = list[0], ["drawn"] = list[1] };
                byName["three"] = list[^1];
                ConcurrentDictionary<int, INetwork<float>> concurrent = new();
                HashSet<INetwork<float>> set = [.. list, list[0]];
                Queue<INetwork<float>> queue = new(list);
                ImmutableArray<INetwork<float>> immutable = [.. list];
                IReadOnlyList<INetwork<double>> exact = [new Exact(), new Exact()];
                LinkedList<INetwork<float>> linked = new(list);
                SortedList<int, INetwork<float>> sorted = new() { [5] = list[1], [4] = list[0] };
                return $"{Text(byName["two"], 1, 2)} | {Text(byName["three"], 1, 2)} | {byName.TryGetValue("four", out INetwork<float>? none)} {none is null} | "
                    + $"{concurrent.GetOrAdd(7, _ => Times(4)) == concurrent.GetOrAdd(7, _ => Times(5))} {set.Count} {ReferenceEquals(queue.Dequeue(), list[0])} "
                    + $"{immutable.IndexOf(list[1])} {exact[1].Shape.Out} {linked.Find(list[2])!.Previous!.Value.Shape} {sorted.Values[0] == list[0]}";
            }
        }
        """,
        "2 4 | 3 6 | False True | True 3 True 1 3 2→2, 42 parameters True");

    [Fact]
    public Task ArraysTuplesAndMemory_HoldNetworks() => RunningProgram.Check(
        """
        using System.Buffers;

        public static class Program
        {
            private sealed record Entry(string Name, INetwork<float> Network, INetwork<float>? Fallback = null);

            private struct Slot { public INetwork<float>? Network; }

            private static string All(params INetwork<float>[] networks) => string.Join(' ', networks.Select(network => network.Shape.ParameterCount));

            public static string Run()
            {
                INetwork<float>[] array = new INetwork<float>[3];
                Array.Fill(array, Times(2));
                array[1] = Drawn(1);
                Span<INetwork<float>> span = array;
                span[2] = Times(3);
                Memory<INetwork<float>> memory = array.AsMemory(1);
                INetwork<float>[] rented = ArrayPool<INetwork<float>>.Shared.Rent(4);
                rented[0] = memory.Span[1];
                ArrayPool<INetwork<float>>.Shared.Return(rented, clearArray: true);
                (string Name, INetwork<float> Network, int Rows) tuple = ("three", array[2], 1);
                (INetwork<float> first, INetwork<float> second) = (tuple.Network, array[0]);
                (first, second) = (second, first);
                Entry entry = new("two", first);
                Slot[] slots = new Slot[2];
                slots[0].Network ??= entry.Network;
                INetwork<float>[][] jagged = [array, [first]];
                INetwork<float>[,] table = { { first, second } };
                KeyValuePair<string, INetwork<float>> pair = new("drawn", array[1]);
                return $"{Text(first, 1, 1)} | {Text(second, 1, 1)} | {All(array)} | {All()} | {entry with { Fallback = first } == entry} {slots[1].Network is null} "
                    + $"{jagged[1][0] == table[0, 0]} {pair.Value.Shape.In} {Nullable(null)} {default((int, INetwork<float>)).Item2 is null}";
            }

            private static int? Nullable(INetwork<float>? network) => network?.Shape.Out;
        }
        """,
        "2 2 | 3 3 | 6 42 6 |  | False True True 2  True");

    [Fact]
    public Task Queries_SortAndGroupNetworks() => RunningProgram.Check(
        """
        public static class Program
        {
            private static IEnumerable<INetwork<float>> Make()
            {
                yield return Drawn(1);
                yield return Times(2);
                yield return new Hidden();
                yield return Times(3);
            }

            public static string Run()
            {
                List<INetwork<float>> all = [.. Make()];
                IEnumerable<int> counts = from network in all orderby network.Shape.ParameterCount, network.Shape.Out descending select network.Shape.ParameterCount;
                ILookup<NetworkShape, INetwork<float>> byShape = all.ToLookup(network => network.Shape);
                Dictionary<int, INetwork<float>> largest = all.GroupBy(network => network.Shape.Out).ToDictionary(group => group.Key, group => group.MaxBy(network => network.Shape.ParameterCount)!);
                float[] x = [1, 1];
                float[] chained = all.OfType<Linear>().Cast<INetwork<float>>().Aggregate(x, (values, network) => { float[] y = new float[2]; network.Forward(values, y); return y; });
                all.Sort((a, b) => a.Shape.Out.CompareTo(b.Shape.Out));
                INetwork<float>? none = all.FirstOrDefault(network => network.Shape.In > 2);
                return $"{string.Join(' ', counts)} | {byShape[new(2, 2, 6)].Count()} {largest[2].Shape.ParameterCount} | {chained[0]} {chained[1]} | {all[^1].Shape.Out} {none is null} "
                    + $"{all.Zip(all.Skip(1)).Count(pair => pair.First.Shape == pair.Second.Shape)} {all.Sum(network => network.Parameters.Length) > 0} {all.AsParallel().AsOrdered().Select(network => network.Shape.Out).Sum()}";
            }
        }
        """,
        "6 6 24 42 | 2 42 | 6 6 | 8 True 1 True 14");

    [Fact]
    public Task Variance_GoesFromTheClassToTheInterface() => RunningProgram.Check(
        """
        public static class Program
        {
            private static int Count(IEnumerable<INetwork<float>> networks) => networks.Count();

            private static async Task<INetwork<float>> Widen(Task<Linear> later) => await later;

            public static string Run()
            {
                List<Linear> linears = [Times(2), Times(3)];
                IReadOnlyCollection<INetwork<float>> collection = linears;
                INetwork<float>[] array = new Classifier[] { Drawn(1) };
                Func<INetwork<float>> make = (Func<Linear>)(() => Times(5));
                Action<INetwork<float>> initialize = network => network.Initialize(new Random(1));
                Action<Linear> use = initialize;
                IEnumerator<INetwork<float>> enumerator = linears.GetEnumerator();
                IComparer<Linear> comparer = Comparer<INetwork<float>>.Create((a, b) => a.Shape.Out - b.Shape.Out);
                use(linears[1]);
                enumerator.MoveNext();
                string mismatch = "stored";
                try { array[0] = Times(1); } catch (ArrayTypeMismatchException) { mismatch = "refused"; }
                return $"{Count(linears)} {collection.Count} {Count([.. linears, .. array])} {Text(make(), 1, 2)} {linears[1][0, 0] != 3} {Text(enumerator.Current, 1, 2)} "
                    + $"{comparer.Compare(linears[0], linears[1])} {mismatch} {Text(Widen(Task.FromResult(Times(7))).Result, 1, 2)}";
            }
        }
        """,
        "2 2 3 5 10 True 2 4 0 refused 7 14");

    [Fact]
    public Task Async_MethodsGiveNetworks() => RunningProgram.Check(
        """
        using System.Threading.Channels;

        public static class Program
        {
            private static async Task<INetwork<float>> LoadAsync(float factor)
            {
                await Task.Yield();
                return Times(factor);
            }

            private static async ValueTask<INetwork<float>?> FindAsync(bool isThere) => isThere ? await LoadAsync(3) : null;

            private static async IAsyncEnumerable<INetwork<float>> LoadAllAsync()
            {
                for (int factor = 4; factor < 6; factor++)
                {
                    yield return await LoadAsync(factor).ConfigureAwait(false);
                }
            }

            public static async Task<string> Run()
            {
                INetwork<float>[] loaded = await Task.WhenAll(LoadAsync(1), LoadAsync(2));
                List<string> texts = [Text(loaded[1], 1, 2), Text((await FindAsync(true))!, 1, 2), (await FindAsync(false) is null).ToString()];
                await foreach (INetwork<float> network in LoadAllAsync())
                {
                    texts.Add(Text(network, 1, 2));
                }

                TaskCompletionSource<INetwork<float>> source = new();
                Task<string> waiting = source.Task.ContinueWith(task => Text(task.Result, 1, 2), TaskScheduler.Default);
                source.SetResult(Times(6));
                texts.Add(await waiting);
                Channel<INetwork<float>> channel = Channel.CreateBounded<INetwork<float>>(2);
                await channel.Writer.WriteAsync(Times(7));
                channel.Writer.Complete();
                texts.Add(Text(await channel.Reader.ReadAsync(), 1, 2));
                return string.Join(" | ", texts);
            }
        }
        """,
        "2 4 | 3 6 | True | 4 8 | 5 10 | 6 12 | 7 14");

    [Fact]
    public Task Delegates_TakeAndGiveNetworks() => RunningProgram.Check(
        """
        using System.Linq.Expressions;

        public static class Program
        {
            private delegate INetwork<float> Factory(string name, params int[] sizes);

            private static event EventHandler<INetwork<float>>? Published;

            private static event Action<INetwork<float>, INetwork<float>>? Swapped;

            public static string Run()
            {
                List<string> log = [];
                Published += (_, network) => log.Add($"published {network.Shape}");
                Swapped += (old, next) => log.Add($"{Text(old, 1, 1)} to {Text(next, 1, 1)}");
                Lazy<INetwork<float>> lazy = new(() => { log.Add("made"); return Times(2); });
                log.Add(lazy.IsValueCreated.ToString());
                Published?.Invoke(null, lazy.Value);
                Func<INetwork<float>> make = () => new Classifier();
                Func<int, INetwork<float>?, INetwork<float>> orElse = (factor, network) => network ?? Times(factor);
                Predicate<INetwork<float>> isSmall = network => network.Shape.ParameterCount < 10;
                Converter<INetwork<float>, string> text = network => Text(network, 1, 1);
                Factory factory = (name, sizes) => name == "linear" ? Times(sizes[0]) : make();
                Expression<Func<INetwork<float>, int>> outputs = network => network.Shape.Out;
                Swapped(lazy.Value, factory("linear", 9));
                log.Add($"{isSmall(lazy.Value)} {isSmall(make())} {text(orElse(4, null))} {text(orElse(4, lazy.Value))} {outputs.Compile()(lazy.Value)}");
                IProgress<INetwork<float>> progress = new Direct(network => log.Add(text(network)));
                progress.Report(Times(8));
                return string.Join(" | ", log);
            }

            private sealed class Direct(Action<INetwork<float>> report) : IProgress<INetwork<float>>
            {
                public void Report(INetwork<float> value) => report(value);
            }
        }
        """,
        "False | made | published 2→2, 6 parameters | 2 2 to 9 9 | True False 4 4 2 2 2 | 8 8");

    [Fact]
    public Task Patterns_TellClassesApart() => RunningProgram.Check(
        """
        public static class Program
        {
            private static string Kind(object? network) => network switch
            {
                Linear { Frozen: true } => "frozen",
                Linear linear when linear[0, 0] > 5 => "large",
                INetwork<float> { Shape: { In: 2, Out: 2 }, LayerCount: 2 } => "two layers",
                INetwork<float> { Shape: (_, 8, var count) } => $"{count}",
                INetwork<float> => "single",
                INetwork<double> exact => $"double {exact.Shape.Out}",
                null => "none",
                _ => "other",
            };

            private static bool Is<T>(object network) => network is T;

            private static INetwork<float> Choose(float factor) => factor > 0 ? Times(factor) : Drawn(1);

            public static string Run() => string.Join(" | ",
                Kind(new Linear { Frozen = true }), Kind(Times(6)), Kind(Drawn(1)), Kind(new Hidden()), Kind(Times(1)), Kind(new Exact()), Kind(null), Kind(1),
                Is<INetwork<float>>(new Exact()), Is<INetwork<double>>(new Exact()), Choose(1) is not Classifier and Linear, Times(1) as INetwork<float> is not null,
                typeof(INetwork<float>).IsAssignableFrom(typeof(Classifier)),
                string.Join(' ', typeof(Program).Assembly.GetExportedTypes().Where(typeof(INetwork<float>).IsAssignableFrom).Select(type => type.Name).Order()),
                ((INetwork<float>)Activator.CreateInstance(typeof(Hidden))!).Shape);
        }
        """,
        "frozen | large | two layers | 24 | single | double 3 | none | other | False | True | True | True | True | Classifier Head Hidden Linear | 2→8, 24 parameters");

    [Fact]
    public Task Generics_TakeNetworksWithAndWithoutConstraints() => RunningProgram.Check(
        """
        using System.Numerics;

        public sealed class Box<T>(T value) { public T Value { get; } = value; }

        public sealed class Ensemble<TNetwork>(params TNetwork[] networks)
            where TNetwork : INetwork<float>
        {
            public string Mean(params float[] x)
            {
                float[] sum = new float[networks[0].Shape.Out];
                float[] y = new float[sum.Length];
                foreach (TNetwork network in networks)
                {
                    network.Forward(x, y);
                    for (int k = 0; k < y.Length; k++) { sum[k] += y[k] / networks.Length; }
                }

                return string.Join(' ', sum);
            }
        }

        public static class Program
        {
            private static T Same<T>(T value) => value;

            private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

            private static TNetwork Create<TNetwork>(int seed)
                where TNetwork : class, INetwork<float>, new()
            {
                TNetwork network = new();
                network.Initialize(new Random(seed));
                return network;
            }

            private static string Sizes<TNetwork>()
                where TNetwork : INetworkShape => $"{TNetwork.In} {TNetwork.Out} {TNetwork.ParameterCount}";

            private static float First<TNetwork>(TNetwork network)
                where TNetwork : class, INetwork<float>, INetworkShape
            {
                Span<float> x = stackalloc float[TNetwork.In];
                Span<float> y = stackalloc float[TNetwork.Out];
                x.Fill(1);
                network.Forward(x, y);
                return y[0];
            }

            private static T Largest<T>(INetwork<T> network, ReadOnlySpan<T> x)
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                T[] y = new T[network.Shape.Out];
                network.Forward(x, y);
                return y.Max();
            }

            private static int Count<TNetwork, T>(TNetwork network)
                where TNetwork : INetwork<T>
                where T : unmanaged, IFloatingPointIeee754<T> => network.Parameters.Length;

            public static string Run()
            {
                INetwork<float> two = Times(2), three = Times(3);
                Swap(ref two, ref three);
                Box<INetwork<float>> box = new(Same(two));
                return string.Join(" | ",
                    Text(box.Value, 1, 2), new Ensemble<INetwork<float>>(two, three).Mean(2, 4), new Ensemble<Linear>(Times(1), Times(2)).Mean(2, 4),
                    Sizes<Classifier>(), Sizes<Exact>(), First(Times(7)), Largest(two, [1, 5]), Largest<double>(new Exact { [1, 2] = 0.5 }, [1, 5]),
                    Text(Create<Classifier>(3), 1, 2) == Text(Drawn(3), 1, 2), Count<INetwork<float>, float>(two) == Count<Linear, float>(Times(1)), typeof(Box<INetwork<float>>).GenericTypeArguments[0].Name);
            }
        }
        """,
        "3 6 | 5 10 | 3 6 | 2 2 42 | 2 3 6 | 7 | 15 | 2.5 | True | True | INetwork`1");

    [Fact]
    public Task References_MayBeWeakOrAttached() => RunningProgram.Check(
        """
        using System.Runtime.CompilerServices;

        public static class Program
        {
            public static string Run()
            {
                INetwork<float> network = Times(2);
                WeakReference<INetwork<float>> weak = new(network);
                ConditionalWeakTable<INetwork<float>, string> notes = [];
                notes.Add(network, "best so far");
                ThreadLocal<INetwork<float>> perThread = new(() => Times(3));
                AsyncLocal<INetwork<float>?> ambient = new() { Value = network };
                string text = $"{weak.TryGetTarget(out INetwork<float>? target)} {ReferenceEquals(target, network)} {notes.TryGetValue(network, out string? note)} {note} {Text(perThread.Value!, 1, 2)} {Text(ambient.Value!, 1, 2)}";
                GC.KeepAlive(network);
                return text;
            }
        }
        """,
        "True True True best so far 3 6 2 4");

    [Fact]
    public Task HotSwap_ReplacesAFieldWhileItIsRead() => RunningProgram.Check(
        """
        public sealed class Service(INetwork<float> first)
        {
            private INetwork<float> _current = first;
            private volatile INetwork<float>? _candidate;

            public INetwork<float> Current => Volatile.Read(ref _current);

            public void Publish(INetwork<float> next) => Volatile.Write(ref _current, next);

            public INetwork<float> Replace(INetwork<float> next) => Interlocked.Exchange(ref _current, next);

            public bool TryReplace(INetwork<float> expected, INetwork<float> next) => ReferenceEquals(Interlocked.CompareExchange(ref _current, next, expected), expected);

            public bool Propose(INetwork<float> next) => (_candidate ??= next) == next;
        }

        public static class Program
        {
            public static async Task<string> Run()
            {
                Service service = new(Times(1));
                INetwork<float> two = Times(2);
                service.Publish(two);
                INetwork<float> old = service.Replace(Drawn(1));
                bool late = service.TryReplace(two, Times(9));
                bool right = service.TryReplace(service.Current, Times(3));

                // Each answer is one network's, never a mixture: both outputs have the same factor.
                Task<bool>[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
                {
                    float[] y = new float[2];
                    bool whole = true;
                    for (int call = 0; call < 2000; call++)
                    {
                        service.Current.Forward([1, 1], y);
                        whole &= y[0] == y[1] && y[0] >= 3;
                    }

                    return whole;
                }))];
                for (int factor = 4; factor < 200; factor++)
                {
                    service.Publish(Times(factor));
                }

                bool[] answers = await Task.WhenAll(readers);
                return $"{old == two} {late} {right} {answers.All(answer => answer)} {Text(service.Current, 1, 1)} {service.Propose(two)} {service.Propose(old)} {service.Propose(Times(1))}";
            }
        }
        """,
        "True False True True 199 199 True True False");
}
