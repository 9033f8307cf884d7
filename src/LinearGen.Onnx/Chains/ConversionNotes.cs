using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>Collects where a model goes over to another precision within itself, which a class does not.</summary>
internal sealed class ConversionNotes
{
    private const int Most = 4;

    private readonly List<string> _notes = [];
    private int _more;

    /// <summary>The notes to the user.</summary>
    public IReadOnlyList<string> Notes => _more == 0 ? _notes : [.. _notes, $"There are {_more} more such conversions."];

    /// <summary>Looks at a node that may convert.</summary>
    public void Add(OnnxNode node, ElementType from, ElementType to)
    {
        if (from == to || from == ElementType.Unknown)
        {
            return;
        }

        string? note = from.IsInteger() ? $"{node.Display} makes {to.Display()} of integers: the class takes real numbers and does not round them."
            : Digits(to) < Digits(from) && Digits(to) < Digits(ElementType.Float) ? $"{node.Display} rounds {from.Display()} to {to.Display()}; the class does not, and differs from the model by that rounding."
            : from == ElementType.Float16 || from == ElementType.BFloat16 ? $"{node.Display} makes {to.Display()} of {from.Display()}: what is before it is computed more exactly by the class."
            : $"{node.Display} goes over from {from.Display()} to {to.Display()}; the class has one precision throughout.";
        if (_notes.Count < Most)
        {
            _notes.Add(note);
        }
        else
        {
            _more++;
        }
    }

    private static int Digits(ElementType type) => type switch
    {
        ElementType.Double => 53,
        ElementType.Float => 24,
        ElementType.Float16 => 11,
        _ => 8,
    };
}
