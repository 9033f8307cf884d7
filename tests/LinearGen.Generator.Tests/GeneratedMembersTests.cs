using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>The table of generated members, by which collisions are found, holds what the emitter really writes.</summary>
public class GeneratedMembersTests
{
    [Theory]
    [InlineData(false, false, 0, true)]
    [InlineData(true, false, 5, true)]
    [InlineData(false, true, 6, true)]
    [InlineData(true, true, 0, true)]
    [InlineData(false, false, 0, false)]
    [InlineData(true, true, 6, false)]
    public void Table_ListsExactlyTheMembersThatAreWritten(bool isDouble, bool hasBias, int activation, bool isTrainable)
    {
        string source = $$"""
            [LinearGen.LinearLayer(In = 20, Out = 30, Bias = {{(hasBias ? "true" : "false")}}, Precision = (LinearGen.Precision){{(isDouble ? 1 : 0)}}, Activation = (LinearGen.Activation){{activation}}, Trainable = {{(isTrainable ? "true" : "false")}})] partial class Head;
            """;
        AssertListed(GeneratedMembers.OfLayer(isDouble ? Model.Precision.Double : Model.Precision.Single, hasBias, (Model.Activation)activation, isTrainable), source);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Table_ListsExactlyTheMembersOfNetworks(bool isDouble, bool isTrainable)
    {
        string precision = $"Precision = (LinearGen.Precision){(isDouble ? 1 : 0)}";
        GeneratedMembers table = GeneratedMembers.OfNetwork(isDouble ? Model.Precision.Double : Model.Precision.Single, isTrainable);
        table.AddProperties(["Body1", "Body2", "Tail"]);
        AssertListed(table, $$"""
            [LinearGen.LinearLayer(In = 3, Out = 3, {{precision}})] partial class Body;
            [LinearGen.LinearLayer(In = 3, Out = 1, {{precision}})] partial class Tail;
            [LinearGen.Sequential(typeof(Body), typeof(Body), typeof(Tail), Trainable = {{(isTrainable ? "true" : "false")}})] partial class Head;
            """);
    }

    [Theory]
    [InlineData("Normalization", "Clip = 3", false)]
    [InlineData("Rescaling", "", false)]
    [InlineData("LayerNorm", "", true)]
    [InlineData("ActivationLayer", "Activation = LinearGen.Activation.Relu", false)]
    [InlineData("ActivationLayer", "Activation = LinearGen.Activation.Softmax", true)]
    public void Table_ListsExactlyTheMembersOfStages(string kind, string argument, bool isDouble) => AssertListed(
        GeneratedMembers.OfStage(Enum.Parse<StageKind>(kind), isDouble ? Model.Precision.Double : Model.Precision.Single),
        $"[LinearGen.{kind}(Size = 20, Precision = (LinearGen.Precision){(isDouble ? 1 : 0)}{(argument.Length > 0 ? ", " + argument : "")})] partial class Head;");

    [Theory]
    [InlineData("Sequential")]
    [InlineData("Residual")]
    public void Table_ListsExactlyTheMembersOfNetworksWithParts(string kind)
    {
        GeneratedMembers table = GeneratedMembers.OfNetwork(Model.Precision.Single, isTrainable: true);
        table.AddClasses([RowParts.Inputs, RowParts.Outputs]);
        table.AddProperties(["Body", "Norm"]);
        AssertListed(table, $$"""
            [LinearGen.LinearLayer(In = 3, Out = 3)] partial class Body;
            [LinearGen.LayerNorm(Size = 3)] partial class Norm;
            [LinearGen.{{kind}}(typeof(Body), typeof(Norm)), LinearGen.InputPart("A", 0, 1), LinearGen.OutputPart("A", 1, 2)] partial class Head;
            """);
    }

    private static void AssertListed(GeneratedMembers table, string source)
    {
        INamedTypeSymbol layer = GeneratorHarness.Run(source).Output.GetTypeByMetadataName("Head")!;
        IEnumerable<string> written = layer.GetMembers().Where(member => !member.IsImplicitlyDeclared).Select(member => member switch
        {
            IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false, AssociatedSymbol: not null } => "",
            IPropertySymbol { ExplicitInterfaceImplementations: [{ } implemented] } => $"{implemented.ContainingType.Name}.{implemented.Name}",
            IMethodSymbol { ExplicitInterfaceImplementations: [{ } implemented] } => $"{implemented.ContainingType.Name}.{implemented.Name}",
            IPropertySymbol { IsIndexer: true } => "this[int, int]",
            IMethodSymbol { AssociatedSymbol: not null } accessor => $"{accessor.Name}({string.Join(", ", accessor.Parameters.Select(parameter => parameter.Type))})",
            IMethodSymbol => Signatures.Display(member),
            _ => member.Name,
        })

        // The types of rows are left out where their names are taken.
        .Where(name => name.Length > 0 && name is not ("Input" or "Output" or "Forward(in Input, out Output)"));
        Assert.Equal(written.Order(StringComparer.Ordinal), table.All.Select(member => member.Display("Head")).Order(StringComparer.Ordinal));
    }
}
