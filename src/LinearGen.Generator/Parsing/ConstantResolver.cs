using System.Runtime.CompilerServices;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>
/// Works out constants that may be made of other layers' sizes. <c>Projection.Out</c> is generated, so while the
/// generator looks it does not exist: it is taken from Projection's attribute instead, whose argument is worked out
/// in the same way.
/// </summary>
/// <remarks>
/// In an expression such as <c>Projection.Out * 2</c> the sizes are put in as numbers and the compiler itself gives
/// its value: there is no second arithmetic here that could differ from C#'s.
/// </remarks>
internal sealed class ConstantResolver
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly SemanticModel _model;
    private Dictionary<SyntaxTree, SemanticModel>? _models;

    /// <summary>The constants being worked out, outermost first: one that occurs twice depends on itself.</summary>
    private readonly List<(ISymbol Owner, string Member)> _path = [];

    /// <summary>Starts at one class.</summary>
    /// <param name="model">The semantic model of its file, which need not be made again.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    public ConstantResolver(SemanticModel model, CancellationToken cancellationToken)
    {
        _compilation = model.Compilation;
        _cancellationToken = cancellationToken;
        _model = model;
    }

    private static Resolution TooDeep => Resolution.Unknown("it is nested too deeply; write a number");

    /// <summary>The end of the message about an expression that is no constant.</summary>
    /// <param name="expression">As it is written.</param>
    public static string NoConstant(string expression) =>
        $"'{expression}' is not a constant that is known here; write a number, a constant, or In or Out of another layer, such as 'Projection.Out'";

    /// <summary>Works out an argument of a layer's own attribute.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="argument">The argument.</param>
    public Resolution Resolve(INamedTypeSymbol layer, AttributeArgumentSyntax argument)
    {
        try
        {
            return EvaluateArgument(layer, LayerAttributes.FindSized(layer)!, argument);
        }
        catch (InsufficientExecutionStackException)
        {
            return TooDeep;
        }
    }

    /// <summary>Works out an argument of another attribute of a class, which has its parameter's name for its own.</summary>
    /// <param name="owner">The class.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="parameter">The parameter's name.</param>
    public Resolution Resolve(INamedTypeSymbol owner, AttributeArgumentSyntax argument, string parameter)
    {
        try
        {
            return argument.Expression.ContainsDiagnostics ? Resolution.BlamedElsewhere : Follow(owner, parameter, argument.Expression);
        }
        catch (InsufficientExecutionStackException)
        {
            return TooDeep;
        }
    }

    /// <summary>Works out the constant <c>In</c>, <c>Out</c> or <c>ParameterCount</c> that will be generated into a layer, another stage or a network.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="member">The constant's name.</param>
    public Resolution ResolveMember(INamedTypeSymbol layer, string member)
    {
        if (LayerAttributes.FindSized(layer) is null)
        {
            return Follow(layer, member, () => ResolveOfStages(LayerAttributes.Named(LayerAttributes.FindNaming(layer)!), member));
        }

        if (member != KnownNames.ParameterCount)
        {
            Resolution size = ResolveArgument(layer, member);

            // The generated constant is an int, for every integer type of the attribute's argument.
            return size.Value is not { } value ? size
                : ArgumentParser.ToInt(value) is >= 1 and int number ? Resolution.Known(number)
                : Resolution.BlamedElsewhere;
        }

        if (LayerAttributes.FindStage(layer) is { } stage)
        {
            Resolution size = ResolveMember(layer, KnownNames.In);
            return size.Value is int length ? Resolution.Known((int)stage.Kind.ParameterCount(length)) : size;
        }

        Resolution inputs = ResolveMember(layer, KnownNames.In);
        Resolution outputs = ResolveMember(layer, KnownNames.Out);
        Resolution bias = ResolveArgument(layer, KnownNames.Bias);
        return inputs.Value is not int rows ? inputs
            : outputs.Value is not int columns ? outputs
            : bias.Value is not bool hasBias ? bias
            : StorageSize.ParameterCount(rows, columns, hasBias) is <= int.MaxValue and long count ? Resolution.Known((int)count)
            : Resolution.BlamedElsewhere;
    }

    /// <summary>Works out a user's constant whose initialiser names a layer's size, so that the compiler does not know it yet.</summary>
    /// <param name="field">The constant.</param>
    public Resolution ResolveField(IFieldSymbol field)
    {
        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            EqualsValueClauseSyntax? initializer = !_compilation.ContainsSyntaxTree(reference.SyntaxTree) ? null : reference.GetSyntax(_cancellationToken) switch
            {
                VariableDeclaratorSyntax constant => constant.Initializer,
                EnumMemberDeclarationSyntax member => member.EqualsValue,
                _ => null,
            };
            if (initializer is not null)
            {
                return Follow(field.ContainingType, field.Name, initializer.Value);
            }
        }

        return Resolution.Unknown(NoConstant(field.Name));
    }

    /// <summary>Resolves a size of a network: In of its first stage, Out of its last one, the parameters of all of them. Faults of the stages are reported there.</summary>
    private Resolution ResolveOfStages(IReadOnlyList<INamedTypeSymbol?> stages, string member)
    {
        if (stages.Count == 0 || stages.Any(static stage => stage is null || LayerAttributes.FindNameable(stage.OriginalDefinition) is null))
        {
            return Resolution.BlamedElsewhere;
        }

        if (member != KnownNames.ParameterCount)
        {
            return ResolveMember(stages[member == KnownNames.In ? 0 : stages.Count - 1]!.OriginalDefinition, member);
        }

        long sum = 0;
        foreach (INamedTypeSymbol? stage in stages)
        {
            Resolution count = ResolveMember(stage!.OriginalDefinition, member);
            if (count.Value is not int parameters)
            {
                return count;
            }

            sum += parameters;
        }

        return sum <= int.MaxValue ? Resolution.Known((int)sum) : Resolution.BlamedElsewhere;
    }

    private Resolution ResolveArgument(INamedTypeSymbol layer, string name)
    {
        AttributeData attribute = LayerAttributes.FindSized(layer)!;
        name = name is KnownNames.In or KnownNames.Out && LayerAttributes.FindStage(layer) is not null ? KnownNames.Size : name;
        if (LayerAttributes.Syntax(attribute, _cancellationToken) is not { } syntax || !_compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            // Another assembly's attribute is finished, even if that assembly's generated constant is not at hand.
            return LayerAttributes.Value(attribute, name) is { } value ? Resolution.Known(value)
                : name == KnownNames.Bias ? Resolution.Known(false)
                : Resolution.Unknown(NoConstant($"{layer.Name}.{name}"));
        }

        if (LayerAttributes.Argument(syntax, name) is not { } argument)
        {
            return name == KnownNames.Bias ? Resolution.Known(false) : Resolution.BlamedElsewhere;
        }

        // A fault in another layer's argument is reported there, unless it leads back to where we started.
        Resolution resolution = EvaluateArgument(layer, attribute, argument);
        return resolution.Problem is null ? resolution : Resolution.BlamedElsewhere;
    }

    private Resolution EvaluateArgument(INamedTypeSymbol layer, AttributeData attribute, AttributeArgumentSyntax argument)
    {
        ExpressionSyntax expression = argument.Expression;
        string name = argument.NameEquals!.Name.Identifier.ValueText;
        if (expression.ContainsDiagnostics)
        {
            // Half typed, or a number that no type holds, which the compiler then takes for 0: it says so itself.
            return Resolution.BlamedElsewhere;
        }

        // Nearly always it is a plain number that the compiler has worked out before we were asked: nothing to bind.
        return !LayerReferences.MayBeIn(expression) && LayerAttributes.Value(attribute, name) is { } value
            ? Resolution.Known(value)
            : Follow(layer, name, expression);
    }

    private Resolution Follow(INamedTypeSymbol owner, string member, ExpressionSyntax expression) => Follow(owner, member, () => Evaluate(expression));

    private Resolution Follow(INamedTypeSymbol owner, string member, Func<Resolution> evaluate)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _cancellationToken.ThrowIfCancellationRequested();
        int first = _path.FindIndex(step => step.Member == member && SymbolEqualityComparer.Default.Equals(step.Owner, owner));
        if (first >= 0)
        {
            // A circle that we only came upon is reported by those who are in it.
            return first > 0 ? Resolution.BlamedElsewhere : Resolution.Cyclic(
                string.Join(" → ", _path.Append(_path[0]).Select(step => $"{step.Owner.Name}.{step.Member}")));
        }

        _path.Add((owner, member));
        try
        {
            return evaluate();
        }
        finally
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private Resolution Evaluate(ExpressionSyntax expression)
    {
        SemanticModel model = ModelOf(expression.SyntaxTree);
        if (!LayerReferences.MayBeIn(expression) && model.GetConstantValue(expression, _cancellationToken) is { Value: { } constant })
        {
            return Resolution.Known(constant);
        }

        LayerReferences references = new(this, model, _cancellationToken);
        if (references.TryResolve(Unparenthesised(expression)) is { } whole)
        {
            return whole;
        }

        ExpressionSyntax replaced = (ExpressionSyntax)references.Visit(expression);
        return references.Failure
            ?? (ConstantValue(model, expression, replaced) is { } value ? Resolution.Known(value)
            : Resolution.Unknown(references.Hint ?? NoConstant(expression.ToString())));
    }

    private object? ConstantValue(SemanticModel model, ExpressionSyntax expression, ExpressionSyntax replaced)
    {
        if (expression == replaced)
        {
            return model.GetConstantValue(expression, _cancellationToken).Value;
        }

        if (expression.Parent is EqualsValueClauseSyntax initializer)
        {
            EqualsValueClauseSyntax changed = initializer.WithValue(replaced);
            return model.TryGetSpeculativeSemanticModel(initializer.SpanStart, changed, out SemanticModel? speculative)
                ? speculative.GetConstantValue(changed.Value, _cancellationToken).Value
                : null;
        }

        if (expression.Parent is AttributeArgumentSyntax { Parent: AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } list } argument)
        {
            AttributeSyntax changed = attribute.ReplaceNode(expression, replaced);
            return model.TryGetSpeculativeSemanticModel(attribute.SpanStart, changed, out SemanticModel? speculative)
                ? speculative.GetConstantValue(changed.ArgumentList!.Arguments[list.Arguments.IndexOf(argument)].Expression, _cancellationToken).Value
                : null;
        }

        return null;
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (tree == _model.SyntaxTree)
        {
            return _model;
        }

        _models ??= [];
        return _models.TryGetValue(tree, out SemanticModel? model) ? model : _models[tree] = _compilation.GetSemanticModel(tree);
    }

    private static ExpressionSyntax Unparenthesised(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        return expression;
    }
}
