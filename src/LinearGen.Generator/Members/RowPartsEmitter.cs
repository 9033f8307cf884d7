using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Generator.Printing;

namespace LinearGen.Generator.Members;

/// <summary>Writes the nested classes that name ranges of a network's rows.</summary>
internal static class RowPartsEmitter
{
    /// <summary>Writes the classes, those without parts left out.</summary>
    public static void Emit(SourceWriter writer, NetworkSpec spec)
    {
        Emit(writer, spec, RowParts.Inputs, "inputs", "x", spec.Inputs);
        Emit(writer, spec, RowParts.Outputs, "outputs", "y", spec.Outputs);
    }

    private static void Emit(SourceWriter writer, NetworkSpec spec, string name, string what, string span, EquatableArray<RowPart> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"/// <summary>Parts of a row of {what}, to slice it by: {span}[{spec.Hierarchy.Layer.Identifier}.{name}.{parts[0].Name}].</summary>");
        using (writer.Block($"public static class {name}"))
        {
            foreach (RowPart part in parts)
            {
                writer.Line($"/// <summary>{part.Length} {what} from column {part.Start} on.</summary>");
                writer.Line($"public static global::System.Range {part.Name} => new({part.Start}, {part.Start + part.Length});");
            }
        }
    }
}
