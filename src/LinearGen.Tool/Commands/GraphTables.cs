using System.Globalization;
using LinearGen.Onnx.Reading;
using Spectre.Console;

namespace LinearGen.Tool.Commands;

/// <summary>Shows the structure of a graph, and where an import stops.</summary>
internal static class GraphTables
{
    /// <summary>Writes the tables.</summary>
    /// <param name="console">The console to write to.</param>
    /// <param name="graph">The graph to describe.</param>
    /// <param name="reason">Why the graph cannot be imported; null if it can.</param>
    public static void Write(IAnsiConsole console, GraphOutline graph, string? reason)
    {
        Table values = new() { Title = new TableTitle("Inputs and outputs") };
        values.AddColumns("", "Name", "Type", "Shape");
        foreach ((string role, ValueOutline value) in graph.Inputs.Select(value => ("input", value)).Concat(graph.Outputs.Select(value => ("output", value))))
        {
            values.AddRow(new Text(role), new Text(Quoted.Text(value.Name)), new Text(value.Type), new Text(value.Shape));
        }

        console.Write(values);

        NodeOutline? stop = reason is null ? null : graph.Nodes.FirstOrDefault(node => node.IsNamedBy(reason));
        Table nodes = new() { Title = new TableTitle("Nodes") };
        nodes.AddColumn(new TableColumn("").RightAligned());
        nodes.AddColumns("Node", "Operator", "Takes", "Gives", "");
        int number = 0;
        foreach (NodeOutline node in graph.Nodes.Where(node => node.Operator != "Constant" || ReferenceEquals(node, stop)))
        {
            number++;
            nodes.AddRow(
                new Text(number.ToString(CultureInfo.InvariantCulture)),
                new Text(node.Name),
                new Text(node.Operator),
                new Text(string.Join(", ", node.Inputs.Select(Quoted.Text))),
                new Text(string.Join(", ", node.Outputs.Select(Quoted.Text))),
                new Text(ReferenceEquals(node, stop) ? "<- an import stops here" : ""));
        }

        console.Write(nodes);
    }
}
