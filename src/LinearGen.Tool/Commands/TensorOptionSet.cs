using System.CommandLine;
using LinearGen.Tool.Safetensors;

namespace LinearGen.Tool.Commands;

/// <summary>The options for safetensors files, which both commands have.</summary>
internal sealed class TensorOptionSet
{
    private readonly Option<string> _activations = new("--activations") { Description = "Safetensors only: one activation for each layer (relu,relu,none), or one for all but the last (relu)." };
    private readonly Option<string> _epsilon = new("--epsilon") { Description = "Safetensors only: what normalisations add to variances; 1e-5 as in PyTorch if names do not tell otherwise (1e-3 for Keras)." };
    private readonly Option<string> _layout = new("--layout") { Description = "Safetensors only: how matrices lie, out-in (PyTorch's, the default but for kernels) or in-out." };
    private readonly Option<string> _names = new("--names") { Description = "Safetensors only: what precedes .weight, .bias and the like, in the order of application (fc1,bn1,fc2)." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_activations);
        command.Options.Add(_epsilon);
        command.Options.Add(_layout);
        command.Options.Add(_names);
    }

    /// <summary>Reads the values that the user gave.</summary>
    /// <exception cref="ImportException">A value is none that is known.</exception>
    public TensorOptions Read(ParseResult result) => new(
        result.GetValue(_layout) is { } layout ? TensorOptions.ParseLayout(layout) : null,
        result.GetValue(_names) is { } names ? TensorOptions.ParseNames(names) : null,
        result.GetValue(_activations) is { } activations ? TensorOptions.ParseActivations(activations) : null,
        result.GetValue(_epsilon) is { } epsilon ? TensorOptions.ParseEpsilon(epsilon) : null);
}
