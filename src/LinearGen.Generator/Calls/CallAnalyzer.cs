using System.Collections.Immutable;
using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>
/// Reports calls of generated members and of trainers that cannot be right: lengths that do not fit, losses, and networks without backward pass. Anything that is not certain is left to
/// the checks at run time.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        CallDescriptors.NotWholeRows,
        CallDescriptors.RowsDiffer,
        CallDescriptors.ParameterCount,
        CallDescriptors.IndexOutOfRange,
        CallDescriptors.InputIsOutput,
        CallDescriptors.NoRoom,
        CallDescriptors.NoRow,
        CallDescriptors.LabelsForTargets,
        CallDescriptors.WrongLoss,
        CallDescriptors.NotTrainable);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            MemoryTypes types = new(start.Compilation);
            KnownCalls calls = new(start.Compilation, types);
            if (calls.Exist)
            {
                CallChecks checks = new(calls, new Lengths(types, new ReadonlyMembers(start.Compilation)));
                start.RegisterOperationAction(context => checks.CheckInvocation(context, (IInvocationOperation)context.Operation), OperationKind.Invocation);
                start.RegisterOperationAction(context => checks.CheckProperty(context, (IPropertyReferenceOperation)context.Operation), OperationKind.PropertyReference);
                start.RegisterOperationAction(context => checks.CheckCreation(context, (IObjectCreationOperation)context.Operation), OperationKind.ObjectCreation);
            }
        });
    }
}
