using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>
/// ONNX Runtime through its C interface, a table of functions: sessions of one thread, with input and output where ours
/// are. Sessions are never released: they are few, and end with the process.
/// </summary>
internal sealed unsafe class OnnxRuntime
{
    // Functions' places in the table; new ones are only ever added at its end.
    private const int GetErrorMessage = 2;
    private const int CreateEnv = 3;
    private const int CreateSessionFromArray = 8;
    private const int Run = 9;
    private const int CreateSessionOptions = 10;
    private const int SetIntraOpNumThreads = 24;
    private const int CreateTensorWithDataAsOrtValue = 49;
    private const int CreateCpuMemoryInfo = 69;

    private const uint OldestTable = 11;
    private const int OnlyErrors = 3;
    private const int ArenaAllocator = 1;
    private const int FloatType = 1;

    private readonly void** _api;
    private readonly nint _environment;
    private readonly nint _options;
    private readonly nint _memory;

    private OnnxRuntime(nint library)
    {
        void** start = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        _api = ((delegate* unmanaged<uint, void**>)start[0])(OldestTable);
        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)start[1])())!;
        fixed (byte* name = "benchmarks\0"u8)
        fixed (nint* environment = &_environment, options = &_options, memory = &_memory)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)_api[CreateEnv])(OnlyErrors, name, environment));
            Check(((delegate* unmanaged<nint*, nint>)_api[CreateSessionOptions])(options));
            Check(((delegate* unmanaged<nint, int, nint>)_api[SetIntraOpNumThreads])(_options, 1));
            Check(((delegate* unmanaged<int, int, nint*, nint>)_api[CreateCpuMemoryInfo])(ArenaAllocator, 0, memory));
        }
    }

    /// <summary>The reason why it is absent, if it is.</summary>
    public static string Absence => VectorWidth.IsHeld
        ? "ONNX Runtime: its kernels go by what the processor says of itself, and no switch holds them to AVX2"
        : "ONNX Runtime: no library at --onnxruntime or ONNXRUNTIME_LIBRARY, nor libonnxruntime.so.1, nor the NuGet package Microsoft.ML.OnnxRuntime, which tests use";

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>Looks for the library.</summary>
    /// <param name="path">Its path, or null if the system's loader or NuGet's cache is to have it.</param>
    /// <returns>Null if it is not there, or cannot be held to this process's width of vectors.</returns>
    public static OnnxRuntime? Load(string? path)
    {
        IEnumerable<string> places = path is null ? ["libonnxruntime.so.1", .. InPackages()] : [path];
        foreach (string place in VectorWidth.IsHeld ? [] : places)
        {
            if (NativeLibrary.TryLoad(place, out nint library))
            {
                return new OnnxRuntime(library);
            }
        }

        return null;
    }

    /// <summary>Makes a session.</summary>
    /// <param name="model">From <see cref="OnnxModel"/>.</param>
    /// <param name="x">Its input.</param>
    /// <param name="y">Its output.</param>
    /// <param name="rows">Rows of both.</param>
    /// <returns>Runs it a number of times.</returns>
    public Action<int> Prepare(byte[] model, AlignedFloats x, AlignedFloats y, int rows)
    {
        nint session = Session(model);
        nint from = Tensor(x, rows, x.Length / rows), to = Tensor(y, rows, y.Length / rows);
        nint input = Marshal.StringToCoTaskMemUTF8(OnnxModel.Input), output = Marshal.StringToCoTaskMemUTF8(OnnxModel.Output);
        var run = (delegate* unmanaged<nint, nint, nint*, nint*, nint, nint*, nint, nint*, nint>)_api[Run];
        return Repeat;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        void Repeat(int calls)
        {
            nint fromValue = from, toValue = to, fromName = input, toName = output;
            for (; calls > 0; calls--)
            {
                Check(run(session, 0, &fromName, &fromValue, 1, &toName, 1, &toValue));
            }

            GC.KeepAlive(x);
            GC.KeepAlive(y);
        }
    }

    /// <summary>The library in NuGet packages that are on this machine, the newest first.</summary>
    private static IEnumerable<string> InPackages()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        DirectoryInfo versions = new(Path.Combine(packages, "microsoft.ml.onnxruntime"));
        return versions.Exists
            ? versions.EnumerateDirectories().OrderByDescending(version => System.Version.TryParse(version.Name, out System.Version? number) ? number : new System.Version())
                .Select(version => Path.Combine(version.FullName, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", "libonnxruntime.so"))
            : [];
    }

    private nint Session(byte[] model)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nint, nint, nint*, nint>)_api[CreateSessionFromArray])(_environment, bytes, model.Length, _options, &session));
        }

        return session;
    }

    /// <summary>Memory of ours as a value of theirs.</summary>
    private nint Tensor(AlignedFloats values, int rows, int columns)
    {
        long* shape = stackalloc long[] { rows, columns };
        nint value;
        Check(((delegate* unmanaged<nint, float*, nint, long*, nint, int, nint*, nint>)_api[CreateTensorWithDataAsOrtValue])(
            _memory, values.Pointer, values.Length * sizeof(float), shape, 2, FloatType, &value));
        return value;
    }

    private void Check(nint status)
    {
        if (status != 0)
        {
            throw new InvalidOperationException($"ONNX Runtime: {Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)_api[GetErrorMessage])(status))}");
        }
    }
}
