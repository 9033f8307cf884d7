using System.Reflection;
using LinearGen.Onnx.Models;
using LinearGen.Testing;
using LinearGen.Tool.Writing;

namespace LinearGen.Tool.Tests.Support;

/// <summary>The classes of several models, compiled at once: a compilation costs more than a class.</summary>
internal static class CompiledModels
{
    private const string Namespace = "Acme.Models";

    /// <summary>An instance of each class with the model's weights.</summary>
    public static object[] Of(params IReadOnlyList<ImportedModel> models)
    {
        if (models.Count == 0)
        {
            return [];
        }

        GeneratorResult result = GeneratorHarness.Run([.. models.Select((model, n) => new ClassWriter(model, Namespace, Name(n), new ClassOptions()).Write())]);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Assembly assembly = result.Load();

        using TemporaryFolder folder = new();
        return [.. models.Select((model, n) =>
        {
            string path = folder[Name(n) + ".safetensors"];
            using (FileStream stream = File.Create(path))
            {
                WeightsFile.Write(model, WeightFormat.Full, stream);
            }

            return assembly.GetType($"{Namespace}.{Name(n)}", throwOnError: true)!.GetMethod("Load", [typeof(string)])!.Invoke(null, [path])!;
        })];
    }

    private static string Name(int number) => $"Net{number}";
}
