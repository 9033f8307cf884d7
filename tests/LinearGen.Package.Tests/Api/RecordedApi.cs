using System.Reflection;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Api;

/// <summary>A part of the runtime's surface and the file where it is recorded.</summary>
/// <param name="FileName">The file, beside the runtime's project.</param>
/// <param name="Belongs">Which namespaces are part of it.</param>
internal sealed record RecordedApi(string FileName, Predicate<string> Belongs)
{
    private const string UpdateSwitch = "LINEARGEN_UPDATE_SNAPSHOTS";
    private const string Internals = "LinearGen.Internals";

    /// <summary>What users write code against.</summary>
    public static RecordedApi ForUsers { get; } = new("PublicApi.txt", name => !IsInternal(name));

    /// <summary>What generated code calls, and editors hide. A generator and a runtime of different versions would meet here.</summary>
    public static RecordedApi ForGeneratedCode { get; } = new("GeneratedCodeApi.txt", IsInternal);

    /// <summary>Fails if an assembly's surface is not the recorded one, and says what came and what went; or records it, if asked to.</summary>
    public void Check(Assembly assembly)
    {
        IReadOnlyList<string> found = ApiText.Lines(assembly, Belongs);
        string path = Path.Combine(Repository.Root, "src", "LinearGen.Runtime", FileName);
        if (Environment.GetEnvironmentVariable(UpdateSwitch) == "1")
        {
            File.WriteAllLines(path, found);
            return;
        }

        string[] recorded = File.Exists(path) ? File.ReadAllLines(path) : [];
        string difference = Difference(recorded, found);
        Assert.True(
            difference.Length == 0,
            $"The surface of {assembly.GetName().Name} is not what src/LinearGen.Runtime/{FileName} says (- recorded, + found):\n{difference}If this is intended, run once with {UpdateSwitch}=1, read the difference, and say in CHANGELOG.md what changed.");
    }

    /// <summary>Lines that are in one alone, in their order.</summary>
    internal static string Difference(IReadOnlyCollection<string> recorded, IReadOnlyCollection<string> found) => string.Concat(
        recorded.Except(found).Select(line => (line, sign: '-'))
            .Concat(found.Except(recorded).Select(line => (line, sign: '+')))
            .OrderBy(pair => pair.line, StringComparer.Ordinal)
            .Select(pair => $"{pair.sign} {pair.line}\n"));

    private static bool IsInternal(string name) => name == Internals || name.StartsWith(Internals + ".", StringComparison.Ordinal);
}
