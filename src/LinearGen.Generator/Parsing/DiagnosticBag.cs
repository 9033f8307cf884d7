using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>The diagnostics of one declaration.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>Whether there is no diagnostic so far.</summary>
    public bool IsEmpty => _diagnostics.Count == 0;

    /// <summary>Adds a diagnostic.</summary>
    /// <param name="descriptor">The diagnostic's descriptor.</param>
    /// <param name="location">The token to blame.</param>
    /// <param name="arguments">The arguments of the message; strings only, since numbers would be written as the user's culture likes.</param>
    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, [.. arguments]));

    /// <summary>Returns all diagnostics, in order.</summary>
    public EquatableArray<Diagnostic> ToEquatableArray() => new([.. _diagnostics]);
}
