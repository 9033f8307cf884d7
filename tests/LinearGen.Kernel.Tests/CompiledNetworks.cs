using System.Reflection;

namespace LinearGen.Kernel.Tests;

/// <summary>The layers with activations and the networks, generated, compiled and loaded once for all tests.</summary>
internal static class CompiledNetworks
{
    private static readonly Lazy<byte[]> s_bytes = new(() => CompiledLayers.Compile([.. NetworkDeclarations.Layers, NetworkDeclarations.Networks]));

    private static readonly Lazy<NetworkCatalog> s_catalog = new(() => NetworkCatalog.Of(Assembly.Load(s_bytes.Value)));

    /// <summary>All of them.</summary>
    public static NetworkCatalog Catalog => s_catalog.Value;

    /// <summary>The assembly, which child processes load from a file.</summary>
    public static byte[] Bytes => s_bytes.Value;
}
