using LinearGen.Generator.Model;
using LinearGen.Generator.Printing;

namespace LinearGen.Generator.Members;

/// <summary>Reopens the types around a class and its namespace, in which its other half is declared.</summary>
internal static class HierarchyEmitter
{
    /// <summary>Writes the compiler's directives, then namespace and outer types around members.</summary>
    public static void Emit(SourceWriter writer, HierarchyInfo hierarchy, Action emitMembers)
    {
        // No warnings: to look for them in kernels takes a quarter of what a build takes longer by a hundred layers.
        writer.Line("#nullable enable annotations");
        writer.Line("#nullable disable warnings");
        writer.Line("#pragma warning disable CS0436, CS0612, CS0618, CS3001, CS3003, CS3009 // equal names in other assemblies; obsolete layers; CLS");
        writer.Line();
        if (hierarchy.Namespace.Length == 0)
        {
            EmitTypes(0);
            return;
        }

        using (writer.Block($"namespace {hierarchy.Namespace}"))
        {
            EmitTypes(0);
        }

        void EmitTypes(int depth)
        {
            if (depth == hierarchy.Types.Count - 1)
            {
                emitMembers();
                return;
            }

            TypeDeclaration type = hierarchy.Types[depth];
            using (writer.Block($"partial {type.Keyword} {type.Identifier}"))
            {
                EmitTypes(depth + 1);
            }
        }
    }
}
