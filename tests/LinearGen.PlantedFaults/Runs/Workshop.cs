namespace LinearGen.PlantedFaults;

/// <summary>A copy of the repository that faults are planted into.</summary>
internal sealed class Workshop
{
    /// <summary>What a build makes, or what is no source.</summary>
    private static readonly string[] Left = ["bin", "obj", ".git", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    private Workshop(string root) => Root = root;

    /// <summary>Its root folder.</summary>
    public string Root { get; }

    /// <summary>Copies a repository's sources. What was built in the copy before stays, so that only what differs is built again.</summary>
    /// <param name="repository">The repository's root folder.</param>
    /// <param name="folder">Where the copy goes.</param>
    public static Workshop Create(string repository, string folder)
    {
        Copy(new DirectoryInfo(repository), folder);
        return new Workshop(folder);
    }

    /// <summary>Writes a fault into its file.</summary>
    /// <returns>Takes it out again.</returns>
    public IDisposable Plant(Fault fault)
    {
        string path = Path.Combine(Root, fault.File);
        string text = File.ReadAllText(path);
        File.WriteAllText(path, fault.PlantInto(text.ReplaceLineEndings("\n")));
        return new Planted(path, text);
    }

    /// <summary>The project that a file belongs to, relative to the root.</summary>
    public static string ProjectOf(string file) => string.Join('/', file.Split('/').Take(2));

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileInfo file in from.GetFiles().Where(file => !Left.Contains(file.Name)))
        {
            FileInfo target = new(Path.Combine(to, file.Name));
            if (!target.Exists || target.Length != file.Length || target.LastWriteTimeUtc != file.LastWriteTimeUtc)
            {
                file.CopyTo(target.FullName, overwrite: true);
            }
        }

        foreach (DirectoryInfo folder in from.GetDirectories().Where(folder => !Left.Contains(folder.Name)))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }

    /// <summary>A file with a fault in it.</summary>
    private sealed class Planted(string path, string text) : IDisposable
    {
        public void Dispose() => File.WriteAllText(path, text);
    }
}
