using System.Globalization;
using System.Text;

namespace LinearGen.Benchmarks.Generators;

/// <summary>Source text of a project with as many annotated layers as one likes, and a network of every ten of them. Always the same for the same number.</summary>
internal sealed class LayerProject
{
    private const int LayersOfNetwork = 10;

    /// <summary>Mixed shapes up to 128×128: powers of two, tens, odd ones.</summary>
    private static readonly int[] Sizes = [1, 2, 3, 4, 8, 10, 12, 16, 17, 24, 32, 33, 48, 64, 64, 96, 100, 128, 128];

    private static readonly string[] Activations = ["None", "None", "None", "Relu", "Relu", "Relu", "Tanh", "Sigmoid", "Gelu", "Softmax"];

    /// <summary>Writes the texts.</summary>
    /// <param name="count">The number of layers.</param>
    /// <param name="annotated">Whether the classes have their attributes.</param>
    /// <param name="numbersOnly">Whether all sizes are written as numbers, instead of as <c>In = Layer1.Out</c>.</param>
    public LayerProject(int count, bool annotated = true, bool numbersOnly = false)
    {
        Count = count;
        Random random = new(1);
        int outputs = 0;
        StringBuilder layers = new("using LinearGen;\n\nnamespace Acme.Models;\n\n");
        StringBuilder networks = new("using LinearGen;\n\nnamespace Acme.Models;\n\n");
        for (int n = 0; n < count; n++)
        {
            bool isFirst = n % LayersOfNetwork == 0;
            string inputs = isFirst ? Text(Draw(random, Sizes)) : numbersOnly ? Text(outputs) : $"{Name(n - 1)}.Out";
            outputs = Draw(random, Sizes);
            string bias = random.Next(4) == 0 ? "" : ", Bias = true";
            string activation = Draw(random, Activations);
            string attribute = $"[LinearLayer(In = {inputs}, Out = {Text(outputs)}{bias}{(activation == "None" ? "" : $", Activation = Activation.{activation}")})]";
            layers.Append(CultureInfo.InvariantCulture, $"/// <summary>Layer {n}.</summary>\n{(annotated ? attribute + "\n" : "")}public sealed partial class {Name(n)};\n\n");
            if (n % LayersOfNetwork == LayersOfNetwork - 1)
            {
                Networks++;
                string types = string.Join(", ", Enumerable.Range(n - LayersOfNetwork + 1, LayersOfNetwork).Select(layer => $"typeof({Name(layer)})"));
                networks.Append(CultureInfo.InvariantCulture, $"/// <summary>Network {Networks}.</summary>\n{(annotated ? $"[Sequential({types})]\n" : "")}public sealed partial class Network{Networks};\n\n");
            }
        }

        Layers = layers.Append(Helper("Beside")).ToString();
        NetworksFile = networks.ToString();
        Other = $"namespace Acme.Models;\n\n{Helper("Elsewhere")}";
    }

    /// <summary>The number of layers.</summary>
    public int Count { get; }

    /// <summary>The number of networks.</summary>
    public int Networks { get; }

    /// <summary>The file of all layers, which ends with a class that is none.</summary>
    public string Layers { get; }

    /// <summary>The file of all networks.</summary>
    public string NetworksFile { get; }

    /// <summary>A file without layers.</summary>
    public string Other { get; }

    /// <summary>All files.</summary>
    public IReadOnlyList<string> Files => [Layers, NetworksFile, Other];

    private static string Helper(string name) =>
        $"/// <summary>No layer.</summary>\npublic static class {name}\n{{\n    /// <summary>What is edited.</summary>\n    public static int Answer() => {Keystroke.Marker}1;\n}}\n";

    private static string Name(int layer) => "Layer" + Text(layer);

    private static T Draw<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
