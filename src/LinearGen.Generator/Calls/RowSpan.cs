using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>An argument that holds rows.</summary>
/// <param name="Name">Its parameter.</param>
/// <param name="Value">The argument.</param>
/// <param name="Columns">The length of one row in it.</param>
/// <param name="IsOptional">Whether it may be empty, independent of the others.</param>
/// <param name="Length">Its length, or null if that is not known.</param>
internal sealed record RowSpan(string Name, IOperation Value, Columns Columns, bool IsOptional, Term? Length)
{
    /// <summary>Its rows, or null if they are not known or not whole.</summary>
    public Term? Rows => Length is not null && Length.Coefficient % Columns.Size == 0 ? Term.Divide(Length, Term.Of(Columns.Size)) : null;

    /// <summary>Whether it is known to hold nothing.</summary>
    public bool IsEmpty => Length is { Coefficient: 0 };
}
