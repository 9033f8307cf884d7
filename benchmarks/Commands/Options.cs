using System.Globalization;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Commands;

/// <summary>An option that makes no sense. The message says which, and what would.</summary>
internal sealed class OptionException(string message) : Exception(message);

/// <summary>What a command is told.</summary>
internal sealed class Options
{
    /// <summary>What there is to say, for those who ask and for those who err.</summary>
    public const string Usage = """
        dotnet run -c Release --project benchmarks -- COMMAND [options]

        Commands
          peers        LinearGen beside other software, for many shapes and batches
          latency      distribution of single calls
          chain        square layers, each call's output the next call's input
          doubles      layers in double beside the same in float
          activations  errors of the activation functions against double, and their cost
          networks     small networks beside other software, and what training them takes
          deployment   samples/Ahead compiled at run time, ahead of time, trimmed: size, start, speed
          generator    the generator itself: keystrokes, cold runs, builds, memory
          odd          shapes that are no multiple of a vector beside the next that are
          otherwise    everything is handed to BenchmarkDotNet, as in: --filter '*Forward*'

        Options
          --quick              fewer rounds: about a minute for all peers, instead of up to fifteen
          --shapes LIST        In x Out, as in 8x8,64x10
          --batches LIST       rows of a call, as in 1,32
          --operations LIST    of forward, dx, dw
          --output DIRECTORY   where results are written; default: benchmarks/results
          --no-native          only what is written in C#
          --onnxruntime PATH   ONNX Runtime's shared library; default: the variable ONNXRUNTIME_LIBRARY
                               (RTNeural: the variable RTNEURAL_INCLUDE names a checkout)
          --every N            activations: of all floats, only every N-th bit pattern; default: 16
          --core N             the processor to stay on; default: the last
          --help               this text
        """;

    private Options(string command) => Command = command;

    /// <summary>The commands.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["peers", "latency", "chain", "doubles", "odd", "activations", "networks", "generator", "deployment"];

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>Whether only the usage was asked for.</summary>
    public bool Help { get; private set; }

    /// <summary>Whether a first look is enough.</summary>
    public bool Quick { get; private set; }

    /// <summary>Shapes, if not the command's own.</summary>
    public IReadOnlyList<Shape>? Shapes { get; private set; }

    /// <summary>Row counts, if not the command's own.</summary>
    public IReadOnlyList<int>? Rows { get; private set; }

    /// <summary>Operations.</summary>
    public IReadOnlyList<Operation> Operations { get; private set; } = Enum.GetValues<Operation>();

    /// <summary>Where results are written.</summary>
    public string Output { get; private set; } = Directory.Exists("benchmarks") ? Path.Combine("benchmarks", "results") : "results";

    /// <summary>Whether native peers are wanted.</summary>
    public bool Native { get; private set; } = true;

    /// <summary>ONNX Runtime's library.</summary>
    public string? OnnxRuntime { get; private set; } = Environment.GetEnvironmentVariable("ONNXRUNTIME_LIBRARY");

    /// <summary>How many bit patterns apart the arguments of activation functions are.</summary>
    public int Every { get; private set; } = 16;

    /// <summary>The processor to stay on.</summary>
    public int Core { get; private set; } = Environment.ProcessorCount - 1;

    /// <summary>Reads a command line whose first word is a command.</summary>
    /// <exception cref="OptionException">Something in it makes no sense.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        Options options = new(arguments[0]);
        for (int i = 1; i < arguments.Count; i++)
        {
            string name = arguments[i];
            switch (name)
            {
                case "--help" or "-h":
                    options.Help = true;
                    break;
                case "--quick":
                    options.Quick = true;
                    break;
                case "--no-native":
                    options.Native = false;
                    break;
                case "--shapes":
                    options.Shapes = List(Value(), options.ParseShape);
                    break;
                case "--batches":
                    options.Rows = List(Value(), text => Number(text, name, from: 1, to: 1_000_000));
                    break;
                case "--operations":
                    options.Operations = List(Value(), ParseOperation);
                    break;
                case "--output":
                    options.Output = Value();
                    break;
                case "--onnxruntime":
                    options.OnnxRuntime = Value();
                    break;
                case "--every":
                    options.Every = Number(Value(), name, from: 1, to: 100_000_000);
                    break;
                case "--core":
                    options.Core = Number(Value(), name, from: 0, to: Environment.ProcessorCount - 1);
                    break;
                default:
                    throw new OptionException($"There is no option '{name}'.");
            }

            string Value() => ++i < arguments.Count ? arguments[i] : throw new OptionException($"A value is missing behind {name}.");
        }

        return options;
    }

    /// <summary>Refuses a shape of which there is no layer.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public void Require(Shape shape)
    {
        if (!Layers.LayerCalls<float>.Has(shape) || (Command == "doubles" && !Layers.LayerCalls<double>.Has(shape)))
        {
            throw new OptionException($"There is no layer of shape {shape} for '{Command}': a layer is a class, so its shape must be declared in benchmarks/Layers/Layers.cs.");
        }
    }

    private static T[] List<T>(string text, Func<string, T> parse)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 ? [.. parts.Select(parse).Distinct()] : throw new OptionException($"'{text}' is an empty list.");
    }

    private Shape ParseShape(string text)
    {
        string[] sizes = text.Split('x');
        Shape shape = sizes.Length == 2
            ? new Shape(Number(sizes[0], "--shapes", from: 1, to: 65_536), Number(sizes[1], "--shapes", from: 1, to: 65_536))
            : throw new OptionException($"'{text}' is no shape; expected In x Out, as in 64x10.");
        Require(shape);
        return shape;
    }

    private static Operation ParseOperation(string text)
    {
        foreach (Operation operation in Enum.GetValues<Operation>())
        {
            if (operation.Key() == text)
            {
                return operation;
            }
        }

        throw new OptionException($"'{text}' is no operation; expected {string.Join(", ", Enum.GetValues<Operation>().Select(OperationNames.Key))}.");
    }

    private static int Number(string text, string name, int from, int to) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw new OptionException($"'{text}' does not fit {name}; expected whole numbers from {from} to {to}.");
}
