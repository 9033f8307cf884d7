using System.Numerics;
using LinearGen.Generator.Lowering;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>Executes the steps of a kernel over arrays, and notes which elements were multiplied and which were written.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="width">The vectors.</param>
/// <param name="memory">The arrays, by the names that steps call them.</param>
internal sealed class Interpreter<T>(VectorWidth width, IReadOnlyDictionary<string, T[]> memory)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<string, (string Array, long Start)> _references = memory.Keys.ToDictionary(name => name, name => (name, 0L));
    private readonly Dictionary<string, Lane[]?> _vectors = [];
    private readonly Dictionary<string, IReadOnlyList<int>> _indices = [];

    /// <summary>What activations are: a function that leaves no value as it is.</summary>
    public static T Activate(T value) => T.One - (value * value);

    /// <summary>Rows that are left: what loops over rows count down.</summary>
    public int Rows { get; set; }

    /// <summary>Where a reference has moved to, in elements.</summary>
    public long At(string reference) => _references[reference].Start;

    /// <summary>How often each two elements were multiplied with each other: their indices in two arrays, in the order of the factors.</summary>
    public Dictionary<(long A, long B), int> Products { get; } = [];

    /// <summary>How often each element of an array was written.</summary>
    public Dictionary<string, int[]> Writes { get; } = memory.ToDictionary(array => array.Key, array => new int[array.Value.Length]);

    /// <summary>Executes steps. Names must be declared once before they are used, and are gone at the end of their block, as in C#.</summary>
    public void Run(IReadOnlyList<Node> nodes)
    {
        List<string> declared = [];
        foreach (Node node in nodes)
        {
            switch (node)
            {
                case Define define:
                    Lane[] value = Value(define.Value);
                    Declare(define.Name, value);
                    break;
                case DefineIndices indices:
                    Assert.Equal(width.Lanes, indices.Lanes.Count);
                    Assert.All(indices.Lanes, lane => Assert.InRange(lane, 0, (2 * width.Lanes) - 1));
                    Assert.True(_indices.TryAdd(indices.Name, indices.Lanes), $"{indices.Name} is declared twice.");
                    break;
                case Declare declare:
                    Declare(declare.Names, null);
                    break;
                case Assign assign:
                    Assert.True(_vectors.ContainsKey(assign.Name), $"{assign.Name} is assigned and was never declared.");
                    _vectors[assign.Name] = Value(assign.Value);
                    break;
                case Store store:
                    Write(store);
                    break;
                case Scope scope:
                    Run(scope.Body);
                    break;
                case Turn turn:
                    foreach (Cursor cursor in turn.Cursors)
                    {
                        Move(cursor.Name, cursor.Stride);
                    }

                    break;
                case When condition:
                    if (Rows >= condition.Least)
                    {
                        Run(condition.Body);
                    }

                    break;
                case Loop loop:
                    Run(loop);
                    break;
                case TermLoop loop:
                    Run(loop);
                    break;
                case RowLoop loop:
                    Run(loop);
                    break;
                default:
                    Assert.Fail($"Nobody knows {node}.");
                    break;
            }
        }

        declared.ForEach(name => _vectors.Remove(name));

        void Declare(string name, Lane[]? value)
        {
            Assert.True(_vectors.TryAdd(name, value), $"{name} is declared twice.");
            declared.Add(name);
        }
    }

    private void Run(Loop loop)
    {
        Assert.InRange(loop.Step, 1, loop.End);
        Assert.Equal(0, loop.End % loop.Step);
        for (long index = 0; index < loop.End; index += loop.Step)
        {
            Declare(loop.Cursors, index);
            Run(loop.Body);
            Remove(loop.Cursors);
        }
    }

    /// <summary>As it is printed: two loops, in the inner of which the rows of B move on.</summary>
    private void Run(TermLoop loop)
    {
        Declare(loop.B, 0);
        int k = 0;
        for (int end = loop.First; k < loop.Terms; end += 4)
        {
            Declare([loop.A], k);
            Run([.. loop.Fours, .. Enumerable.Range(0, end - k).Select(_ => new Scope([.. loop.Body, new Turn(loop.B)]))]);
            Remove([loop.A]);
            k = end;
        }

        Assert.Equal(loop.Terms, k);
        Remove(loop.B);
    }

    private void Run(RowLoop loop)
    {
        Assert.InRange(loop.Least, loop.Rows, int.MaxValue);
        for (; Rows >= (loop.LeavesNone ? 1 : loop.Least); Rows -= loop.Rows)
        {
            if (loop.LeavesNone && Rows < loop.Rows)
            {
                foreach ((string name, long elements) in loop.Moving)
                {
                    Move(name, (Rows - loop.Rows) * (elements / loop.Rows));
                }

                Rows = loop.Rows;
            }

            Run(loop.Body);
            foreach ((string name, long elements) in loop.Moving)
            {
                Move(name, elements);
            }
        }
    }

    private void Move(string name, long elements) => _references[name] = (_references[name].Array, _references[name].Start + elements);

    private void Declare(IReadOnlyList<Cursor> cursors, long index)
    {
        foreach (Cursor cursor in cursors)
        {
            (string array, long start) = _references[cursor.From.Name];
            Assert.True(_references.TryAdd(cursor.Name, (array, start + cursor.From.Offset + (index * cursor.Stride))), $"{cursor.Name} is declared twice.");
        }
    }

    private void Remove(IReadOnlyList<Cursor> cursors)
    {
        foreach (Cursor cursor in cursors)
        {
            _references.Remove(cursor.Name);
        }
    }

    private Lane[] Value(Value value)
    {
        switch (value)
        {
            case Zero:
                return Lanes(_ => new Lane(T.Zero));
            case Held held:
                return Vector(held.Name);
            case Load load:
                Assert.InRange(load.Count, 1, width.Lanes);
                return Lanes(lane => lane < load.Count ? Read(load.From + lane) : new Lane(T.Zero));
            case Broadcast broadcast:
                return Lanes(_ => Read(broadcast.From));
            case LoadFour four:
                return Lanes(lane => Read(four.From + (lane % 4)));
            case LoadHalves halves:
                int half = width.Lanes / 2;
                return Lanes(lane => Read(lane < half ? halves.First + lane : halves.Second + (lane - half)));
            case Permuted permuted:
                Lane[] vector = [.. Value(permuted.Vector), .. permuted.Second is null ? [] : Value(permuted.Second)];
                return Lanes(lane => vector[_indices[permuted.Indices][lane]]);
            case Leading leading:
                Lane[] all = Value(leading.Vector);
                return Lanes(lane => lane < leading.Count ? all[lane] : new Lane(T.Zero));
            case Rotated rotated:
                return Lanes(lane => Vector(rotated.Four)[(lane / 4 * 4) + ((lane + 1) % 4)]);
            case Pick pick:
                Assert.InRange(pick.Element, 0, 3);
                return Lanes(lane => Vector(pick.Four)[(lane / 4 * 4) + pick.Element]);
            case MultiplyAdd product:
                return MultiplyAdd(Value(product.A), Value(product.B), Value(product.C));
            case Add sum:
                Lane[] a = Value(sum.A);
                Lane[] b = Value(sum.B);
                return Lanes(lane => new Lane(a[lane].Value + b[lane].Value));
            case Sums sums:
                Assert.Equal(256, width.Bits);
                Assert.InRange(sums.Names.Count, 1, width.Lanes / 2);
                return Lanes(lane => new Lane(lane < sums.Names.Count ? Sum([.. Vector(sums.Names[lane]).Select(part => part.Value)]) : T.Zero));
            case Activated activated:
                return Lanes(lane => new Lane(Activate(Vector(activated.Name)[lane].Value)));
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value, "Nobody knows it.");
        }
    }

    private Lane[] MultiplyAdd(Lane[] a, Lane[] b, Lane[] c) => Lanes(lane =>
    {
        (long, long) factors = (a[lane].Origin, b[lane].Origin);
        Products[factors] = Products.GetValueOrDefault(factors) + 1;
        return new Lane(T.FusedMultiplyAdd(a[lane].Value, b[lane].Value, c[lane].Value));
    });

    /// <summary>The halves, then neighbours, then pairs: the runtime's <c>Reduction.Sums</c>.</summary>
    public static T Sum(T[] lanes)
    {
        T[] sums = [.. Enumerable.Range(0, lanes.Length / 2).Select(lane => lanes[lane] + lanes[lane + (lanes.Length / 2)])];
        while (sums.Length > 1)
        {
            sums = [.. Enumerable.Range(0, sums.Length / 2).Select(pair => sums[2 * pair] + sums[(2 * pair) + 1])];
        }

        return sums[0];
    }

    private void Write(Store store)
    {
        Assert.InRange(store.Count, 1, width.Lanes);
        Lane[] value = Value(store.Value);
        (string array, long start) = _references[store.To.Name];
        for (int lane = 0; lane < store.Count; lane++)
        {
            memory[array][start + store.To.Offset + lane] = value[lane].Value;
            Writes[array][start + store.To.Offset + lane]++;
        }
    }

    /// <summary>Beyond an array's end, .NET throws.</summary>
    private Lane Read(Place place)
    {
        (string array, long start) = _references[place.Name];
        long index = start + place.Offset;
        return new Lane(memory[array][index], index);
    }

    private Lane[] Vector(string name) => _vectors[name] ?? throw new InvalidOperationException($"{name} has no value yet.");

    private Lane[] Lanes(Func<int, Lane> lane) => [.. Enumerable.Range(0, width.Lanes).Select(lane)];

    /// <summary>The end of a turn of a loop over terms.</summary>
    private sealed record Turn(IReadOnlyList<Cursor> Cursors) : Node;

    /// <summary>A lane.</summary>
    /// <param name="Value">What it holds.</param>
    /// <param name="Origin">The index of the element that it was read from; −1 for what was computed.</param>
    private readonly record struct Lane(T Value, long Origin = -1);
}
