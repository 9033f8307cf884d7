using System.Text;

namespace LinearGen.Generator.Printing;

/// <summary>Writes lines indented by tabs, which keep generated files small; blocks close themselves.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the present depth; an empty text gives an empty line.</summary>
    /// <param name="lines">One line, or several separated by line feeds (a raw string literal).</param>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            string text = line.TrimEnd('\r');
            if (text.Length > 0)
            {
                _text.Append('\t', _depth).Append(text);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes lines if a condition holds.</summary>
    public void Line(string lines, bool condition)
    {
        if (condition)
        {
            Line(lines);
        }
    }

    /// <summary>Opens a block in braces; disposing the result closes it.</summary>
    /// <param name="header">The text before the brace; null for a bare block, which keeps its names to itself.</param>
    public Scope Block(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        _depth++;
        return new Scope(this);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A block that is open.</summary>
    public readonly struct Scope(SourceWriter writer) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose()
        {
            // A block does not end in an empty line.
            StringBuilder text = writer._text;
            if (text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
            {
                text.Length--;
            }

            writer._depth--;
            writer.Line("}");
        }
    }
}
