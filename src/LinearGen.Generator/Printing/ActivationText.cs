using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Printing;

/// <summary>How an activation is written: a type that kernels call on vectors, and passes over rows in memory.</summary>
/// <param name="activation">The activation.</param>
/// <param name="precision">The element type.</param>
/// <param name="suffix">What the names end in that texts call it by.</param>
internal sealed class ActivationText(Activation activation, Precision precision, string suffix = "")
{
    private const string Internals = "global::LinearGen.Internals";

    private readonly string _t = precision.Keyword();

    /// <summary>The name of what is applied to vectors.</summary>
    public string Function => "Function" + suffix;

    private string Passes => "Passes" + suffix;

    /// <summary>Whether a single row's sums are activated in registers, before they are stored.</summary>
    /// <param name="schedule">How they are computed.</param>
    public bool IsInRegisters(Schedule schedule) => activation != Activation.None && !activation.IsRowWise()
        && (schedule.Gemm.IsDot || schedule.Vectors * schedule.Width.Bits <= Tuning.ActivatedVectors * 256);

    /// <summary>Lines that name what texts for vectors of so many bits call: Function, Passes.</summary>
    public IEnumerable<string> Usings(int bits)
    {
        if (activation == Activation.None)
        {
            yield break;
        }

        if (activation.IsRowWise())
        {
            yield return $"using {Passes} = {Internals}.{activation}Rows<{_t}, {Elementary(256)}>;";
            yield break;
        }

        yield return $"using {Function} = {Type(bits)};";
        yield return $"using {Passes} = {Internals}.ActivationRows<{Vectors(bits)}, {_t}, {Type(bits)}>;";
    }

    /// <summary>Activates rows in memory.</summary>
    /// <param name="y">The reference to them.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Elements of a row.</param>
    public string Pass(string y, string rows, int columns) => activation.IsRowWise()
        ? $"{Passes}.Forward(ref {y}, ref {y}, {rows}, {columns});"
        : $"{Passes}.Forward(ref {y}, ref {y}, {Address.Product(rows, Address.Text(columns))});";

    /// <summary>dZ = f′·dY.</summary>
    /// <param name="source">What f′ is told from.</param>
    /// <param name="columns">Elements of a row.</param>
    public string Gradient(string source, int columns) => activation.IsRowWise()
        ? $"{Passes}.Backward(ref {source}, ref dy, ref dz, rows, {columns});"
        : $"{Passes}.Backward(ref {source}, ref dy, ref dz, {Address.Product("rows", Address.Text(columns))});";

    private string Type(int bits) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.HardSwish => $"{Internals}.{activation}<{Vectors(bits)}, {_t}>",
        Activation.Tanh when precision == Precision.Single => $"{Internals}.SingleTanh<{Vectors(bits)}>",
        Activation.Tanh => $"{Internals}.ExponentialTanh<{Vectors(bits)}, {_t}, {Elementary(bits)}>",
        _ => $"{Internals}.{activation}<{Vectors(bits)}, {_t}, {Elementary(bits)}>",
    };

    private string Elementary(int bits) => $"{Internals}.{precision}Elementary<{Vectors(bits)}>";

    private string Vectors(int bits) => $"global::System.Runtime.Intrinsics.Vector{bits}<{_t}>, {Internals}.Simd{bits}<{_t}>";
}
