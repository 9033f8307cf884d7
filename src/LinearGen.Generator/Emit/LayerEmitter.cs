using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>Writes the generated file of one layer: what it is and how it is computed, the class's other half, the kernels.</summary>
internal static class LayerEmitter
{
    /// <summary>The whole file as text.</summary>
    /// <param name="spec">The layer.</param>
    public static string Emit(LayerSpec spec)
    {
        LayerPlan plan = LayerPlan.Create(spec);
        Element element = Element.Of(spec);
        SourceWriter writer = new();

        HeaderEmitter.Emit(writer, spec, plan, element);
        writer.Line("#nullable enable");
        writer.Line("#pragma warning disable CS0436, CS3001, CS3003, CS3009 // equal names in other assemblies; CLS");
        writer.Line();
        EmitHierarchy(writer, spec.Hierarchy, () => new MembersEmitter(spec, plan, element).Emit(writer));
        writer.Line();
        new KernelsEmitter(spec, plan, element).Emit(writer);
        return writer.ToString();
    }

    private static void EmitHierarchy(SourceWriter writer, HierarchyInfo hierarchy, Action emitMembers)
    {
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
