using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Rows;
using LinearGen.Onnx.Tensors;
using LinearGen.Onnx.Writing;

namespace LinearGen.Onnx.Reading;

/// <summary>
/// Reads files that <see cref="OnnxFile"/> has written: as the stages that their metadata list, where these stages, written again, are the very graph of the file. A graph that was
/// changed since is read like any other.
/// </summary>
internal static class WrittenChain
{
    /// <summary>The most characters of a list that is read: some hundred for each stage.</summary>
    private const int MostCharacters = 1 << 20;

    /// <summary>The stages of a graph; null if it is not as it was written.</summary>
    /// <param name="part">The part of the graph that is wanted.</param>
    public static Chain? Read(GraphPart part)
    {
        OnnxGraph graph = part.Graph;
        if (graph.Metadata(StageList.Key) is not { Length: <= MostCharacters } list
            || part.Inputs is not [{ Type: ElementType.Float or ElementType.Double } input] || part.Outputs is not [var output] || graph.Outputs is not [var only] || output.Name != only.Name)
        {
            return null;
        }

        int most = Math.Min(Limits.Layers, graph.Nodes.Count);
        if (StageList.Read(list, most, (name, count) => Numbers(graph, name, count, input.Type)) is not { } stages)
        {
            return null;
        }

        Precision precision = input.Type == ElementType.Double ? Precision.Double : Precision.Single;
        if (ModelWriter.Graph(stages, precision, graph.Proto.Name, input.Name, output.Name) is not { } written || !written.Equals(graph.Proto))
        {
            return null;
        }

        (int inputs, int outputs) = (stages[0].In, stages[^1].Out);
        return new Chain(Rounding.Round(stages, precision), precision, [new RowPart(input, inputs)], ChainReader.NamedParts([(output.Name, outputs)]), [], [])
        {
            InputParts = PartList.Read(graph.Metadata(PartList.InputsKey), inputs),
            OutputParts = PartList.Read(graph.Metadata(PartList.OutputsKey), outputs),
        };
    }

    private static double[]? Numbers(OnnxGraph graph, string name, long count, ElementType type) =>
        graph.IsStored(name) && graph.Stored(name) is { } tensor && tensor.Type == type && tensor.Values.LongLength == count ? tensor.Values : null;
}
