using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace LinearGen.Benchmarks.Native;

/// <summary>The width of vectors, in bits, that a process computes with: kernels by the JIT's choice, peers by switches of their own.</summary>
internal static class VectorWidth
{
    /// <summary>The width of 256-bit registers.</summary>
    public const int Narrow = 256;

    /// <summary>The width of 512-bit registers.</summary>
    public const int Wide = 512;

    /// <summary>What holds the JIT and libraries to AVX2. They read it when they are loaded, so a process has it from its start on.</summary>
    private static readonly (string Name, string Value)[] Limits =
    [
        ("DOTNET_EnableAVX512", "0"), ("LIBXSMM_TARGET", "hsw"), ("OPENBLAS_CORETYPE", "Haswell"), ("DNNL_MAX_CPU_ISA", "AVX2"), ("ATEN_CPU_CAPABILITY", "avx2"),
    ];

    /// <summary>The width of this process.</summary>
    public static int Current => Vector512.IsHardwareAccelerated ? Wide : Narrow;

    /// <summary>The widths that this machine has, the least first: its process is started before this one keeps to one processor, which it would inherit.</summary>
    public static IReadOnlyList<int> Available => Vector512.IsHardwareAccelerated ? [Narrow, Wide] : [Narrow];

    /// <summary>Whether everybody in this process is held to less than the processor has.</summary>
    public static bool IsHeld => Current == Narrow && Machine.HasAvx512;

    /// <summary>What gcc and g++ are told of the processor. By itself gcc prefers 256 bits on some processors with more.</summary>
    public static IReadOnlyList<string> CompilerFlags => IsHeld ? ["-march=haswell"] : Current == Wide ? ["-march=native", "-mprefer-vector-width=512"] : ["-march=native"];

    /// <summary>Whether this process measures a width: a held one has to have been started with all limits.</summary>
    public static bool IsMeasuredHere(int width) => width == Current && (!IsHeld || HasLimits());

    /// <summary>The limits as text.</summary>
    public static string LimitsText() => string.Join(' ', Limits.Select(limit => $"{limit.Name}={limit.Value}"));

    /// <summary>Runs this program in a process of its own that is held to 256 bits.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code.</returns>
    public static int RunHeld(IEnumerable<string> arguments)
    {
        if (HasLimits())
        {
            throw new InvalidOperationException($"This process has {Current} bits, although it was started with {LimitsText()}.");
        }

        // Started by the host, this program is the host's first argument.
        string program = Environment.ProcessPath!;
        bool isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        ProcessStartInfo start = new(program, isHosted ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments);
        foreach ((string name, string value) in Limits)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static bool HasLimits() => Limits.All(limit => Environment.GetEnvironmentVariable(limit.Name) == limit.Value);
}
