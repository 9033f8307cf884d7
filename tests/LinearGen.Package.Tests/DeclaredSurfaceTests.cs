using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Package.Tests;

/// <summary>
/// The files that declare the public surface. The compiler's analyzer holds the code to all of them together; which file a line
/// stands in, it does not look at.
/// </summary>
public sealed partial class DeclaredSurfaceTests
{
    /// <summary>Part of the names of files with what generated code alone calls.</summary>
    private const string Internals = ".Internals.";

    [Fact]
    public void EachLine_StandsInTheFileOfItsNamespace()
    {
        string[] paths = Directory.GetFiles(Path.Combine(Repository.Root, "src", "LinearGen.Runtime"), "PublicAPI.*.txt");
        Assert.Contains(paths, path => path.Contains(Internals, StringComparison.Ordinal));
        Assert.All(paths, path =>
        {
            string[] lines = File.ReadAllLines(path);
            Assert.Equal("#nullable enable", lines[0]);
            Assert.DoesNotContain(lines[1..], line => IsOfInternals(line) != path.Contains(Internals, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("LinearGen.Internals.AlignedBlock<T>.Length.get -> int", true)]
    [InlineData("*REMOVED*static LinearGen.Internals.LineSums<TLanes, T>.Add<V>(ref T x) -> void", true)]
    [InlineData("~override LinearGen.Internals.Quad<T>.ToString() -> string", true)]
    [InlineData("const LinearGen.Internals.KernelOptions.Inline = 256 -> int", true)]
    [InlineData("static LinearGen.Loss.Huber(double delta = 1) -> LinearGen.Loss!", false)]
    [InlineData("LinearGen.LayerGradients<T>.Layer.get -> LinearGen.Internals.LayerParameters<T>", false)]
    [InlineData("abstract LinearGen.InternalsOfUsers", false)]
    public void ALine_IsOfTheNamespaceOfItsSymbol(string line, bool isOfInternals) => Assert.Equal(isOfInternals, IsOfInternals(line));

    private static bool IsOfInternals(string line) => Declaration().Match(line) is { Success: true } match
        ? match.Groups["internals"].Success
        : throw new FormatException($"No declaration of a symbol in LinearGen: {line}");

    [GeneratedRegex(@"^(\*REMOVED\*)?~?([a-z]+ )*LinearGen\.(?<internals>Internals\.)?")]
    private static partial Regex Declaration();
}
