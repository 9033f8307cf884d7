namespace LinearGen.Generator.Lowering;

/// <summary>One step of a kernel, for vectors of any width.</summary>
internal abstract record Node;

/// <summary>Declares a vector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds.</param>
internal sealed record Define(string Name, Value Value) : Node;

/// <summary>Declares the lanes that a permutation takes.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Lanes">For each lane, which one it takes.</param>
internal sealed record DefineIndices(string Name, IReadOnlyList<int> Lanes) : Node;

/// <summary>Declares vectors that get their values later.</summary>
/// <param name="Names">Their names.</param>
internal sealed record Declare(string Names) : Node;

/// <summary>Gives a vector another value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds from now on.</param>
internal sealed record Assign(string Name, Value Value) : Node;

/// <summary>Writes a vector to memory.</summary>
/// <param name="To">Where.</param>
/// <param name="Value">What.</param>
/// <param name="Count">The lanes written: those of the vector, or fewer.</param>
internal sealed record Store(Place To, Value Value, int Count) : Node;

/// <summary>Repeats steps with an index that goes up to a literal bound.</summary>
/// <param name="Index">The index's name.</param>
/// <param name="End">It stays below this, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">What is added each time.</param>
/// <param name="Cursors">References that move with it.</param>
/// <param name="Body">The steps.</param>
internal sealed record Loop(string Index, long End, int Step, IReadOnlyList<Cursor> Cursors, IReadOnlyList<Node> Body) : Node;

/// <summary>Repeats steps while there are so many <c>rows</c> left.</summary>
/// <param name="Rows">Rows of one turn.</param>
/// <param name="Least">How many must be left: more than one turn's where its vectors reach into the rows behind it.</param>
/// <param name="Moving">References, and how far each moves with a turn.</param>
/// <param name="Body">The steps.</param>
internal sealed record RowLoop(int Rows, int Least, IReadOnlyList<(string Name, long Elements)> Moving, IReadOnlyList<Node> Body) : Node;

/// <summary>A reference that moves with a loop's index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">Where it is when the index is 0.</param>
/// <param name="Stride">Elements for each 1 of the index.</param>
internal sealed record Cursor(string Name, Place From, long Stride);

/// <summary>An element in memory.</summary>
/// <param name="Name">A reference.</param>
/// <param name="Offset">Elements behind it.</param>
internal readonly record struct Place(string Name, long Offset)
{
    /// <summary>So many elements further on.</summary>
    public static Place operator +(Place place, long offset) => place with { Offset = place.Offset + offset };
}

/// <summary>What a vector can hold.</summary>
internal abstract record Value;

/// <summary>All lanes 0.</summary>
internal sealed record Zero : Value;

/// <summary>Another vector.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Held(string Name) : Value;

/// <summary>Neighbouring elements.</summary>
/// <param name="From">The first.</param>
/// <param name="Count">How many: the vector's lanes, or fewer, and the others 0.</param>
internal sealed record Load(Place From, int Count) : Value;

/// <summary>Half as many neighbouring elements as there are lanes, twice.</summary>
/// <param name="From">The first.</param>
internal sealed record LoadTwice(Place From) : Value;

/// <summary>Lanes of a vector in another order.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Indices">The name of which lane each takes.</param>
internal sealed record Permuted(Value Vector, string Indices) : Value;

/// <summary>One element in all lanes.</summary>
/// <param name="From">Where it is.</param>
internal sealed record Broadcast(Place From) : Value;

/// <summary>Four neighbouring elements in each 128 bits.</summary>
/// <param name="From">The first.</param>
internal sealed record LoadFour(Place From) : Value;

/// <summary>A quarter of a vector of 512 bits, or half of one of 256, in each 128 bits.</summary>
/// <param name="Name">The vector.</param>
/// <param name="Part">Which 128 bits.</param>
internal sealed record Four(string Name, int Part) : Value;

/// <summary>Half of a vector of 512 bits.</summary>
/// <param name="Name">The vector.</param>
/// <param name="IsUpper">Which half.</param>
internal sealed record Half(string Name, bool IsUpper) : Value;

/// <summary>The first lanes of a vector, the others 0.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Count">How many.</param>
internal sealed record Leading(Value Vector, int Count) : Value;

/// <summary>One of four such elements in all lanes.</summary>
/// <param name="Four">The vector that holds them.</param>
/// <param name="Element">0 to 3.</param>
internal sealed record Pick(string Four, int Element) : Value;

/// <summary>a·b + c.</summary>
internal sealed record MultiplyAdd(Value A, Value B, Value C) : Value;

/// <summary>a + b.</summary>
internal sealed record Add(Value A, Value B) : Value;

/// <summary>Lane j is the sum over all lanes of the j-th vector.</summary>
/// <param name="Names">The vectors, one for each column.</param>
internal sealed record Sums(IReadOnlyList<string> Names) : Value;

/// <summary>f of a vector.</summary>
/// <param name="Name">The vector.</param>
/// <param name="Function">What is applied.</param>
internal sealed record Activated(string Name, string Function) : Value;

/// <summary>Steps whose names are their own.</summary>
/// <param name="Body">The steps.</param>
internal sealed record Scope(IReadOnlyList<Node> Body) : Node;
