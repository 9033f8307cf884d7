using System.Text;

namespace LinearGen.Tool.Writing;

/// <summary>Writes indented lines with line feeds, the same on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the present depth; an empty text gives an empty line.</summary>
    /// <param name="lines">One line, or several separated by line feeds (a raw string literal).</param>
    public void Line(string lines = "")
    {
        foreach (string line in lines.ReplaceLineEndings("\n").Split('\n'))
        {
            _text.Append(' ', line.Length > 0 ? 4 * _depth : 0).Append(line).Append('\n');
        }
    }

    /// <summary>Opens a block in braces; disposing the result closes it.</summary>
    /// <param name="header">The line before it.</param>
    /// <param name="end">The text behind its closing brace.</param>
    public Scope Block(string header, string end = "")
    {
        Line(header);
        Line("{");
        _depth++;
        return new Scope(this, "}" + end);
    }

    /// <summary>Opens a list in brackets, as an expression that ends a statement.</summary>
    public Scope List(string header)
    {
        Line(header);
        Line("[");
        _depth++;
        return new Scope(this, "];");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>An open block, which is closed by its disposal.</summary>
    public readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose()
        {
            writer._depth--;
            writer.Line(end);
        }
    }
}
