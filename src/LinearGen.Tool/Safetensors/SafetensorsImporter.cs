using System.Security.Cryptography;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.SelfChecks;

namespace LinearGen.Tool.Safetensors;

/// <summary>Converts a safetensors file to stages. The file holds matrices and vectors; their names give their roles and their order, and the user gives the activations between them.</summary>
internal static class SafetensorsImporter
{
    private const string LayoutKey = "lineargen.layout";

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It is damaged, or its tensors are no chain of layers.</exception>
    public static ImportedModel Read(string path, TensorOptions options)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            return Read(stream, Path.GetFileName(path), options);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidDataException)
        {
            throw new ImportException($"The file cannot be read: {mistake.Message}", mistake);
        }
    }

    private static ImportedModel Read(FileStream stream, string name, TensorOptions options)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        List<string> notes = [];
        IReadOnlyList<TensorModule> chosen = ModuleChoice.Of(file, options.Names, notes);
        if (chosen.Count > Onnx.Limits.Layers)
        {
            throw new ImportException($"The file has {chosen.Count} layers; at most {Onnx.Limits.Layers} are supported.");
        }

        ModuleReader reader = new(file, Layout(file, options.Layout), options.Epsilon);
        PlannedModule[] modules = ActivationPlan.Of(chosen, options.Activations, notes);
        Precision precision = chosen.All(module => module.Main.Type == TensorType.F64) ? Precision.Double : Precision.Single;
        ModelStage[] stages = [.. modules.SelectMany(reader.Read)];
        for (int n = 1; n < stages.Length; n++)
        {
            if (stages[n].In != stages[n - 1].Out)
            {
                throw new ImportException($"{stages[n].Origin} takes rows of {stages[n].In} values, but {Quoted.Lower(stages[n - 1].Origin)} before it gives rows of {stages[n - 1].Out}. --names gives the order of layers, --layout that of their weights.");
            }
        }

        AddNotes(chosen, reader, notes);
        stages = [.. Rounding.Round(stages, precision)];
        SelfCheck check = SelfCheckMaker.Make(stages, precision, rows => new RawTensors(reader).Run(modules, rows));
        stream.Position = 0;
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new ImportedModel(stages, precision, FileOrigin.Describe(name, hash, "safetensors"), check, notes);
    }

    /// <summary>Adds notes on assumptions and computed values, which the user should check.</summary>
    private static void AddNotes(IReadOnlyList<TensorModule> modules, ModuleReader reader, List<string> notes)
    {
        TensorModule[] kernels = [.. modules.Where(module => module.Find(TensorRole.Kernel) is not null && reader.LayoutOf(module) == WeightLayout.InOut)];
        if (kernels.Length > 0)
        {
            notes.Add($"Matrices named kernel were taken as [In, Out], as Keras and Flax have them: {ModuleChoice.List(kernels)}. --layout gives another.");
        }

        TensorModule[] normalized = [.. modules.Where(module => module.Kind == ModuleKind.WeightNormalized)];
        if (normalized.Length > 0)
        {
            notes.Add($"Weights were computed from a weight normalisation's directions and lengths: {ModuleChoice.List(normalized)}. Files of the training, which hold those, are to be imported, not loaded.");
        }

        foreach (IGrouping<double, TensorModule> norms in modules.Where(module => !module.IsMatrix).GroupBy(reader.EpsilonOf))
        {
            notes.Add(FormattableString.Invariant($"Taken as BatchNorm: {List(norms, ModuleKind.BatchNorm)}; as LayerNorm: {List(norms, ModuleKind.LayerNorm)}; epsilon, which is not in the file, is {norms.Key:G6}. --epsilon gives another."));
        }

        static string List(IEnumerable<TensorModule> norms, ModuleKind kind) => norms.Where(module => module.Kind == kind).ToArray() is { Length: > 0 } some ? ModuleChoice.List(some) : "none";
    }

    private static WeightLayout? Layout(SafetensorsFile file, WeightLayout? asked)
    {
        WeightLayout? said = file.Metadata.TryGetValue(LayoutKey, out string? text)
            ? text switch
            {
                "out_in" => WeightLayout.OutIn,
                "in_out" => WeightLayout.InOut,
                _ => throw new ImportException($"The file's metadata say {LayoutKey} = {Quoted.Name(text)}; expected out_in or in_out."),
            }
            : null;
        return said is not null && asked is not null && said != asked
            ? throw new ImportException($"--layout asks for {asked}, but the file's metadata say {said}.")
            : asked ?? said;
    }
}
