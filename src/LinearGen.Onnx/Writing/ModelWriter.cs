using System.Reflection;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Writing;

/// <summary>Writes stages as a model: one input [batch, In], one output [batch, Out].</summary>
internal static class ModelWriter
{
    /// <summary>The version of the operators, and that of the file's format that belongs to it.</summary>
    private const long Opset = 17, Format = 8;

    /// <summary>Bytes of a file that are not parameters, and more than a graph ever needs: a thousand stages' nodes are a megabyte.</summary>
    private const long GraphBytes = 16 << 20;

    /// <summary>Makes a model.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Names and texts.</param>
    /// <exception cref="ArgumentException">The names of input and output are not free.</exception>
    public static ModelProto Write(NetworkModel network, OnnxSaveOptions options)
    {
        ModelProto model = new()
        {
            IrVersion = Format,
            ProducerName = "LinearGen",
            ProducerVersion = typeof(ModelWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            DocString = options.Description ?? "",
            Graph = Graph(network.Stages, network.Precision, options.ModelName ?? network.Name, options.InputName, options.OutputName) ?? throw new ArgumentException(
                $"InputName is '{options.InputName}' and OutputName '{options.OutputName}'; expected two names that no other value of the graph has, as nodes and tensors have '0/Gemm' and '0.weight'.", nameof(options)),
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
        };
        Add(StageList.Key, StageList.Write(network.Stages));
        if (network.Inputs.Count > 0)
        {
            Add(PartList.InputsKey, PartList.Write(network.Inputs));
        }

        if (network.Outputs.Count > 0)
        {
            Add(PartList.OutputsKey, PartList.Write(network.Outputs));
        }

        return model;

        void Add(string key, string value) => model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    /// <summary>Makes the graph of some stages: the same stages give the same nodes.</summary>
    /// <returns>The graph; null if the names of input and output are not free.</returns>
    public static GraphProto? Graph(IReadOnlyList<ModelStage> stages, Precision precision, string name, string input, string output)
    {
        GraphWriter graph = new(precision, name, input, stages[0].In);
        new StageWriter(graph).Write(stages);
        return graph.End(output, stages[^1].Out);
    }

    /// <summary>Refuses networks that no file can hold.</summary>
    /// <param name="bytes">Bytes of the network's parameters.</param>
    /// <exception cref="NotSupportedException">They are too many.</exception>
    public static void CheckSize(long bytes)
    {
        if (bytes > Limits.FileBytes - GraphBytes)
        {
            throw new NotSupportedException(FormattableString.Invariant($"The network's parameters take {bytes} bytes; an ONNX file holds at most {Limits.FileBytes - GraphBytes}, since the format ends at 2 GB."));
        }
    }
}
