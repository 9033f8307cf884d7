using System.Runtime.CompilerServices;
using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Finds types of a project that generated code would mean in the place of others.</summary>
internal static class ReservedNames
{
    private const string Library = "LinearGen";

    /// <summary>Namespaces whose types kernels name without them.</summary>
    private static readonly string[] Imported = [Library, "LinearGen.Internals", "System", "System.Runtime.Intrinsics", "System.Runtime.CompilerServices"];

    /// <summary>Beginnings of names that kernels declare, and names of methods that they call without their type.</summary>
    private static readonly string[] Declared = ["Kernels", "Tiles", "Values", "Function", "Slope", "Simd", "Create", "LoadUnsafe", "MultiplyAddEstimate"];

    /// <summary>The types that were found, by compilation: null nearly always. Kept as long as the compilation is.</summary>
    private static readonly ConditionalWeakTable<Compilation, StrongBox<INamedTypeSymbol?>> Known = new();

    /// <summary>Reports a type in a namespace of the library's that takes a name of the library's.</summary>
    /// <param name="layer">The class that is generated.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    public static void Check(LayerDeclaration layer, AttributeSyntax attribute, DiagnosticBag bag)
    {
        if (Known.GetValue(layer.Model.Compilation, static compilation => new(Find(compilation))).Value is { } type)
        {
            bag.Report(LayerDescriptors.ReservedName, attribute.Name.GetLocation(), layer.Name, type.ToDisplayString());
        }
    }

    private static INamedTypeSymbol? Find(Compilation compilation)
    {
        // The only keyword of generated code that is none where a type has its name.
        if (compilation.Assembly.GlobalNamespace.GetTypeMembers("nint").FirstOrDefault(static type => !type.IsFileLocal) is { } integer)
        {
            return integer;
        }

        if (Member(compilation.Assembly.GlobalNamespace, Library) is not { } library)
        {
            return null;
        }

        // Generated code is in no compilation that a generator is given: these are the project's.
        return library.GetTypeMembers().FirstOrDefault(type => IsTaken(compilation, Library, type))
            ?? Member(library, "Internals")?.GetTypeMembers().FirstOrDefault(IsImported)
            ?? Member(library, "Generated")?.GetTypeMembers().FirstOrDefault(type => IsImported(type) || type.Name == "V" || Declared.Any(type.Name.StartsWith));

        bool IsImported(INamedTypeSymbol type) => Imported.Any(name => IsTaken(compilation, name, type));
    }

    private static INamespaceSymbol? Member(INamespaceSymbol container, string name) =>
        container.GetMembers(name).OfType<INamespaceSymbol>().FirstOrDefault();

    /// <summary>Whether another assembly has a public type of the same name, with or without type parameters.</summary>
    private static bool IsTaken(Compilation compilation, string name, INamedTypeSymbol type) => compilation.References
        .Select(compilation.GetAssemblyOrModuleSymbol)
        .OfType<IAssemblySymbol>()
        .Select(assembly => name.Split('.').Aggregate((INamespaceSymbol?)assembly.GlobalNamespace, static (container, part) => container is null ? null : Member(container, part)))
        .Any(container => container?.GetTypeMembers(type.Name).Any(static other => other.DeclaredAccessibility == Accessibility.Public) == true);
}
