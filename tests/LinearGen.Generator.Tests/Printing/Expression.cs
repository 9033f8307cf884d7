using System.Globalization;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>Evaluates the arithmetic of generated code: +, −, *, / of whole numbers, parentheses and names.</summary>
/// <param name="text">What is evaluated.</param>
/// <param name="names">The values of names.</param>
internal sealed class Expression(string text, IReadOnlyDictionary<string, long> names)
{
    private int _position;

    /// <summary>Its value, as C# has it.</summary>
    public static long Evaluate(string text, IReadOnlyDictionary<string, long> names)
    {
        Expression expression = new(text.Replace(" ", "", StringComparison.Ordinal), names);
        long value = expression.Sum();
        Assert.True(expression._position == expression.Length, $"Nobody can read {text}.");
        return value;
    }

    private int Length => text.Length;

    private char Next => _position < text.Length ? text[_position] : '\0';

    private long Sum()
    {
        long value = Product();
        while (Next is '+' or '-')
        {
            value = text[_position++] == '+' ? value + Product() : value - Product();
        }

        return value;
    }

    private long Product()
    {
        long value = Factor();
        while (Next is '*' or '/')
        {
            value = text[_position++] == '*' ? value * Factor() : value / Factor();
        }

        return value;
    }

    private long Factor()
    {
        if (Next == '(')
        {
            _position++;
            long value = Sum();
            Assert.Equal(')', text[_position++]);
            return value;
        }

        int start = _position;
        while (char.IsLetterOrDigit(Next))
        {
            _position++;
        }

        string word = text[start.._position];
        return char.IsDigit(word[0]) ? long.Parse(word, CultureInfo.InvariantCulture) : names[word];
    }
}
