using CsCheck;
using Google.Protobuf;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Schema;
using LinearGen.Onnx.SelfChecks;
using LinearGen.Testing;
using LinearGen.Tool.Tests.Graphs;
using LinearGen.Tool.Tests.Support;
using Microsoft.ML.OnnxRuntime;
using Xunit.Abstractions;

namespace LinearGen.Tool.Tests;

/// <summary>Random graphs are imported and compute what ONNX Runtime does, or are refused; what is supported is not refused.</summary>
public class GraphPropertyTests(ITestOutputHelper output)
{
    private int _imported, _refused, _compared;

    [OracleFact]
    public void RandomGraphs_AreReadAsLayersOrRefused()
    {
        int graphs = Property.Check(DrawnGraph.Any, Check, fast: 600, full: 20_000, graph => graph.ToString(), output.WriteLine);
        output.WriteLine($"{_imported} imported, {_compared} of them compared, {_refused} refused.");

        // Neither all refused, nor all so plain that nothing is.
        Assert.True(graphs < 100 || (_imported > graphs / 2 && _refused > graphs / 20 && _compared > _imported * 3 / 4), $"{_imported} imported, {_compared} compared, {_refused} refused");

        void Check(DrawnGraph graph)
        {
            if (Import(graph) is not var (content, model))
            {
                _refused++;
                return;
            }

            _imported++;
            LayerEvaluator evaluator = new(model.Precision);
            Compare(graph, content, model.In, x => [.. x.Chunk(model.In).SelectMany(row => evaluator.Forward(model.Stages, row))]);
        }
    }

    [OracleFact]
    public void RandomGraphs_AreCompiledToWhatOnnxRuntimeComputes()
    {
        // Many at once: a compilation costs more than a class.
        Property.Check(DrawnGraph.Any.Array[1, 60], Check, fast: 2, full: 15, graphs => $"{graphs.Length} graphs", output.WriteLine);

        void Check(DrawnGraph[] graphs)
        {
            (DrawnGraph Graph, byte[] Content, ImportedModel Model)[] imported =
                [.. graphs.Select(graph => (graph, Imported: Import(graph))).Where(item => item.Imported is not null).Select(item => (item.graph, item.Imported!.Value.Content, item.Imported!.Value.Model))];
            object[] instances = CompiledModels.Of([.. imported.Select(item => item.Model)]);
            for (int n = 0; n < instances.Length; n++)
            {
                object instance = instances[n];
                string? failure = CompiledClass.SelfTest(instance);
                Assert.True(failure is null, $"{imported[n].Graph}: {failure}");
                Compare(imported[n].Graph, imported[n].Content, imported[n].Model.In, x => CompiledClass.Forward(instance, x));
            }
        }
    }

    /// <summary>Null if it is refused, which graphs that are supported must not be.</summary>
    private (byte[] Content, ImportedModel Model)? Import(DrawnGraph graph)
    {
        (ModelProto model, bool isSupported) = GraphBuilder.Build(graph);
        byte[] content = model.ToByteArray();
        try
        {
            return (content, OnnxImporter.Read(content, "drawn.onnx", folder: null));
        }
        catch (ImportException refusal)
        {
            Assert.False(isSupported || refusal.Message.Contains("differ from the model", StringComparison.Ordinal), $"{graph} is refused: {refusal.Message}");
            return null;
        }
    }

    /// <summary>What ONNX Runtime has no kernel for, some functions of doubles, is not compared.</summary>
    private void Compare(DrawnGraph graph, byte[] content, int width, Func<double[], double[]> forward)
    {
        try
        {
            using OnnxRuntimeSession session = OnnxRuntimeSession.Open(content);
            // Layers are computed in double here, ONNX Runtime rounds to float at each node: sums between layers, some 2, count, also where outputs are small.
            Oracle.Hold(session, forward, width, [2], graph.ToString(), least: 2);
            _compared++;
        }
        catch (OnnxRuntimeException missing) when (missing.Message.Contains("NotImplemented", StringComparison.Ordinal))
        {
        }
    }
}
