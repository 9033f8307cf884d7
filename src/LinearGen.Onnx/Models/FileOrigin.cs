namespace LinearGen.Onnx.Models;

/// <summary>Says which file something was made from, without saying where that file lay.</summary>
internal static class FileOrigin
{
    /// <summary>Some lines.</summary>
    /// <param name="name">The file's name, without folders.</param>
    /// <param name="hash">The SHA-256 of its content, in hexadecimal.</param>
    /// <param name="format">The file's format.</param>
    public static IReadOnlyList<string> Describe(string name, string hash, string format) =>
    [
        $"{Quoted.Text(name)}: {format}",
        $"SHA-256 {hash}",
    ];
}
