using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Lowering;

/// <summary>
/// Lowers the product of a single row: C[N] = start + A[K]·B[K, N]. Panel after panel, within one as many vectors at once as partial sums
/// leave registers for; the partial sums of a column are worked on side by side.
/// </summary>
/// <param name="schedule">The schedule of the product.</param>
/// <param name="a">A's first element.</param>
/// <param name="b">B's first element; the start lies behind B.</param>
/// <param name="c">C's first element.</param>
/// <param name="function">The function that is applied to sums before they are stored; null for none.</param>
/// <param name="isPadded">Whether C has room for whole vectors.</param>
internal sealed class RowProduct(Schedule schedule, Place a, Place b, Place c, string? function, bool isPadded = false)
{
    /// <summary>The vectors that hold A, if it is in registers; the product is unrolled then.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The vectors that take C, if it stays in registers.</summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    private readonly Gemm _gemm = schedule.Gemm;
    private readonly OperandLayout _layout = schedule.Gemm.Operand;
    private readonly int _lanes = schedule.Width.Lanes;

    private readonly HashSet<string> _fours = [];

    private int LastBlock => _gemm.K - ((_gemm.Blocks - 1) * _gemm.Block);

    /// <summary>The steps.</summary>
    public IReadOnlyList<Node> Lower() => schedule.HasPieces ? LowerPieces() : schedule.SpansPanels
        ? LowerVectors(
            [.. Enumerable.Range(0, (_gemm.N + _layout.PanelColumns - 1) / _layout.PanelColumns).Select(panel => PanelStrip(panel * _layout.PanelColumns))],
            b + _layout.BiasStart,
            c,
            _gemm.N)
        : ColumnWalk.Lower(
            "j",
            _gemm.N,
            _layout.PanelColumns,
            isUnrolled: false,
            Cursors("j", b, _gemm.K, b + _layout.BiasStart, c),
            (places, columns) => LowerPanel(places[0], places[places.Count - 1], places[1], columns));

    /// <summary>Pieces that do not end where panels do: those of three panels in a loop, if there are several, then the others.</summary>
    private List<Node> LowerPieces()
    {
        List<Node> nodes = [];
        int three = 3 * _layout.PanelColumns;
        int looped = schedule.LoopedPieces * three;
        if (looped > 0)
        {
            Cursor[] cursors = Cursors("j", b, _gemm.K, b + _layout.BiasStart, c);
            nodes.Add(new Loop("j", looped, three, cursors, [.. LowerPieces(0, three, [.. cursors.Select(static cursor => new Place(cursor.Name, 0))])]));
        }

        nodes.AddRange(LowerPieces(looped, _gemm.N, [b, c, b + _layout.BiasStart]));
        return nodes;
    }

    /// <summary>The pieces of some columns.</summary>
    /// <param name="from">The first column.</param>
    /// <param name="to">The column behind the last.</param>
    /// <param name="places">B, C and, if there is one, the start, whose columns are counted from.</param>
    private IEnumerable<Node> LowerPieces(int from, int to, Place[] places)
    {
        foreach ((int first, int columns) in schedule.Pieces(from, to))
        {
            List<Strip> strips = [];
            for (int column = first; column < first + columns; column += strips[strips.Count - 1].Vectors * _lanes)
            {
                int end = Math.Min(first + columns, (column / _layout.PanelColumns * _layout.PanelColumns) + _layout.PanelColumns);
                strips.Add(new Strip(places[0] + _layout.Start(column), _layout.RowLength(column), Vectors(end - column)));
            }

            yield return new Scope(LowerVectors(strips, places[places.Length - 1] + first, places[1] + first, columns));
        }
    }

    /// <summary>A whole panel as one strip.</summary>
    private Strip PanelStrip(int column) => new(b + _layout.Start(column), _layout.RowLength(column), Vectors(Math.Min(_gemm.N - column, _layout.PanelColumns)));

    private int Vectors(int columns) => (columns + _lanes - 1) / _lanes;

    private IReadOnlyList<Node> LowerPanel(Place panel, Place start, Place to, int columns)
    {
        int width = _layout.RowLength(columns == _layout.PanelColumns ? 0 : _gemm.N - columns);
        return ColumnWalk.Lower(
            "i",
            columns,
            schedule.RowVectorsOf(Vectors(columns)) * _lanes,
            schedule.IsUnrolled,
            Cursors("i", panel, 1, start, to),
            (places, some) => LowerVectors([new Strip(places[0], width, Vectors(some))], places[places.Count - 1], places[1], some));
    }

    /// <summary>Returns the cursors that move with the columns: B, C and, if there is one, the start.</summary>
    private Cursor[] Cursors(string index, Place weights, long stride, Place start, Place to) =>
    [
        new("b" + index, weights, stride, _layout.ColumnsPerElement),
        new("c" + index, to, 1),
        .. _gemm.HasStart ? (Cursor[])[new("s" + index, start, 1)] : [],
    ];

    private List<Node> LowerVectors(IReadOnlyList<Strip> strips, Place start, Place to, int columns)
    {
        int vectors = Vectors(columns);
        List<Node> nodes = [];
        for (int block = 0; block < _gemm.Blocks; block++)
        {
            for (int v = 0; v < vectors; v++)
            {
                nodes.Add(new Define(Sum(block, v), block == 0 && _gemm.HasStart ? new Load(start + (v * _lanes), _lanes) : new Zero()));
            }
        }

        nodes.Add(new Declare(_gemm.IsPacked ? "t, u" : "t"));
        nodes.AddRange(LowerBlocks(strips, vectors));

        // The terms of the last block beyond those of the others.
        for (int k = _gemm.Block; k < LastBlock; k++)
        {
            nodes.AddRange(LowerTerm(_gemm.Blocks - 1, k, a, strips, element: null));
        }

        for (int block = 1; block < _gemm.Blocks - 1; block++)
        {
            for (int v = 0; v < vectors; v++)
            {
                nodes.Add(new Assign(Sum(0, v), Total(block, v)));
            }
        }

        for (int v = 0; v < vectors; v++)
        {
            Value total = _gemm.Blocks == 1 ? new Held(Sum(0, v)) : Total(_gemm.Blocks - 1, v);
            if (function is not null)
            {
                if (total is not Held)
                {
                    nodes.Add(new Assign(Sum(0, v), total));
                }

                nodes.Add(new Assign(Sum(0, v), new Activated(Sum(0, v), function)));
                total = new Held(Sum(0, v));
            }

            nodes.Add(Outputs is not null ? new Assign(Outputs[v], total) : new Store(to + (v * _lanes), total, isPadded ? _lanes : Math.Min(_lanes, columns - (v * _lanes))));
        }

        return nodes;
    }

    /// <summary>The terms that all blocks have: text of its own for each, or a loop with one or a few terms of every block in each turn.</summary>
    private IEnumerable<Node> LowerBlocks(IReadOnlyList<Strip> strips, int vectors)
    {
        if (schedule.IsStraight(vectors))
        {
            return LowerTerms(a, strips, vectors, 0, _gemm.Block);
        }

        Cursor inputs = new("ak", a, 1);
        Cursor[] rows = Rows(strips, 0);
        Strip[] moving = Moving(strips, rows);
        if (schedule.RotatesFours(vectors))
        {
            int[] blocks = [.. Enumerable.Range(0, _gemm.Blocks)];
            return
            [
                new TermLoop(
                    _gemm.Block,
                    inputs,
                    rows,
                    [.. blocks.Select(block => new Define($"a{block}", new LoadFour(new Place("ak", (long)block * _gemm.Block))))],
                    [
                        .. blocks.SelectMany(block => LowerProducts(block, block * _gemm.Block, new Pick($"a{block}", 0), moving)),
                        .. blocks.Select(block => new Assign($"a{block}", new Rotated($"a{block}"))),
                    ]),
            ];
        }

        int terms = schedule.RowTerms(vectors);
        int main = _gemm.Block / terms * terms;
        return
        [
            new Loop("k", main, terms, [inputs, .. rows], [.. LowerTerms(new Place("ak", 0), moving, vectors, 0, terms)]),
            .. LowerRest(strips, vectors, main),
        ];
    }

    /// <summary>Lowers the terms that are left by turns of several terms: in a loop of one term a turn, if there are many multiply-adds.</summary>
    private IEnumerable<Node> LowerRest(IReadOnlyList<Strip> strips, int vectors, int from)
    {
        int terms = _gemm.Block - from;
        if (terms * vectors * _gemm.Blocks <= Tuning.StraightRest)
        {
            return LowerTerms(a, strips, vectors, from, _gemm.Block);
        }

        Cursor[] rows = Rows(strips, from);
        return [new Loop("k", terms, 1, [new("ak", a + from, 1), .. rows], [.. LowerTerms(new Place("ak", 0), Moving(strips, rows), vectors, 0, 1)])];
    }

    /// <summary>References to the row of each strip that move with the terms.</summary>
    private static Cursor[] Rows(IReadOnlyList<Strip> strips, int from) =>
        [.. strips.Select((strip, n) => new Cursor(n == 0 ? "bk" : $"bk{n}", strip.First + ((long)from * strip.Width), strip.Width))];

    private static Strip[] Moving(IReadOnlyList<Strip> strips, Cursor[] rows) => [.. strips.Select((strip, n) => strip with { First = new Place(rows[n].Name, 0) })];

    /// <summary>Terms from one on up to another of every block.</summary>
    private IEnumerable<Node> LowerTerms(Place x, IReadOnlyList<Strip> strips, int vectors, int from, int to)
    {
        for (int k = from; k < to; k++)
        {
            bool isInFour = schedule.UsesFours(vectors) && ((k - from) / 4 * 4) + 4 <= to - from;
            for (int block = 0; block < _gemm.Blocks; block++)
            {
                foreach (Node node in LowerTerm(block, k, x, strips, isInFour ? (k - from) % 4 : null))
                {
                    yield return node;
                }
            }
        }
    }

    /// <summary>One term of a block: its element of A in all lanes, times its row of B.</summary>
    /// <param name="block">The block.</param>
    /// <param name="k">The term within it.</param>
    /// <param name="x">The place of A, if it is in memory.</param>
    /// <param name="strips">The strips of B.</param>
    /// <param name="element">Which one of four that are loaded at once; null for one that is loaded by itself.</param>
    private IEnumerable<Node> LowerTerm(int block, int k, Place x, IReadOnlyList<Strip> strips, int? element)
    {
        int term = (block * _gemm.Block) + k;
        string four = Inputs is not null ? $"a_{term / 4}" : $"a{block}_{k - element}";
        if (Inputs is not null && _fours.Add(four))
        {
            yield return new Define(four, new Four(Inputs[term / _lanes], term % _lanes / 4));
        }
        else if (Inputs is null && element == 0)
        {
            yield return new Define(four, new LoadFour(x + term));
        }

        int? picked = Inputs is not null ? term % 4 : element;
        foreach (Node node in LowerProducts(block, term, picked is { } lane ? new Pick(four, lane) : new Broadcast(x + term), strips))
        {
            yield return node;
        }
    }

    /// <summary>An element of A in all lanes, times a row of B, added to a block's sums.</summary>
    private IEnumerable<Node> LowerProducts(int block, int term, Value element, IReadOnlyList<Strip> strips)
    {
        yield return new Assign("t", element);
        int sum = 0;
        foreach (Strip strip in strips)
        {
            Place row = strip.First + ((long)term * strip.Width);
            foreach (IGrouping<int, (int Vector, bool IsSecond)> vectors in Enumerable.Range(0, strip.Vectors)
                .Select(v => (Vector: v, At: _layout.Vector(v * _lanes)))
                .GroupBy(static one => one.At.Element, static one => (one.Vector, one.At.IsSecond)))
            {
                Load load = new(row + vectors.Key, _lanes);
                if (_gemm.IsPacked)
                {
                    yield return new Assign("u", load);
                }

                foreach ((int v, bool isSecond) in vectors)
                {
                    yield return new Assign(
                        Sum(block, sum + v),
                        new MultiplyAdd(new Held("t"), _gemm.IsPacked ? new Widened("u", isSecond) : load, new Held(Sum(block, sum + v))));
                }
            }

            sum += strip.Vectors;
        }
    }

    private Add Total(int block, int v) => new(new Held(Sum(0, v)), new Held(Sum(block, v)));

    private string Sum(int block, int v) => _gemm.Blocks == 1 ? $"c{v}" : $"c{block}{v}";

    /// <summary>Neighbouring columns of B within a panel.</summary>
    /// <param name="First">Their first row.</param>
    /// <param name="Width">Elements of a row of the panel.</param>
    /// <param name="Vectors">The number of vectors.</param>
    private readonly record struct Strip(Place First, int Width, int Vectors);
}
