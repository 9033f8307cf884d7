using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.Benchmarks.Generators;

/// <summary>One character that is typed and typed over, to and fro.</summary>
/// <param name="Name">What is edited.</param>
/// <param name="File">The place of the file.</param>
/// <param name="Before">What stands before the character.</param>
internal sealed record Keystroke(string Name, int File, string Before)
{
    /// <summary>Marks the place in ordinary code.</summary>
    public const string Marker = "4 + ";

    /// <summary>The kinds that are measured. Only the last one changes anything that generated code depends on: the first layer's outputs, which are the second's inputs.</summary>
    public static IReadOnlyList<Keystroke> All { get; } =
    [
        new("elsewhere in the layers' file", 0, Marker),
        new("in another file", 2, Marker),
        new("one layer's attribute", 0, "Out = "),
    ];

    /// <summary>The compilation after the keystroke, with nothing bound yet.</summary>
    public Compilation Type(Compilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees.ElementAt(File);
        SourceText text = tree.GetText();
        int place = text.ToString().IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        char typed = text[place] == '1' ? '2' : '1';
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(place, 1), typed.ToString()))));
    }
}
