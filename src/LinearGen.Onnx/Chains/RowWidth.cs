namespace LinearGen.Onnx.Chains;

/// <summary>The number of values in a row. Elementwise functions share it with their arguments, so that a width found for one is known for all.</summary>
internal sealed class RowWidth
{
    private RowWidth? _same;
    private int? _value;

    /// <summary>A width that is not known yet.</summary>
    public RowWidth()
    {
    }

    /// <summary>A width that is known.</summary>
    public RowWidth(int value) => _value = value;

    /// <summary>The number; null while it is not known.</summary>
    public int? Value => Root._value;

    private RowWidth Root
    {
        get
        {
            RowWidth root = this;
            while (root._same is not null)
            {
                root = root._same;
            }

            // Next time the way is short.
            for (RowWidth at = this; !ReferenceEquals(at, root);)
            {
                RowWidth next = at._same!;
                at._same = root;
                at = next;
            }

            return root;
        }
    }

    /// <summary>Says how many there are.</summary>
    /// <returns>Whether that is possible.</returns>
    public bool Fix(int value) => (Root._value ??= value) == value;

    /// <summary>The width of the result of two rows: one value beside a wider row is repeated.</summary>
    /// <returns>Null if they do not fit.</returns>
    public static RowWidth? Join(RowWidth one, RowWidth other)
    {
        (RowWidth first, RowWidth second) = (one.Root, other.Root);
        if (ReferenceEquals(first, second) || (second._value == 1 && first._value != 1))
        {
            return first;
        }

        if (first._value == 1 && second._value != 1)
        {
            return second;
        }

        if (first._value is { } a && second._value is { } b)
        {
            return a == b ? first : null;
        }

        (RowWidth open, RowWidth known) = first._value is null ? (first, second) : (second, first);
        open._same = known;
        return known;
    }
}
