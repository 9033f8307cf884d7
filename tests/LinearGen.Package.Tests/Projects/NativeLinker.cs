namespace LinearGen.Package.Tests.Projects;

/// <summary>The linker that NativeAOT needs: clang's, or gcc's if it is told so.</summary>
internal static class NativeLinker
{
    /// <summary>The build's properties that name it; null if there is none.</summary>
    public static IReadOnlyList<string>? Properties { get; } =
        IsOnPath("clang") ? [] : IsOnPath("gcc") ? ["CppCompilerAndLinker=gcc", "LinkerFlavor=bfd"] : null;

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
