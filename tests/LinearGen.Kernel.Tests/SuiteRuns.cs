using System.Collections.Concurrent;

namespace LinearGen.Kernel.Tests;

/// <summary>The runs of the checks in child processes, each started when a test first asks for it. All load one assembly, from a file.</summary>
public sealed class SuiteRuns : IDisposable
{
    private const string TieredPgo = "DOTNET_TieredPGO";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("LinearGen");
    private readonly ConcurrentDictionary<string, Lazy<Task<ChildRun>>> _runs = new();
    private readonly Lazy<string> _layers;
    private readonly Lazy<string> _networks;

    public SuiteRuns()
    {
        _layers = new(() => Save("Layers.dll", CompiledLayers.SelectionBytes));
        _networks = new(() => Save("Networks.dll", CompiledNetworks.Bytes));
    }

    /// <summary>The file with the layers that have activations, and the networks.</summary>
    internal string Networks => _networks.Value;

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>The run with one variable of the runtime set to 0, or with none.</summary>
    /// <remarks>Profiles for the checks' own code cost more than they bring in half a minute.</remarks>
    internal Task<ChildRun> WithoutAsync(string variable) => _runs.GetOrAdd(
        variable,
        name => new(() => ChildRun.StartAsync(
            name.Length == 0 ? new() { [TieredPgo] = "0" } : new() { [TieredPgo] = "0", [name] = "0" }, "check", _layers.Value, _networks.Value, GoldenSet.Manifest))).Value;

    private string Save(string name, byte[] assembly)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, assembly);
        return path;
    }
}
