using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>
/// A length or number as far as it is known: a constant, or a constant times variables that keep their value. A value that is
/// neither of the two is not a term, and is not checked.
/// </summary>
/// <remarks>A variable of an integral type stands for its value, any other for its length: <c>2·rows</c>, <c>x.Length</c>.</remarks>
internal sealed class Term
{
    private readonly ImmutableArray<ISymbol> _factors;

    private Term(long coefficient, ImmutableArray<ISymbol> factors)
    {
        Coefficient = coefficient;
        _factors = coefficient == 0 ? ImmutableArray<ISymbol>.Empty : factors;
    }

    /// <summary>The constant part.</summary>
    public long Coefficient { get; }

    /// <summary>Whether there is no variable in it.</summary>
    public bool IsConstant => _factors.IsEmpty;

    /// <summary>The term in a message's notation: <c>6</c>, <c>2·rows</c>.</summary>
    public string Text => Join("·");

    /// <summary>The term as source text: <c>6</c>, <c>2 * rows</c>.</summary>
    public string Expression => Join(" * ");

    /// <summary>A number.</summary>
    public static Term Of(long value) => new(value, ImmutableArray<ISymbol>.Empty);

    /// <summary>The value or the length of a variable that is not assigned again.</summary>
    public static Term Of(ISymbol variable) => new(1, ImmutableArray.Create(variable));

    /// <summary>Whether two terms are known to be the same, or to be both unknown.</summary>
    public static bool AreEqual(Term? left, Term? right) =>
        left is null ? right is null : right is not null && left.Coefficient == right.Coefficient && left.HasFactorsOf(right);

    /// <summary>The sum, if both count the same thing.</summary>
    public static Term? Add(Term? left, Term? right, int sign = 1) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (_, { Coefficient: 0 }) => left,
        ({ Coefficient: 0 }, _) => Within(sign * right.Coefficient, right._factors),
        _ => left.HasFactorsOf(right) ? Within(left.Coefficient + (sign * right.Coefficient), left._factors) : null,
    };

    /// <summary>The product.</summary>
    public static Term? Multiply(Term? left, Term? right) => left is null || right is null
        ? null
        : Within(left.Coefficient * right.Coefficient, left._factors.AddRange(right._factors));

    /// <summary>Returns the quotient, where it is a term: of two numbers, or of terms that can be divided for all values of the variables.</summary>
    public static Term? Divide(Term? left, Term? right) =>
        left is not null && right is { IsConstant: true, Coefficient: > 0 } && (left.IsConstant || left.Coefficient % right.Coefficient == 0)
            ? new(left.Coefficient / right.Coefficient, left._factors)
            : null;

    /// <summary>Whether both have the same variables, so that their constants can be compared.</summary>
    public bool HasFactorsOf(Term other)
    {
        ImmutableArray<ISymbol> rest = other._factors;
        foreach (ISymbol factor in _factors)
        {
            int before = rest.Length;
            rest = rest.Remove(factor, SymbolEqualityComparer.Default);
            if (rest.Length == before)
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    /// <summary>No array is longer than an int can say; what is beyond has overflown, to an unknown value.</summary>
    private static Term? Within(long coefficient, ImmutableArray<ISymbol> factors) =>
        coefficient is >= int.MinValue and <= int.MaxValue ? new(coefficient, factors) : null;

    private static string NameOf(ISymbol symbol) => IsNumber(symbol) ? symbol.Name : symbol.Name + ".Length";

    private static bool IsNumber(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => Integers.IsIntegral(local.Type),
        IParameterSymbol parameter => Integers.IsIntegral(parameter.Type),
        IFieldSymbol field => Integers.IsIntegral(field.Type),
        _ => false,
    };

    private string Join(string separator)
    {
        IEnumerable<string> names = _factors.Select(NameOf);
        return string.Join(separator, Coefficient == 1 && !IsConstant ? names : names.Prepend(Coefficient.ToString(CultureInfo.InvariantCulture)));
    }
}
