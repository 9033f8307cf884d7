using System.Runtime.CompilerServices;

namespace LinearGen.Tool.Timing;

/// <summary>The generated class, called as a user's program calls it.</summary>
/// <param name="model">The model.</param>
/// <param name="x">Inputs, [rows, In].</param>
/// <param name="rows">The number of rows.</param>
internal sealed class GeneratedContender(Timed.Model model, Element[] x, int rows) : Contender("LinearGen")
{
    private readonly Element[] _y = new Element[rows * Timed.Model.Out];

    /// <inheritdoc/>
    public override Element[] Outputs => _y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Compiled once; the loop itself does not change tiers while it is timed.
    public override void Run(int calls)
    {
        Timed.Model timed = model;
        ReadOnlySpan<Element> from = x;
        Span<Element> to = _y;
        for (; calls > 0; calls--)
        {
            timed.Forward(from, to);
        }
    }
}
