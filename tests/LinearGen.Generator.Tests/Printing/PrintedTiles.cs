using System.Text.RegularExpressions;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>A call of the runtime's register tiles.</summary>
/// <param name="Height">Rows of a tile.</param>
/// <param name="Vectors">Vectors of a tile.</param>
/// <param name="Arguments">Numbers, and references as what they refer to and the offset.</param>
internal sealed record TileCall(int Height, int Vectors, IReadOnlyList<(string Name, long Value)> Arguments);

/// <summary>Follows the loops of a printed method and notes whom it calls.</summary>
/// <param name="lines">Its text.</param>
internal sealed partial class PrintedTiles(string[] lines)
{
    private readonly Dictionary<string, long> _names = [];
    private readonly Dictionary<string, (string Name, long Offset)> _references = [];

    /// <summary>The calls in their order.</summary>
    public List<TileCall> Tiles { get; } = [];

    /// <summary>Arguments of other calls that go row by row, by their first word.</summary>
    public List<(string Call, IReadOnlyList<(string Name, long Value)> Arguments)> Others { get; } = [];

    /// <summary>Runs a method's body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="rows">The number of rows.</param>
    public static PrintedTiles Run(string text, long rows)
    {
        PrintedTiles run = new([.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)]);
        run._names["rows"] = rows;
        run.Run(0, run.Length);
        return run;
    }

    private int Length => lines.Length;

    private void Run(int from, int to)
    {
        for (int line = from; line < to; line++)
        {
            if (lines[line] is "{" or "}")
            {
                continue; // A block that keeps its names to itself.
            }

            if (Loop().Match(lines[line]) is { Success: true } loop)
            {
                int end = End(line + 1);
                for (_names[loop.Groups[1].Value] = Value(loop.Groups[2].Value); _names[loop.Groups[1].Value] < Value(loop.Groups[3].Value); _names[loop.Groups[1].Value] += loop.Groups[4].Value is "++" ? 1 : Value(loop.Groups[4].Value[4..]))
                {
                    Run(line + 2, end);
                }

                line = end;
            }
            else if (Number().Match(lines[line]) is { Success: true } number)
            {
                _names[number.Groups[1].Value] = Value(number.Groups[2].Value);
            }
            else if (lines[line].StartsWith("ref float ", StringComparison.Ordinal))
            {
                foreach (Match reference in Reference().Matches(lines[line]))
                {
                    _references[reference.Groups[1].Value] = Target(reference.Groups[2].Value);
                }
            }
            else if (Condition().Match(lines[line]) is { Success: true } condition && Value(condition.Groups[1].Value) <= Value(condition.Groups[2].Value))
            {
                continue;
            }
            else if (Call().Match(lines[line]) is { Success: true } call)
            {
                (string Name, long Value)[] arguments = [.. Split(call.Groups[2].Value).Select(Argument)];
                if (Tile().Match(call.Groups[1].Value) is { Success: true } tile)
                {
                    Tiles.Add(new TileCall((int)Value(tile.Groups[1].Value), (int)Value(tile.Groups[2].Value), arguments));
                }
                else
                {
                    Others.Add((call.Groups[1].Value, arguments));
                }
            }
            else
            {
                Assert.StartsWith("float one = 1;", lines[line], StringComparison.Ordinal);
            }
        }
    }

    private int End(int open)
    {
        Assert.Equal("{", lines[open]);
        int depth = 0;
        for (int line = open; ; line++)
        {
            depth += lines[line] switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth == 0)
            {
                return line;
            }
        }
    }

    private (string Name, long Value) Argument(string text) =>
        text.StartsWith("ref ", StringComparison.Ordinal) ? Target(text["ref ".Length..]) : ("", Value(text));

    private (string Name, long Offset) Target(string text)
    {
        (string name, string offset) = Offset().Match(text) is { Success: true } added ? (added.Groups[1].Value, added.Groups[2].Value) : (text, "0");
        (string target, long start) = _references.GetValueOrDefault(name, (name, 0));
        return (target, start + Value(offset));
    }

    private long Value(string text)
    {
        if (Minimum().Match(text) is { Success: true } minimum)
        {
            return Math.Min(Value(minimum.Groups[1].Value), Value(minimum.Groups[2].Value));
        }

        return Choice().Match(text) is { Success: true } choice
            ? Value(choice.Groups[Value(choice.Groups[1].Value) < Value(choice.Groups[2].Value) ? 3 : 4].Value)
            : Expression.Evaluate(text, _names);
    }

    /// <summary>At the commas outside parentheses.</summary>
    private static IEnumerable<string> Split(string arguments)
    {
        int start = 0;
        int depth = 0;
        for (int position = 0; position < arguments.Length; position++)
        {
            depth += arguments[position] switch { '(' => 1, ')' => -1, _ => 0 };
            if (arguments[position] == ',' && depth == 0)
            {
                yield return arguments[start..position].Trim();
                start = position + 1;
            }
        }

        yield return arguments[start..].Trim();
    }

    [GeneratedRegex(@"^for \(nint (\w+) = (.+); \w+ < (.+); \w+( \+= \w+|\+\+)\)$")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^nint (\w+) = (.+);$")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\w+) = ref (Unsafe\.Add\(.*?\)(?=[,;])|\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^if \((.+) > (.+?)\) ")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^(?:if \(.+ > .+?\) )?([\w.]+)\((.*)\);$")]
    private static partial Regex Call();

    [GeneratedRegex(@"^Tiles(?:256|512)\.Rows(\d+)Vectors(\d+)$")]
    private static partial Regex Tile();

    [GeneratedRegex(@"^Unsafe\.Add\(ref (\w+), (.+)\)$")]
    private static partial Regex Offset();

    [GeneratedRegex(@"^(.+) < (.+) \? (.+) : (.+)$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^Math\.Min\((.+), (.+)\)$")]
    private static partial Regex Minimum();
}
