using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// How many lanes of a vector memory holds, as a type: the JIT compiles a tile for each count that occurs, and the stores of
/// a cut-off vector become the two or three instructions that the count takes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneCount
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }
}

/// <summary>The first one lane.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes1 : ILaneCount
{
    static int ILaneCount.Count => 1;
}

/// <summary>The first two lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes2 : ILaneCount
{
    static int ILaneCount.Count => 2;
}

/// <summary>The first three lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes3 : ILaneCount
{
    static int ILaneCount.Count => 3;
}

/// <summary>The first four lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes4 : ILaneCount
{
    static int ILaneCount.Count => 4;
}

/// <summary>The first five lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes5 : ILaneCount
{
    static int ILaneCount.Count => 5;
}

/// <summary>The first six lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes6 : ILaneCount
{
    static int ILaneCount.Count => 6;
}

/// <summary>The first seven lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes7 : ILaneCount
{
    static int ILaneCount.Count => 7;
}

/// <summary>The first eight lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes8 : ILaneCount
{
    static int ILaneCount.Count => 8;
}

/// <summary>The first nine lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes9 : ILaneCount
{
    static int ILaneCount.Count => 9;
}

/// <summary>The first ten lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes10 : ILaneCount
{
    static int ILaneCount.Count => 10;
}

/// <summary>The first eleven lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes11 : ILaneCount
{
    static int ILaneCount.Count => 11;
}

/// <summary>The first twelve lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes12 : ILaneCount
{
    static int ILaneCount.Count => 12;
}

/// <summary>The first thirteen lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes13 : ILaneCount
{
    static int ILaneCount.Count => 13;
}

/// <summary>The first fourteen lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes14 : ILaneCount
{
    static int ILaneCount.Count => 14;
}

/// <summary>The first fifteen lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes15 : ILaneCount
{
    static int ILaneCount.Count => 15;
}

/// <summary>All lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AllLanes : ILaneCount
{
    static int ILaneCount.Count => int.MaxValue;
}
