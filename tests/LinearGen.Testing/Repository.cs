using System.Reflection;

namespace LinearGen.Testing;

/// <summary>The repository that the tests run in, for tests that read its documents and recorded files.</summary>
public static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Upwards from the tests; if they were built elsewhere, where they were built from.</summary>
    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LinearGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(data => data.Key == "RepositoryRoot")?.Value
            ?? throw new InvalidOperationException("These tests must run from within the repository.");
    }
}
