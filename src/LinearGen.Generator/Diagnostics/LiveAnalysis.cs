using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Generator.Diagnostics;

/// <summary>Tells an editor, or a tool that loads projects as an editor does, from a build.</summary>
internal static class LiveAnalysis
{
    /// <summary>The key in the configuration file that the package adds to a project while it is loaded for editing with analyzers on.</summary>
    private const string Key = "linear_gen_live_analysis";

    /// <summary>Whether the project is being edited, and analyzers run.</summary>
    /// <param name="options">The project's options.</param>
    public static bool IsOn(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Key, out string? value) && value == "true";
}
