using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests.Calls;

/// <summary>Messages name the parameter, the length that was found, the one expected, and the shape; properties say what a fix would write.</summary>
public class CallMessageTests
{
    [Theory]
    [InlineData(
        "layer.Forward({|LG1001:new float[5]|}, input);",
        "'x' holds 5 values, which is not a whole number of rows; expected a multiple of 2 (rows × In), since Projection is 2→3",
        "3 * Projection.In")]
    [InlineData(
        "layer.Forward(input, {|LG1001:[1]|});",
        "'y' holds 1 value, which is not a whole number of rows; expected a multiple of 3 (rows × Out), since Projection is 2→3",
        "Projection.Out")]
    [InlineData(
        "layer.Forward(new float[4], {|LG1002:new float[4]|});",
        "'y' holds 4 values; expected 6 = 2 rows × 3, since 'x' holds 2 rows and Projection is 2→3",
        "2 * Projection.Out")]
    [InlineData(
        "layer.Forward(new float[2], {|LG1002:[]|});",
        "'y' holds 0 values; expected 3 = 1 row × 3, since 'x' holds 1 row and Projection is 2→3",
        "Projection.Out")]
    [InlineData(
        "layer.Forward(new float[rows * 2], {|LG1002:new float[rows * 2]|});",
        "'y' holds 2·rows values; expected rows × 3, since 'x' holds 2·rows values and Projection is 2→3",
        "rows * Projection.Out")]
    [InlineData(
        "layer.Forward(input, {|LG1002:new float[input.Length]|});",
        "'y' holds input.Length values; expected input.Length / 2 × 3, since 'x' holds input.Length values and Projection is 2→3",
        "input.Length / Projection.In * Projection.Out")]
    [InlineData(
        "new Trainer<Classifier>(network, Loss.SoftmaxCrossEntropy, new Adam(), 9).Step(new float[4], {|LG1002:new int[4]|});",
        "'labels' holds 4 values; expected 2, one per row, since 'x' holds 2 rows and Classifier is 2→4",
        "2")]
    [InlineData(
        "new Trainer<Classifier>(network, Loss.SoftmaxCrossEntropy, new Adam(), 9).Predict(input, {|LG1002:new int[input.Length]|});",
        "'classes' holds input.Length values; expected input.Length / 2, one per row, since 'x' holds input.Length values and Classifier is 2→4",
        "input.Length / Classifier.In")]
    [InlineData(
        "layer.SetWeights({|LG1003:new float[5]|});",
        "'weights' holds 5 values; expected 6, which is In·Out, since Projection is 2→3",
        "Projection.In * Projection.Out")]
    [InlineData(
        "head.GetBias({|LG1003:new float[5]|});",
        "'destination' holds 5 values; expected 4, which is Out, since Head is 3→4",
        "Head.Out")]
    [InlineData(
        "observation.SetMean({|LG1003:new float[5]|});",
        "'mean' holds 5 values; expected 3, which is Size, since Observation is 3→3",
        "Observation.In")]
    [InlineData(
        "new Trainer<Classifier>(network, Loss.BinaryCrossEntropy, new Adam(), 9).Step(new float[2], {|LG1008:new[] { 0, 1, 1, 0 }|});",
        "'labels' holds int values, which are class labels, but the trainer's Loss.BinaryCrossEntropy takes targets; expected float values (rows × 4), such as [0f, 1f], since Classifier is 2→4",
        "float")]
    [InlineData(
        "new Trainer<Exact, double>(exact, Loss.Huber(2), new Adam(), 9).Step(new double[2], {|LG1008:new[] { 0, 1, 1 }|});",
        "'labels' holds int values, which are class labels, but the trainer's Loss.Huber takes targets; expected double values (rows × 3), such as [0.0, 1.0], since Exact is 2→3",
        "double")]
    [InlineData(
        "new Trainer<Chooser>(new(), {|LG1009:Loss.SoftmaxCrossEntropy|}, new Adam(), 9).Step(new float[3], new[] { 1 });",
        "'loss' is Loss.SoftmaxCrossEntropy, which applies a softmax itself, but Chooser ends in Softmax; expected logits: leave Activation out of the last layer, and apply the function to outputs afterwards",
        null)]
    [InlineData(
        "new Trainer<Chance>(new(), {|LG1009:Loss.CrossEntropy(0.1)|}, new Adam(), 9).Step(new float[3], new[] { 0 });",
        "'loss' is Loss.CrossEntropy, which chooses among classes, but Chance has a single output; expected one output per class, or Loss.BinaryCrossEntropy with targets of 0 and 1",
        null)]
    [InlineData(
        "observation.Fit({|LG1007:[]|});",
        "'rows' holds 0 values; expected at least 3, which is 1 row (Observation is 3→3)",
        "Observation.In")]
    [InlineData(
        "layer[{|LG1004:2|}, 0] = 1;",
        "'i' is 2; expected an input index from 0 to 1, since Projection is 2→3 and its weights are [2, 3]",
        "Projection.In - 1")]
    [InlineData(
        "layer[0, {|LG1004:-1|}] = 1;",
        "'j' is -1; expected an output index from 0 to 2, since Projection is 2→3 and its weights are [2, 3]",
        "0")]
    [InlineData(
        "square.Forward(input, {|LG1005:input|});",
        "'y' overlaps 'x'; expected separate memory, since 'y' is written while 'x' is still read, and Square is 3→3",
        null)]
    [InlineData(
        "network.Forward({|LG1006:new float[6]|}, network.CreateActivations(2));",
        "'x' holds 3 rows; expected at most 2 rows, since 'maxRows' is 2 and Classifier is 2→4",
        "2 * Classifier.In")]
    [InlineData(
        "network.CreateActivations({|LG1007:0|});",
        "'maxRows' is 0; expected at least 1 (Classifier is 2→4)",
        "1")]
    [InlineData(
        "new Trainer<Classifier>(network, Loss.SoftmaxCrossEntropy, new Adam(), 9).Evaluate({|LG1007:[]|}, new int[0]);",
        "'x' holds 0 values; expected at least 2, which is 1 row (Classifier is 2→4)",
        "Classifier.In")]
    public void Message_SaysWhatWasFoundAndExpected(string statements, string message, string? expected)
    {
        Diagnostic diagnostic = Assert.Single(Programs.Check(Programs.InMethod(statements)));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(expected, diagnostic.Properties["Expected"]);
        Assert.Contains(diagnostic.Properties["Layer"]!, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expected_CanBeWrittenWhereTheCallIs()
    {
        Diagnostic diagnostic = Assert.Single(Programs.Check("""
            namespace Models { partial class Outer { [LinearLayer(In = 2, Out = 3)] public partial class Inner; } }
            namespace Services { class User { void Run(Models.Outer.Inner layer) => layer.Forward(new float[2], {|LG1002:new float[6]|}); } }
            """));
        Assert.Equal("Models.Outer.Inner.Out", diagnostic.Properties["Expected"]);
    }

    [Fact]
    public void TopLevelStatements_AreCallsToo() => Programs.Check("""
        Projection layer = new();
        float[] x = new float[5];
        layer.Forward({|LG1001:x|}, new float[3]);
        """);

    [Fact]
    public void Pragma_SwitchesItOff() => Programs.Check(Programs.InMethod("""

        #pragma warning disable LG1001 // On purpose.
        layer.Forward(new float[5], input);
        #pragma warning restore LG1001
        """));
}
