using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Declarations;

/// <summary>Tells the files that LinearGen's generators have written from all others.</summary>
internal static class GeneratedHalves
{
    /// <summary>The folders that the compiler keeps generated files in: one for each generator, named like its type.</summary>
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal)
    {
        typeof(LinearLayerGenerator).FullName,
        typeof(StageGenerator).FullName,
        typeof(SequentialGenerator).FullName,
    };

    /// <summary>Whether a class has a generated half: then it is declared rightly.</summary>
    /// <param name="type">The class.</param>
    public static bool Complete(INamedTypeSymbol type)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (IsOne(reference.SyntaxTree))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The compilation as the generators have seen it.</summary>
    /// <param name="compilation">The compilation with generated files.</param>
    public static Compilation RemoveFrom(Compilation compilation) => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees.Where(IsOne));

    private static bool IsOne(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && Folders.Contains(Path.GetFileName(Path.GetDirectoryName(tree.FilePath)));
}
