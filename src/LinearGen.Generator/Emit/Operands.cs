using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>What a product is made of, as references in the generated code: C = start + A·B.</summary>
/// <param name="Plan">How it is computed.</param>
/// <param name="A">The rows that come in, <see cref="ProductPlan.Terms"/> elements each.</param>
/// <param name="B">The matrix in panels; behind it lies what the sums start from.</param>
/// <param name="Transpose">The transpose of B, likewise, which the dot form reads.</param>
/// <param name="C">The rows that go out, <see cref="ProductPlan.Columns"/> elements each.</param>
/// <param name="HasStart">Whether the sums start from anything but zeros.</param>
/// <param name="Activation">What is applied to the sums.</param>
internal sealed record Operands(ProductPlan Plan, string A, string B, string Transpose, string C, bool HasStart, Activation Activation = Activation.None)
{
    /// <summary>Whether the product is one of several in a network's method.</summary>
    public bool IsInNetwork { get; init; }

    /// <summary>The vectors that hold a row of A, if it does not lie in memory.</summary>
    public IReadOnlyList<string>? AVectors { get; init; }

    /// <summary>The vectors that take a row of C, if it is not to lie in memory.</summary>
    public IReadOnlyList<string>? CVectors { get; init; }

    /// <summary>Behind what the sums' start lies.</summary>
    public string Start => B;

    /// <summary>The matrices that the kernels read.</summary>
    public string[] Matrices => Plan.Dot is null ? [B] : HasStart ? [B, Transpose] : [Transpose];
}
