using System.Globalization;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

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
          formats      layers with weights in bfloat16 beside the same in float
          activations  errors of the activation functions against double, and their cost
          networks     small networks beside other software, and what training them takes
          deployment   samples/Ahead compiled at run time, ahead of time, trimmed: size, start, speed
          generator    the generator itself: keystrokes, cold runs, builds, memory
          odd          shapes that are no multiple of a vector beside the next that are
          otherwise    everything is handed to BenchmarkDotNet, as in: --filter '*Forward*'

        Options
          --quick              fewer rounds: two minutes for all peers at one width, instead of ten
          --width BITS         256, 512, or both: of vectors, for kernels and peers; 256 in a process that is
                               held to AVX2; default: the machine's greatest, for peers all that it has
          --shapes LIST        In x Out, as in 8x8,64x10
          --batches LIST       rows of a call, as in 1,32
          --operations LIST    of forward, dx, dw
          --output DIRECTORY   where results are written; default: benchmarks/results
          --no-native          only what is written in C#
          --onnxruntime PATH   ONNX Runtime's shared library; default: the variable ONNXRUNTIME_LIBRARY,
                               or the package that this repository's tests use
                               (RTNeural: the variable RTNEURAL_INCLUDE names a checkout)
          --every N            activations: of all floats, only every N-th bit pattern; default: 16
          --core N             the processor to stay on; default: the last
          --help               this text
        """;

    private const string WidthName = "--width";

    private readonly IReadOnlyList<string> _arguments;

    private Options(IReadOnlyList<string> arguments)
    {
        _arguments = arguments;
        Command = arguments[0];
        Widths = Command == "peers" ? VectorWidth.Available : [VectorWidth.Current];
    }

    /// <summary>The commands.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["peers", "latency", "chain", "doubles", "formats", "odd", "activations", "networks", "generator", "deployment"];

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>The widths of vectors to measure, in bits.</summary>
    public IReadOnlyList<int> Widths { get; private set; }

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

    /// <summary>The directory for results.</summary>
    public string Output { get; private set; } = Directory.Exists("benchmarks") ? Path.Combine("benchmarks", "results") : "results";

    /// <summary>Whether native peers are wanted.</summary>
    public bool Native { get; private set; } = true;

    /// <summary>ONNX Runtime's library.</summary>
    public string? OnnxRuntime { get; private set; } = Environment.GetEnvironmentVariable("ONNXRUNTIME_LIBRARY");

    /// <summary>How many bit patterns apart the arguments of activation functions are.</summary>
    public int Every { get; private set; } = 16;

    /// <summary>Whether the command's result depends on the width of vectors in this process.</summary>
    public bool HasWidth => Command is not ("generator" or "deployment");

    /// <summary>The processor to stay on.</summary>
    public int Core { get; private set; } = Environment.ProcessorCount - 1;

    /// <summary>Reads a command line whose first word is a command.</summary>
    /// <exception cref="OptionException">Something in it makes no sense.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        Options options = new(arguments);
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
                case WidthName:
                    options.Widths = options.ParseWidths(Value());
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

    /// <summary>The arguments of a process that measures one width.</summary>
    public IEnumerable<string> ArgumentsFor(int width)
    {
        IEnumerable<string> others = _arguments.Where((word, i) => word != WidthName && (i == 0 || _arguments[i - 1] != WidthName));
        return [.. others, WidthName, width.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>The name of a result's file: command, machine, and width of vectors where the command's result depends on it.</summary>
    /// <param name="rest">What comes behind that, with the extension.</param>
    public string FileName(string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{Command}-{Machine.Key}{(HasWidth ? $"-{VectorWidth.Current}" : "")}{rest}");

    /// <summary>Writes a result's file.</summary>
    /// <param name="rest">As for <see cref="FileName"/>.</param>
    /// <param name="text">Its text.</param>
    /// <returns>Its path.</returns>
    public string Write(string rest, string text)
    {
        Directory.CreateDirectory(Output);
        string path = Path.Combine(Output, FileName(rest));
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    /// <summary>Refuses a shape of which there is no layer.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public void Require(Shape shape)
    {
        if (Command == "formats" ? !Layers.Formats.All.ContainsKey(shape) : !Layers.LayerCalls<float>.Has(shape) || (Command == "doubles" && !Layers.LayerCalls<double>.Has(shape)))
        {
            throw new OptionException($"There is no layer of shape {shape} for '{Command}': a layer is a class, so its shape must be declared in benchmarks/Layers/{(Command == "formats" ? "Formats" : "Layers")}.cs.");
        }
    }

    private static T[] List<T>(string text, Func<string, T> parse)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 ? [.. parts.Select(parse).Distinct()] : throw new OptionException($"'{text}' is an empty list.");
    }

    private int[] ParseWidths(string text)
    {
        if (!HasWidth)
        {
            throw new OptionException($"{WidthName} means nothing to '{Command}'.");
        }

        if (text == "both")
        {
            return [.. VectorWidth.Available];
        }

        int width = Number(text, WidthName, VectorWidth.Narrow, VectorWidth.Wide);
        return VectorWidth.Available.Contains(width)
            ? [width]
            : throw new OptionException($"There are no vectors of {width} bits here; expected {string.Join(" or ", VectorWidth.Available)}, or both.");
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
