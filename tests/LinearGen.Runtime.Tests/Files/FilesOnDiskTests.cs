using System.Diagnostics;
using LinearGen.Testing;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>Files as the file system sees them: permissions, links, pipes, what killed processes leave.</summary>
public sealed class FilesOnDiskTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("lineargen-files-").FullName;

    private string Model => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Permissions_OfAFileThatIsReplaced_Stay()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Windows has lists of access rights instead.");
        }

        Safetensors.Save(Model, new Linear23());
        foreach (UnixFileMode mode in (UnixFileMode[])[OwnerOnly, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(Model, mode);

            Safetensors.Save(Model, new Linear23());

            Assert.Equal(mode, File.GetUnixFileMode(Model));
        }
    }

    [SkippableFact]
    public void Link_StaysALink_AndWhatItLeadsToIsReplaced()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "versions")).FullName, "3.safetensors");
        string between = Path.Combine(_folder, "between");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(between, target);
        File.CreateSymbolicLink(Model, between);

        Safetensors.Save(Model, new Linear23());

        Assert.Equal(between, new FileInfo(Model).LinkTarget);
        Safetensors.Load(target, new Linear23());
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder).Length);
    }

    /// <summary>Temporary files of a process that was killed, but not those that one is writing, nor a user's.</summary>
    [Fact]
    public void LeftoversOfKilledProcesses_AreDeletedByTheNextSave()
    {
        string[] leftovers = [$"{Model}.abcdefgh.ijk.tmp", $"{Model}.01234567.8zz.tmp"];
        string[] others = [$"{Model}.tmp", $"{Model}.mine.tmp", Path.Combine(_folder, "other.safetensors.abcdefgh.ijk.tmp")];
        Array.ForEach([.. leftovers, .. others], path => File.WriteAllText(path, ""));
        using ReplacementInUse inUse = new(Model);

        Safetensors.Save(Model, new Linear23());

        Assert.DoesNotContain(leftovers, File.Exists);
        Assert.All(others, path => Assert.True(File.Exists(path), path));
        Assert.True(File.Exists(inUse.Path));
        Safetensors.Load(Model, new Linear23());
    }

    [Fact]
    public void SavesAtTheSameTime_AllSucceed()
    {
        Parallel.For(0, 64, _ => Safetensors.Save(Model, new Linear23()));

        Safetensors.Load(Model, new Linear23());
        Assert.Single(Directory.GetFiles(_folder));
    }

    /// <summary>
    /// Others that take each new temporary file for a leftover, without pause: between its creation and its lock they lock and delete
    /// it. A save fails neither then nor later, when it renames the file.
    /// </summary>
    [Fact]
    public void SavesAmongCleaners_AllSucceed()
    {
        using CancellationTokenSource done = new();
        Thread[] cleaners = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() => DeleteUnlocked(done.Token)))];
        Array.ForEach(cleaners, cleaner => cleaner.Start());
        try
        {
            for (int save = 0; save < 500; save++)
            {
                Safetensors.Save(Model, new Linear23());
            }
        }
        finally
        {
            done.Cancel();
            Array.ForEach(cleaners, cleaner => cleaner.Join());
        }

        Safetensors.Load(Model, new Linear23());
    }

    private void DeleteUnlocked(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            foreach (string leftover in Directory.EnumerateFiles(_folder, "*.tmp"))
            {
                try
                {
                    new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
                }
                catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
                {
                    // In use, or gone.
                }
            }
        }
    }

    /// <summary>Nobody writes to the pipe: to open it would never return.</summary>
    [SkippableFact]
    public async Task PipesAndDevices_AreRefusedAtOnce()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Pipes have no path elsewhere.");
        string pipe = Path.Combine(_folder, "pipe"), link = Path.Combine(_folder, "link");
        using (Process made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        File.CreateSymbolicLink(link, pipe);
        foreach (string path in (string[])[pipe, link, "/dev/zero", "/dev/null"])
        {
            Task load = Task.Run(() => Safetensors.Load(path, new Linear23()));
            Task open = Task.Run(() => SafetensorsFile.Open(path));
            Task resume = Task.Run(() => NewTrainer().LoadCheckpoint(path));
            foreach (Task task in (Task[])[load, open, resume])
            {
                InvalidDataException refused = await Assert.ThrowsAsync<InvalidDataException>(() => task.WaitAsync(TimeSpan.FromSeconds(10)));
                Assert.Equal($"{path} has 0 bytes; expected a regular file with content.", refused.Message);
            }
        }
    }

    [Fact]
    public void Folder_IsRefused()
    {
        Assert.Throws<UnauthorizedAccessException>(() => Safetensors.Load(_folder, new Linear23()));
        Assert.Throws<UnauthorizedAccessException>(() => NewTrainer().LoadCheckpoint(_folder));
    }

    private static Trainer<Linear23> NewTrainer()
    {
        Linear23 layer = new();
        layer.Initialize(new Random(1));
        return new(layer, Loss.MeanSquared, new Sgd(0.1), maxBatch: 1);
    }

    /// <summary>A temporary file that another process is writing, as <see cref="Safetensors"/> would have it open.</summary>
    private sealed class ReplacementInUse : IDisposable
    {
        private readonly FileStream _stream;

        public ReplacementInUse(string model)
        {
            Path = $"{model}.inuse000.abc.tmp";
            _stream = new(Path, FileMode.CreateNew, FileAccess.Write, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
        }

        public string Path { get; }

        public void Dispose() => _stream.Dispose();
    }
}
