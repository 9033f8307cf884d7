namespace LinearGen.Generator.Lowering;

/// <summary>One step of a kernel, for vectors of any width.</summary>
internal abstract record Node;

/// <summary>Declares a vector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The initial value.</param>
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
/// <param name="Value">The new value.</param>
internal sealed record Assign(string Name, Value Value) : Node;

/// <summary>Writes a vector to memory.</summary>
/// <param name="To">The address.</param>
/// <param name="Value">The stored value.</param>
/// <param name="Count">The lanes written: those of the vector, or fewer.</param>
internal sealed record Store(Place To, Value Value, int Count) : Node;

/// <summary>Repeats steps with an index that goes up to a literal bound.</summary>
/// <param name="Index">The index's name.</param>
/// <param name="End">It stays below this, a multiple of <paramref name="Step"/>.</param>
/// <param name="Step">The increment of the index.</param>
/// <param name="Cursors">References that move with it.</param>
/// <param name="Body">The steps.</param>
internal sealed record Loop(string Index, long End, int Step, IReadOnlyList<Cursor> Cursors, IReadOnlyList<Node> Body) : Node;

/// <summary>Repeats steps while enough <c>rows</c> are left.</summary>
/// <param name="Rows">Rows of one turn.</param>
/// <param name="Least">The least number of rows left for another turn: more than one turn's where its vectors reach into the rows behind it.</param>
/// <param name="Moving">References, and how far each moves with a turn.</param>
/// <param name="Body">The steps.</param>
internal sealed record RowLoop(int Rows, int Least, IReadOnlyList<(string Name, long Elements)> Moving, IReadOnlyList<Node> Body) : Node
{
    /// <summary>Whether the loop leaves no rows: where fewer are left than a turn's, the last turn repeats some rows, so that it ends with the last row.</summary>
    public bool LeavesNone { get; init; }
}

/// <summary>Steps that are taken if enough <c>rows</c> are left.</summary>
/// <param name="Least">The least number of rows.</param>
/// <param name="Body">The steps.</param>
internal sealed record When(int Least, IReadOnlyList<Node> Body) : Node;

/// <summary>
/// Repeats steps for each of some terms <c>k</c>, whose elements of A are loaded four at a time and rotated to the first place one after another. The first turn takes
/// the terms beyond a multiple of four, so that none reads behind the last term.
/// </summary>
/// <param name="Terms">The number of terms.</param>
/// <param name="A">The reference to the first term's element of A.</param>
/// <param name="B">References to the first term's row of B.</param>
/// <param name="Fours">Declares the vectors that hold four elements.</param>
/// <param name="Body">The steps of one term.</param>
internal sealed record TermLoop(int Terms, Cursor A, IReadOnlyList<Cursor> B, IReadOnlyList<Define> Fours, IReadOnlyList<Node> Body) : Node
{
    /// <summary>Terms of the first turn.</summary>
    public int First => Terms % 4 == 0 ? 4 : Terms % 4;
}

/// <summary>A reference that moves with a loop's index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The place at index 0.</param>
/// <param name="Stride">Elements for each <paramref name="Per"/> of the index.</param>
/// <param name="Per">A divisor of the index at every turn.</param>
internal sealed record Cursor(string Name, Place From, long Stride, int Per = 1)
{
    /// <summary>The place at an index.</summary>
    public Place At(long index) => From + (index / Per * Stride);
}

/// <summary>An element in memory.</summary>
/// <param name="Name">A reference.</param>
/// <param name="Offset">Elements behind it.</param>
internal readonly record struct Place(string Name, long Offset)
{
    /// <summary>Returns the place a number of elements further on.</summary>
    public static Place operator +(Place place, long offset) => place with { Offset = place.Offset + offset };
}

/// <summary>A value that a vector can hold.</summary>
internal abstract record Value;

/// <summary>All lanes 0.</summary>
internal sealed record Zero : Value;

/// <summary>Another vector.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Held(string Name) : Value;

/// <summary>Neighbouring elements.</summary>
/// <param name="From">The first.</param>
/// <param name="Count">The number of elements: the vector's lanes, or fewer, and the others 0.</param>
internal sealed record Load(Place From, int Count) : Value;

/// <summary>Numbers of bfloat16, widened: one of the two in each element of a vector.</summary>
/// <param name="Pairs">The vector.</param>
/// <param name="IsSecond">Whether it is the second.</param>
internal sealed record Widened(string Pairs, bool IsSecond) : Value;

/// <summary>Half as many neighbouring elements as there are lanes, and as many from another place.</summary>
/// <param name="First">The first of the lower half.</param>
/// <param name="Second">The first of the upper half, behind the same reference.</param>
internal sealed record LoadHalves(Place First, Place Second) : Value;

/// <summary>Lanes of a vector, or of two, in another order.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Indices">The name of which lane each takes.</param>
/// <param name="Second">The vector whose lanes count on from those of the first; null for none.</param>
internal sealed record Permuted(Value Vector, string Indices, Value? Second = null) : Value;

/// <summary>One element in all lanes.</summary>
/// <param name="From">The element's place.</param>
internal sealed record Broadcast(Place From) : Value;

/// <summary>Four neighbouring elements in each 128 bits.</summary>
/// <param name="From">The first.</param>
internal sealed record LoadFour(Place From) : Value;

/// <summary>A quarter of a vector of 512 bits, or half of one of 256, in each 128 bits.</summary>
/// <param name="Name">The vector.</param>
/// <param name="Part">The index of the 128 bits.</param>
internal sealed record Four(string Name, int Part) : Value;

/// <summary>Half of a vector of 512 bits.</summary>
/// <param name="Name">The vector.</param>
/// <param name="IsUpper">Whether it is the upper half.</param>
internal sealed record Half(string Name, bool IsUpper) : Value;

/// <summary>The first lanes of a vector, the others 0.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="Count">The number of lanes.</param>
internal sealed record Leading(Value Vector, int Count) : Value;

/// <summary>One of four such elements in all lanes.</summary>
/// <param name="Four">The vector that holds them.</param>
/// <param name="Element">0 to 3.</param>
internal sealed record Pick(string Four, int Element) : Value;

/// <summary>Four such elements, each in the place of the one before it, the first in that of the last.</summary>
/// <param name="Four">The vector that holds them.</param>
internal sealed record Rotated(string Four) : Value;

/// <summary>a·b + c.</summary>
internal sealed record MultiplyAdd(Value A, Value B, Value C) : Value;

/// <summary>a + b.</summary>
internal sealed record Add(Value A, Value B) : Value;

/// <summary>Lane j is the sum over all lanes of the j-th vector.</summary>
/// <param name="Names">The vectors, one for each column.</param>
internal sealed record Sums(IReadOnlyList<string> Names) : Value;

/// <summary>f of a vector.</summary>
/// <param name="Name">The vector.</param>
/// <param name="Function">The function that is applied.</param>
internal sealed record Activated(string Name, string Function) : Value;

/// <summary>Steps whose names are their own.</summary>
/// <param name="Body">The steps.</param>
internal sealed record Scope(IReadOnlyList<Node> Body) : Node;
