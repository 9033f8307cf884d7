using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Printing;

/// <summary>The text of an activation: a type that kernels call on vectors, and passes over rows in memory.</summary>
/// <param name="activation">The activation.</param>
/// <param name="slope">Its parameter; null for the default.</param>
/// <param name="precision">The element type.</param>
/// <param name="layer">The number of its layer in a network.</param>
internal sealed class ActivationText(Activation activation, double? slope, Precision precision, string layer = "")
{
    private const string Internals = "global::LinearGen.Internals";

    private readonly string _t = precision.Keyword();
    private readonly string _slope = $"Slope{layer}";

    /// <summary>The suffix of the activation's name in the text.</summary>
    public string Suffix { get; init; } = layer;

    /// <summary>The name of the function that is applied to vectors and to rows.</summary>
    public string Function => "Function" + Suffix;

    /// <summary>The runtime's type for it; LeakyRelu of 0 is Relu.</summary>
    public string Type => HasSlope ? $"{activation}<global::LinearGen.Generated.{_slope}>"
        : slope is not null ? nameof(Activation.Relu)
        : DefaultType(activation);

    /// <summary>Whether the type has a parameter of its own.</summary>
    private bool HasSlope => slope is { } value && (activation != Activation.LeakyRelu || (precision == Precision.Double ? value : (float)value) != 0);

    /// <summary>The runtime's type for an activation with its default slope, if it has one; Celu of 1 is Elu.</summary>
    public static string DefaultType(Activation activation) => activation == Activation.Celu ? nameof(Activation.Elu) : activation.ToString();

    /// <summary>Declares the parameter's type, if there is one.</summary>
    public void PrintSlope(SourceWriter writer)
    {
        if (HasSlope)
        {
            writer.Line($"// The slope of {activation}.");
            writer.Line($"file readonly struct {_slope} : {Internals}.ISlope {{ public static double Value => {ActivationTraits.Number(slope!.Value)}; }}");
            writer.Line();
        }
    }

    /// <summary>Whether a single row's sums are activated in registers, before they are stored.</summary>
    /// <param name="schedule">The schedule of the sums.</param>
    public bool IsInRegisters(Schedule schedule) => activation != Activation.None && !activation.IsRowWise()
        && (schedule.Gemm.IsDot || schedule.IsActivatedInRegisters);

    /// <summary>The line that names the function in texts for one width of vectors.</summary>
    public string Using(int bits) => activation.IsRowWise()
        ? $"using {Function} = {Internals}.SoftmaxRows<{Internals}.Simd256<{_t}>, {_t}, {Internals}.{activation}>;"
        : $"using {Function} = {Internals}.ActivationRows<global::System.Runtime.Intrinsics.Vector{bits}<{_t}>, {Internals}.Simd{bits}<{_t}>, {_t}, {Internals}.{Type}>;";

    /// <summary>Activates rows in memory where they are.</summary>
    /// <param name="y">The reference to them.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    public string Pass(string y, string rows, int columns) => Pass(y, y, rows, columns);

    /// <summary>Activates rows in memory.</summary>
    /// <param name="z">The reference to them.</param>
    /// <param name="y">The reference to where the results go.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    public string Pass(string z, string y, string rows, int columns) => activation.IsRowWise()
        ? $"{Function}.Forward(ref {z}, ref {y}, {rows}, {columns});"
        : $"{Function}.Forward(ref {z}, ref {y}, {Address.Product(rows, Address.Text(columns))});";

    /// <summary>dZ = f′·dY.</summary>
    /// <param name="source">The value from which f′ is computed.</param>
    /// <param name="columns">Elements of a row.</param>
    public string Gradient(string source, int columns) => activation.IsRowWise()
        ? $"{Function}.Backward(ref {source}, ref dy, ref dz, rows, {columns});"
        : $"{Function}.Backward(ref {source}, ref dy, ref dz, {Address.Product("rows", Address.Text(columns))});";
}
