using LinearGen.Generator.Printing;

namespace LinearGen.Generator.Members;

/// <summary>Writes the types of a row of inputs and of outputs, and the call that takes them: a row of another length does not compile.</summary>
internal static class RowTypesEmitter
{
    /// <summary>Writes the members.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="t">The element type.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="formula">The formula of the call.</param>
    /// <param name="call">The call, up to the arguments x and y by reference and after them.</param>
    public static void Emit(SourceWriter writer, string t, int inputs, int outputs, string formula, (string Before, string After) call)
    {
        const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
        writer.Line($"/// <summary>{formula}, one row. The types make the lengths right: nothing is checked.</summary>");
        writer.Line(MembersEmitter.Inlined);
        using (writer.Block("public void Forward(in Input x, out Output y)"))
        {
            writer.Line($"{Unsafe}.SkipInit(out y);");

            // The rows themselves, and not their first fields: of those, RyuJIT loses sight, and a call takes 1 to 4 ns more.
            writer.Line($"{call.Before}ref {Unsafe}.As<Input, {t}>(ref {Unsafe}.AsRef(in x)), ref {Unsafe}.As<Output, {t}>(ref y){call.After}");
        }

        writer.Line();
        EmitType(writer, t, "Input", inputs);
        writer.Line();
        EmitType(writer, t, "Output", outputs);
    }

    private static void EmitType(SourceWriter writer, string t, string name, int length)
    {
        writer.Line($"/// <summary>A row of length {length}; converts to a span.</summary>");
        writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({length})]");
        using (writer.Block($"public struct {name}"))
        {
            writer.Line($"private {t} _first;");
            writer.Line();
            writer.Line($"/// <summary>Copies {length} values.</summary>");
            writer.Line($"public {name}(global::System.ReadOnlySpan<{t}> values) => global::LinearGen.Internals.LayerCalls.CopyRow(values, out this, {length});");
        }
    }
}
