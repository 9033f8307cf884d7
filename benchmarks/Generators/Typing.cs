using Microsoft.CodeAnalysis;

namespace LinearGen.Benchmarks.Generators;

/// <summary>An editor with a project in it, in which one character is typed again and again.</summary>
internal sealed class Typing
{
    private readonly Keystroke _keystroke;
    private Compilation _compilation;
    private GeneratorDriver _driver;

    /// <summary>Opens the project and runs its generators a first time.</summary>
    public Typing(Compilation compilation, GeneratorDriver driver, Keystroke keystroke)
    {
        _keystroke = keystroke;
        _compilation = compilation;
        _driver = driver.RunGenerators(compilation);
    }

    /// <summary>What the generators gave.</summary>
    public GeneratorDriverRunResult Result => _driver.GetRunResult();

    /// <summary>Types; parsing is not the generators' work.</summary>
    public void Type() => _compilation = _keystroke.Type(_compilation);

    /// <summary>Runs the generators.</summary>
    public void Run() => _driver = _driver.RunGenerators(_compilation);

    /// <summary>Bytes that a keystroke allocates in the generators.</summary>
    public long Allocated()
    {
        Type();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
