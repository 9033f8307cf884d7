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
        HierarchyEmitter.Emit(writer, spec.Hierarchy, () => new MembersEmitter(spec, plan, element).Emit(writer));
        writer.Line();
        new KernelsEmitter(spec, plan, element).Emit(writer);
        return writer.ToString();
    }
}
