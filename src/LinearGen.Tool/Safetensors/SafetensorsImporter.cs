using System.Security.Cryptography;
using LinearGen.Tool.Models;
using LinearGen.Tool.SelfChecks;

namespace LinearGen.Tool.Safetensors;

/// <summary>From a safetensors file to layers. The file holds matrices; which follows which, their names have to say, and what is between them, the user.</summary>
internal static class SafetensorsImporter
{
    private const string Weight = "weight";
    private const string Bias = "bias";
    private const string LayoutKey = "lineargen.layout";

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It is damaged, or its tensors are no chain of layers.</exception>
    public static ImportedModel Read(string path, TensorOptions options)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
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
        string[] prefixes = Prefixes(file, options.Names, notes);
        if (prefixes.Length > Onnx.Limits.Layers)
        {
            throw new ImportException($"The file has {prefixes.Length} layers; at most {Onnx.Limits.Layers} are supported.");
        }

        WeightLayout layout = Layout(file, options.Layout);
        Activation[] activations = Activations(options.Activations, prefixes, notes);
        Precision precision = prefixes.All(prefix => Find(file, prefix + Weight).Type == TensorType.F64) ? Precision.Double : Precision.Single;
        ModelLayer[] layers = [.. prefixes.Select((prefix, n) => ReadLayer(file, prefix, layout, activations[n]))];
        for (int n = 1; n < layers.Length; n++)
        {
            if (layers[n].In != layers[n - 1].Out)
            {
                throw new ImportException($"{layers[n].Origin} takes rows of {layers[n].In} values, but {Quoted.Lower(layers[n - 1].Origin)} before it gives rows of {layers[n - 1].Out}. --names gives the order of layers, --layout that of their weights.");
            }
        }

        layers = [.. Rounding.Round(layers, precision)];
        SelfCheck check = SelfCheckMaker.Make(layers, precision, rows => RawTensors.Run(file, prefixes, layout, activations, rows));
        stream.Position = 0;
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new ImportedModel(layers, precision, FileOrigin.Describe(name, hash, "safetensors"), check, notes);
    }

    /// <summary>What precedes "weight" and "bias", with its dot, in the order of application.</summary>
    private static string[] Prefixes(SafetensorsFile file, IReadOnlyList<string>? names, List<string> notes)
    {
        string[] prefixes = names is not null
            ? [.. names.Select(name => name + ".")]
            : [.. file.Tensors.Select(tensor => tensor.Name).Where(IsWeight).Select(name => name[..^Weight.Length]).Order(NaturalOrder.Instance)];
        if (prefixes.Length == 0)
        {
            throw new ImportException("The file has no tensor whose name ends in .weight: --names is for names before .weight, and others are not supported.");
        }

        HashSet<string> used = [.. prefixes.SelectMany(prefix => new[] { prefix + Weight, prefix + Bias })];
        SafetensorsTensor[] others = [.. file.Tensors.Where(tensor => !used.Contains(tensor.Name))];
        if (others.Length > 0 && names is null)
        {
            throw new ImportException($"The file has the tensor {Quoted.Name(others[0].Name)} of shape {Quoted.Shape(others[0].Shape)}, which is no layer's weight or bias. --names says which tensors are to be taken.");
        }

        if (others.Length > 0)
        {
            notes.Add($"Left out, since --names does not name them: {string.Join(", ", others.Take(5).Select(other => Quoted.Name(other.Name)))}{(others.Length > 5 ? " …" : "")}.");
        }

        if (names is null && prefixes.Length > 1)
        {
            notes.Add($"The order of layers was taken from their names: {string.Join(", ", prefixes.Take(12).Select(prefix => Quoted.Text(prefix.TrimEnd('.'))))}{(prefixes.Length > 12 ? " …" : "")}. --names gives another.");
        }

        return prefixes;
    }

    private static bool IsWeight(string name) => name == Weight || name.EndsWith("." + Weight, StringComparison.Ordinal);

    private static WeightLayout Layout(SafetensorsFile file, WeightLayout? asked)
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
            : asked ?? said ?? WeightLayout.OutIn;
    }

    private static Activation[] Activations(IReadOnlyList<Activation>? given, string[] prefixes, List<string> notes)
    {
        int count = prefixes.Length;
        if (given is null)
        {
            notes.Add(count > 1
                ? "NO ACTIVATIONS: a safetensors file does not hold them, so that layers follow one another directly. If the model has some, import it again with --activations, for example --activations relu."
                : "A safetensors file does not say whether there is an activation: there is none without --activations.");
            return new Activation[count];
        }

        return given.Count == count ? [.. given]
            : given.Count == 1 ? [.. Enumerable.Repeat(given[0], count - 1), Activation.None]
            : throw new ImportException($"--activations names {given.Count} for {count} layers ({string.Join(", ", prefixes.Take(12).Select(prefix => Quoted.Text(prefix.TrimEnd('.'))))}); expected one for each, or one for all but the last.");
    }

    private static ModelLayer ReadLayer(SafetensorsFile file, string prefix, WeightLayout layout, Activation activation)
    {
        SafetensorsTensor weight = Find(file, prefix + Weight);
        if (weight.Shape is not [>= 1 and <= int.MaxValue, >= 1 and <= int.MaxValue] || weight.ElementCount > Array.MaxLength)
        {
            throw new ImportException($"Tensor {Quoted.Name(weight.Name)} has the shape {Quoted.Shape(weight.Shape)}; expected a matrix, {(layout == WeightLayout.OutIn ? "[Out, In]" : "[In, Out]")}.");
        }

        (int first, int second) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        (int inputs, int outputs) = layout == WeightLayout.OutIn ? (second, first) : (first, second);
        double[]? bias = null;
        if (file.TryGetTensor(prefix + Bias, out SafetensorsTensor? stored))
        {
            bias = stored.Shape is [var length] && length == outputs
                ? ReadNumbers(file, stored)
                : throw new ImportException($"Tensor {Quoted.Name(stored.Name)} has the shape {Quoted.Shape(stored.Shape)}; expected [{outputs}], since {Quoted.Name(weight.Name)} is {Quoted.Shape(weight.Shape)}{(layout == WeightLayout.OutIn ? ", [Out, In]" : ", [In, Out]")}.");
        }

        ModelLayer layer = new(first, second, ReadNumbers(file, weight), bias, activation, $"Tensor {Quoted.Name(weight.Name)}");
        return layer with { In = inputs, Out = outputs, Weights = layout == WeightLayout.OutIn ? layer.TransposedWeights() : layer.Weights };
    }

    private static SafetensorsTensor Find(SafetensorsFile file, string name) => !file.TryGetTensor(name, out SafetensorsTensor? tensor)
        ? throw new ImportException($"The file has no tensor {Quoted.Name(name)}; it has {string.Join(", ", file.Tensors.Take(12).Select(other => Quoted.Name(other.Name)))}{(file.Tensors.Count > 12 ? " …" : "")}.")
        : tensor.Type is not null
            ? tensor
            : throw new ImportException($"Tensor {Quoted.Name(name)} holds {Quoted.Text(tensor.TypeName)}; F32, F64, F16 and BF16 are supported.");

    internal static double[] ReadNumbers(SafetensorsFile file, SafetensorsTensor tensor)
    {
        _ = Find(file, tensor.Name);
        double[] values = new double[tensor.ElementCount];
        file.Read(tensor.Name, values);
        return values;
    }
}
