using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>The uses of locals and parameters in one member's code, lambdas and local functions included.</summary>
/// <remarks>
/// A variable that is given its value in one place only, where it is declared or by the only assignment, has one value wherever it
/// can be seen, also in loops and lambdas: C# allows no read on a path that avoids that place.
/// </remarks>
internal sealed class LocalFacts
{
    /// <summary>The variables that are written to; with the value if the only write is an assignment.</summary>
    private readonly Dictionary<ISymbol, IOperation?> _written = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _initializers = new(SymbolEqualityComparer.Default);

    private LocalFacts(IOperation root)
    {
        SyntaxNode member = (SyntaxNode?)root.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? root.Syntax;
        IsOrdinaryMethod = member is MethodDeclarationSyntax;
        HasDisabledCode = member.ContainsDirectives && member.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia));
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                    _initializers[declarator.Symbol] = initializer.Value;
                    break;
                case ILocalReferenceOperation { IsDeclaration: false } local when IsWrite(local):
                    Write(local.Local, local.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == local ? assignment.Value : null);
                    break;
                case IParameterReferenceOperation parameter when IsWrite(parameter):
                    Write(parameter.Parameter, null);
                    break;
            }
        }

        // A local that is declared without value and assigned once has that value wherever C# lets it be read.
        foreach (KeyValuePair<ISymbol, IOperation?> write in _written)
        {
            if (write is { Key: ILocalSymbol local, Value: { } value }
                && local.DeclaringSyntaxReferences.All(static reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: null })
                && !_initializers.ContainsKey(local))
            {
                _initializers.Add(write.Key, value);
            }
        }
    }

    /// <summary>Whether this is a method in which readonly fields keep their values: no constructor, no initialiser, no init accessor.</summary>
    public bool IsOrdinaryMethod { get; }

    /// <summary>Whether there is code that only another configuration compiles; its effects are not known.</summary>
    public bool HasDisabledCode { get; }

    /// <summary>Returns the facts of a member, which are kept for as long as the compiler keeps the member's operations.</summary>
    public static LocalFacts Of(IOperation operation, ConditionalWeakTable<IOperation, LocalFacts> cache)
    {
        IOperation root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return cache.GetValue(root, static root => new LocalFacts(root));
    }

    /// <summary>Whether a local or parameter has the same value wherever it can be seen.</summary>
    public bool IsStable(ISymbol variable) => (!_written.TryGetValue(variable, out IOperation? only) || (only is not null && InitializerOf(variable) == only)) && variable switch
    {
        ILocalSymbol local => local.RefKind == RefKind.None,

        // Those of a primary constructor can be assigned by any member.
        IParameterSymbol { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol method } =>
            !method.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax),
        _ => false,
    };

    /// <summary>Returns the initial value in a local's declaration, or null.</summary>
    public IOperation? InitializerOf(ISymbol variable) => _initializers.TryGetValue(variable, out IOperation? value) ? value : null;

    private void Write(ISymbol variable, IOperation? value) => _written[variable] = _written.ContainsKey(variable) ? null : value;

    /// <summary>Whether a reference is used so that the variable may change; a copy of it, handed on, does not count.</summary>
    private static bool IsWrite(IOperation reference)
    {
        IOperation node = reference;
        for (IOperation? parent = node.Parent; parent is not null; node = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ITupleOperation or IConversionOperation or IParenthesizedOperation or IDeclarationExpressionOperation:
                    continue;
                case IAssignmentOperation assignment:
                    return assignment.Target == node || assignment is ISimpleAssignmentOperation { IsRef: true };
                case IIncrementOrDecrementOperation or IAddressOfOperation:
                    return true;
                case IArgumentOperation argument:
                    return argument.Parameter is not { RefKind: RefKind.None };
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return declarator.Symbol.RefKind != RefKind.None;
                case IConditionalOperation conditional:
                    return conditional.IsRef;

                // An extension can take its receiver by reference.
                case IInvocationOperation call when call.Instance == node:
                    return IsOfAnother(reference.Type, call.TargetMethod);
                case IPropertyReferenceOperation property when property.Instance == node:
                    return IsOfAnother(reference.Type, property.Property);
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsOfAnother(ITypeSymbol? type, ISymbol member) => type is { IsValueType: true }
        && member.ContainingType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } owner
        && !SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, type.OriginalDefinition);
}
