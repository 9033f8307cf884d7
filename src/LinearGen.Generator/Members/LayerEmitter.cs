using LinearGen.Generator.Model;
using LinearGen.Generator.Printing;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Members;

/// <summary>Writes the generated file of one layer: the description of its shape and schedule, the class's other half, the kernels.</summary>
internal static class LayerEmitter
{
    /// <summary>The whole file as text.</summary>
    /// <param name="spec">The layer.</param>
    public static string Emit(LayerSpec spec)
    {
        LayerSchedule schedule = LayerSchedule.Of(spec);
        SourceWriter writer = new();
        HeaderEmitter.Emit(writer, spec, schedule);
        HierarchyEmitter.Emit(writer, spec.Hierarchy, () => new MembersEmitter(spec, schedule).Emit(writer));
        writer.Line();
        new KernelsPrinter(spec, schedule).Print(writer);
        return writer.ToString();
    }
}
