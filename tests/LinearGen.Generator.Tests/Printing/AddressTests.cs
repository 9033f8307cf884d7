using LinearGen.Generator.Printing;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>References into memory as text.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("ref x", "x")]
    [InlineData("ref x", "x", "0")]
    [InlineData("ref x", "x", "2", "-2")]
    [InlineData("ref Unsafe.Add(ref x, 5)", "x", "2", "3")]
    [InlineData("ref Unsafe.Add(ref x, row + 5)", "x", "2", "row", "3")]
    [InlineData("ref Unsafe.Add(ref x, row * 8 + j)", "x", "row * 8", "0", "j")]
    [InlineData("ref Unsafe.Add(ref x, 4294967296)", "x", "4294967295", "1")]
    public void Reference_LeavesOutWhatAddsNothing(string expected, string name, params string[] terms) => Assert.Equal(expected, Address.Of(name, terms));

    [Theory]
    [InlineData("6", "2", "3")]
    [InlineData("0", "row", "0")]
    [InlineData("0", "0", "row")]
    [InlineData("row", "1", "row")]
    [InlineData("row * 3", "row", "3")]
    [InlineData("row * 3", "3", "row")]
    [InlineData("(a + b) * 3", "a + b", "3")]
    [InlineData("row * columns", "row", "columns")]
    [InlineData("4611686014132420609", "2147483647", "2147483647")]
    public void Product_MultipliesConstants(string expected, string a, string b) => Assert.Equal(expected, Address.Product(a, b));

    [Theory]
    [InlineData("tiled", "tiled", "0")]
    [InlineData("tiled - sixes", "tiled", "sixes")]
    [InlineData("tiled - (twelves + eights)", "tiled", "twelves + eights")]
    public void Difference_KeepsTheOrder(string expected, string from, string subtracted) => Assert.Equal(expected, Address.Difference(from, subtracted));
}
