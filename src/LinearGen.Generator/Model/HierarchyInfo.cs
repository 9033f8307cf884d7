namespace LinearGen.Generator.Model;

/// <summary>The namespace and the outer types of an annotated class, so that its other half can be declared in the same place.</summary>
internal sealed record HierarchyInfo
{
    /// <summary>The full namespace, escaped (<c>Acme.@event</c>); empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around the class and the class itself, outermost first.</summary>
    public required EquatableArray<TypeDeclaration> Types { get; init; }

    /// <summary>The name of the generated file, unique in the compilation even where letter case does not count, for example <c>Acme.Model+Head.g.cs</c>.</summary>
    public required string HintName { get; init; }

    /// <summary>Whether the user's half declares <c>ToString()</c>, which is then the class's.</summary>
    public bool HasOwnToString { get; init; }

    /// <summary>The class's name as it can be written anywhere: <c>global::Acme.Outer.Head</c>.</summary>
    public string FullName => "global::" + (Namespace.Length == 0 ? "" : Namespace + ".") + string.Join(".", Types.Select(static type => type.Identifier));

    /// <summary>The class itself.</summary>
    public TypeDeclaration Layer => Types[Types.Count - 1];
}

/// <summary>One type that must be reopened.</summary>
internal sealed record TypeDeclaration
{
    /// <summary>The keywords after <c>partial</c>: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>The name as it is written in code, escaped (<c>@class</c>). There are no type parameters: neither a layer nor a type around it may be generic.</summary>
    public required string Identifier { get; init; }

    /// <summary>The name as a reader sees it, without escaping.</summary>
    public required string Name { get; init; }
}
