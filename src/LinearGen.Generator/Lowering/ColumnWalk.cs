namespace LinearGen.Generator.Lowering;

/// <summary>Lowers a walk over columns in pieces: a loop over whole ones, or each by itself, then the rest.</summary>
internal static class ColumnWalk
{
    /// <summary>The steps.</summary>
    /// <param name="index">The loop's index.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="piece">Columns of a whole piece.</param>
    /// <param name="isUnrolled">Whether whole pieces have a text each.</param>
    /// <param name="cursors">The cursors that move with the columns, by their names in a loop.</param>
    /// <param name="lower">Lowers one piece: where the cursors are, and its columns.</param>
    public static IReadOnlyList<Node> Lower(
        string index, int columns, int piece, bool isUnrolled, IReadOnlyList<Cursor> cursors, Func<IReadOnlyList<Place>, int, IReadOnlyList<Node>> lower)
    {
        List<Node> nodes = [];
        int whole = columns / piece * piece;
        if (whole > piece && !isUnrolled)
        {
            nodes.Add(new Loop(index, whole, piece, cursors, lower([.. cursors.Select(static cursor => new Place(cursor.Name, 0))], piece)));
        }
        else
        {
            for (int first = 0; first < whole; first += piece)
            {
                nodes.Add(LowerPiece(first, piece));
            }
        }

        if (columns > whole)
        {
            nodes.Add(LowerPiece(whole, columns - whole));
        }

        return nodes.Count == 1 && nodes[0] is Scope only ? only.Body : nodes;

        // A loop alone keeps its names to itself.
        Node LowerPiece(int first, int count)
        {
            IReadOnlyList<Node> body = lower([.. cursors.Select(cursor => cursor.At(first))], count);
            return body.Count == 1 && body[0] is Loop loop ? loop : new Scope(body);
        }
    }
}
