using System.Reflection;

namespace LinearGen.Package.Tests.Api;

/// <summary>
/// The public surface changes only when somebody means it to. After an intended change, run once with
/// LINEARGEN_UPDATE_SNAPSHOTS=1, read the difference and commit it.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly Assembly Runtime = typeof(LinearLayerAttribute).Assembly;

    [Fact]
    public void WhatUsersCall_IsAsRecorded() => RecordedApi.ForUsers.Check(Runtime);

    [Fact]
    public void WhatGeneratedCodeCalls_IsAsRecorded() => RecordedApi.ForGeneratedCode.Check(Runtime);

    [Fact]
    public void ADifference_NamesWhatCameAndWhatWent() =>
        Assert.Equal("- b\n+ c\n", RecordedApi.Difference(["a", "b"], ["a", "c"]));

    [Fact]
    public void Lines_TellApartWhatWouldBreakCallers()
    {
        IReadOnlyList<string> lines = ApiText.Lines(typeof(PublicApiTests).Assembly, name => name.EndsWith(".SurfaceExamples", StringComparison.Ordinal));

        string name = typeof(SurfaceExamples.Example<>).Namespace!;
        Assert.Equal(
            [
                $"abstract {name}.Example<T>.Dispose() -> void",
                $"abstract class {name}.Example<T> : System.IDisposable where T : unmanaged",
                $"const {name}.Example<T>.Size = 3 -> int",
                $"override {name}.Example<T>.ToString() -> string",
                $"protected {name}.Example<T>.new(string? text = null)",
                $"static {name}.Example<T>.Make<TOther>(in T first, out System.Span<T> second, params string[] rest) -> System.Collections.Generic.List<string?>? where TOther : class, new()",
                $"virtual {name}.Example<T>.Text {{ get; protected set; }} -> string?",
            ],
            lines);
    }
}
