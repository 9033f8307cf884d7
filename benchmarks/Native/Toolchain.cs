using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace LinearGen.Benchmarks.Native;

/// <summary>C and C++ compilers, if there are any, and libraries made with them.</summary>
internal static class Toolchain
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "lineargen-benchmarks");

    /// <summary>The first line that a compiler says of itself, or null if it is not on the PATH.</summary>
    public static string? Version(string compiler) => Run(compiler, ["--version"])?.Split('\n')[0].Trim();

    /// <summary>Compiles a source text into a shared library, unless an earlier run has.</summary>
    /// <param name="compiler">gcc or g++.</param>
    /// <param name="extension">The source's: c or cpp.</param>
    /// <param name="source">The source text.</param>
    /// <param name="arguments">What to tell the compiler, beside the files.</param>
    /// <returns>The library's path, or null if the compiler refused.</returns>
    public static string? Build(string compiler, string extension, string source, IReadOnlyList<string> arguments)
    {
        // Made for this processor: found again only by the same compiler on the same kind of machine.
        string identity = string.Join('\n', [Version(compiler) ?? "", Machine.Processor, Machine.Numbers ?? "", .. arguments, source]);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..16];
        string library = Path.Combine(Folder, $"{name}.so");
        if (File.Exists(library))
        {
            return library;
        }

        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, $"{name}.{extension}");
        File.WriteAllText(file, source);
        Console.Error.WriteLine($"Compiling with {compiler} (once for this machine) ...");
        string unfinished = $"{library}.{Environment.ProcessId}";
        if (Run(compiler, ["-shared", "-fPIC", "-o", unfinished, file, .. arguments]) is null)
        {
            return null;
        }

        File.Move(unfinished, library, overwrite: true);
        return library;
    }

    /// <summary>A program's output, or null if it could not be started or failed.</summary>
    private static string? Run(string program, IEnumerable<string> arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return output;
            }

            string[] lines = errors.Result.Split('\n');
            Console.Error.WriteLine($"{program} failed: {lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal), lines[0])}");
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
