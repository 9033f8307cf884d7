using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>The parameter of an activation as a type, so that the JIT knows it: the slope of <see cref="LeakyRelu{TSlope}"/>, the α of <see cref="Elu{TSlope}"/> and <see cref="Celu{TSlope}"/>.</summary>
/// <remarks>The defaults are written into types of their own: asking for a slope is one more call in the JIT's budget for inlining, of which a kernel has many.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISlope
{
    /// <summary>A finite number.</summary>
    static abstract double Value { get; }
}
