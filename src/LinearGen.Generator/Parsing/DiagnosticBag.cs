using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>Gathers what is wrong with one declaration.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _diagnostics.Count == 0;

    /// <summary>Adds one.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="location">The token to blame.</param>
    /// <param name="arguments">For the message; strings only, since numbers would be written as the user's culture likes.</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, [.. arguments]));

    /// <summary>All of them, in order.</summary>
    public EquatableArray<Diagnostic> ToEquatableArray() => new([.. _diagnostics]);
}
