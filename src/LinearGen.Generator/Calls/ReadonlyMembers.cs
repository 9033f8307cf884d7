using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LinearGen.Generator.Calls;

/// <summary>Readonly fields and properties without setter that have their value from their initialiser, fields also from their class's only constructor, and from nowhere else.</summary>
internal sealed class ReadonlyMembers(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _initializers = new(SymbolEqualityComparer.Default);

    /// <summary>The value of a member that a reference is to, or null if it can have another.</summary>
    public IOperation? InitializerOf(IMemberReferenceOperation reference)
    {
        ISymbol member = reference.Member.OriginalDefinition;
        return IsCandidate(member) && IsInitializedBefore(member, reference)
            ? _initializers.GetOrAdd(member, Find)
            : null;
    }

    private static bool IsCandidate(ISymbol member) => member switch
    {
        // A struct can be created without its initialisers.
        { IsStatic: false, ContainingType.TypeKind: not TypeKind.Class } => false,
        IFieldSymbol field => field is { IsReadOnly: true, IsConst: false },
        IPropertySymbol property => property is { SetMethod: null, IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false },
        _ => false,
    };

    /// <summary>Whether a member has its value when a reference reads it. Initialisers run from top to bottom: one that reads a member below it reads 0 or null.</summary>
    private static bool IsInitializedBefore(ISymbol member, IMemberReferenceOperation reference)
    {
        SyntaxNode? declaration = member.DeclaringSyntaxReferences.Length == 1 ? member.DeclaringSyntaxReferences[0].GetSyntax() : null;
        return declaration is not null && !IsInConstructor(reference) && (!IsInInitializer(reference)
            || (declaration.SyntaxTree == reference.Syntax.SyntaxTree && declaration.SpanStart < reference.Syntax.SpanStart));
    }

    /// <summary>Whether a field is read in a constructor, which may read it before it assigns it.</summary>
    private static bool IsInConstructor(IOperation operation) =>
        operation is IFieldReferenceOperation && operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax;

    private static bool IsInInitializer(IOperation operation)
    {
        IOperation? node = operation;
        while (node is not null and not ISymbolInitializerOperation { Kind: OperationKind.FieldInitializer or OperationKind.PropertyInitializer })
        {
            node = node.Parent;
        }

        return node is not null;
    }

    private static EqualsValueClauseSyntax? ClauseOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer,

        // An accessor with a body may give anything.
        PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } property
            when accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null) => property.Initializer,
        _ => null,
    };

    private static IEnumerable<IdentifierNameSyntax> Writes(ISymbol member) => member.ContainingType.DeclaringSyntaxReferences
        .SelectMany(static reference => reference.GetSyntax().DescendantNodes())
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == member.Name && IsWrite(name));

    /// <summary>Returns the value that a class's only constructor assigns to a field, if it does so once, on every path, and before any other code can read the field.</summary>
    private static ExpressionSyntax? AssignedBy(IFieldSymbol field)
    {
        List<IdentifierNameSyntax> writes = [.. Writes(field).Take(2)];
        if (writes.Count != 1 || field.ContainingType is not { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object })
        {
            return null;
        }

        SyntaxNode target = writes[0].Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : writes[0];
        return target.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            && ConstructorOf(assignment) is { } constructor
            && field.ContainingType.GetMembers().OfType<IMethodSymbol>().Count(method =>
                method.MethodKind == (field.IsStatic ? MethodKind.StaticConstructor : MethodKind.Constructor)) == 1
            && constructor.Modifiers.Any(SyntaxKind.StaticKeyword) == field.IsStatic
                ? assignment.Right
                : null;
    }

    /// <summary>The constructor of which this is a statement of its own, with nothing but checks and other assignments before it.</summary>
    private static ConstructorDeclarationSyntax? ConstructorOf(AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax constructor } => constructor,
        ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax constructor } block } statement
            when block.Statements.TakeWhile(other => other != statement).All(IsHarmless) => constructor,
        _ => null,
    };

    /// <summary>An assignment, or a call of something else's method; neither leaves the constructor nor uses the object.</summary>
    private static bool IsHarmless(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax or InvocationExpressionSyntax }
        && !statement.DescendantNodes().Any(static node => node is InvocationExpressionSyntax { Expression: not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } }
            || (node is ThisExpressionSyntax && node.Parent is not MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax }));

    /// <summary>Whether a name is written to, by its form alone, for all members of this name: rather once too often than once too seldom.</summary>
    private static bool IsWrite(IdentifierNameSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is ParenthesizedExpressionSyntax or TupleExpressionSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax }
            || (node.Parent is MemberAccessExpressionSyntax access && access.Name == node))
        {
            node = node.Parent!;
        }

        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            PrefixUnaryExpressionSyntax unary => unary.RawKind is (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax unary => unary.RawKind is (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
            RefExpressionSyntax => true,
            _ => false,
        };
    }

    private IOperation? Find(ISymbol member)
    {
        SyntaxNode? source = ClauseOf(member.DeclaringSyntaxReferences[0].GetSyntax()) is { } clause
            ? Writes(member).Any() ? null : clause
            : member is IFieldSymbol field ? AssignedBy(field) : null;
        if (source is null)
        {
            return null;
        }

        // Another file's model, which is not at hand: asked for only for the few members that are handed to a layer, and once each.
#pragma warning disable RS1030
        SemanticModel model = compilation.GetSemanticModel(source.SyntaxTree);
#pragma warning restore RS1030
        return model.GetOperation(source) is ISymbolInitializerOperation initializer ? initializer.Value
            : model.GetOperation(source)?.Parent is ISimpleAssignmentOperation assignment ? assignment.Value
            : (model.GetOperation(source)?.Parent as IConversionOperation) ?? model.GetOperation(source);
    }
}
