using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>One call of a generated member: its arguments by their parameters' names, and how to report one of them.</summary>
internal sealed class CallSite(OperationAnalysisContext context, Lengths lengths, LayerShape shape, ImmutableArray<IArgumentOperation> arguments)
{
    private string? _layer;
    private bool? _isCertain;

    /// <summary>The shape of the layer or network that is called.</summary>
    public LayerShape Shape => shape;

    /// <summary>The lengths of arrays, spans and memories, as far as they are known.</summary>
    public Lengths Lengths => lengths;

    /// <summary>All arguments.</summary>
    public ImmutableArray<IArgumentOperation> Arguments => arguments;

    /// <summary>The class, as source text at this place may call it.</summary>
    public string Layer => _layer ??= shape.Type.ToMinimalDisplayString(context.Operation.SemanticModel!, context.Operation.Syntax.SpanStart);

    /// <summary>Returns the argument for a parameter, or null.</summary>
    public IOperation? Argument(string parameter)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name == parameter)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>An argument that holds rows, with its length as far as that is known; null if it is not there.</summary>
    public RowSpan? Rows(string parameter, int size, string? column, bool isOptional = false) => Argument(parameter) is { } value
        ? new RowSpan(parameter, value, new Columns(size, column), isOptional, lengths.LengthOf(value))
        : null;

    /// <summary>Reports an argument.</summary>
    /// <param name="descriptor">The diagnostic's descriptor.</param>
    /// <param name="argument">The expression to be underlined.</param>
    /// <param name="expected">Source text of the right expression, for a fix; or null.</param>
    /// <param name="texts">The message's.</param>
    public void Report(DiagnosticDescriptor descriptor, IOperation argument, string? expected, params object[] texts)
    {
        if (_isCertain ??= IsCertain())
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add("Layer", Layer).Add("Expected", expected);
            context.ReportDiagnostic(Diagnostic.Create(descriptor, argument.Syntax.GetLocation(), properties, texts));
        }
    }

    /// <summary>Whether the call is compiled in every configuration, without errors, and can be reached.</summary>
    private bool IsCertain()
    {
        IOperation call = context.Operation;
        if (call.Syntax.ContainsDiagnostics || lengths.FactsOf(call).HasDisabledCode)
        {
            return false;
        }

        for (IOperation node = call; node.Parent is { } parent; node = parent)
        {
            if (parent is IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool condition } } branch
                && node != branch.Condition && node == branch.WhenTrue != condition)
            {
                return false;
            }
        }

        return true;
    }
}
