using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>The table of generated members, by which collisions are found, holds what the emitter really writes.</summary>
public class GeneratedMembersTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Table_ListsExactlyTheMembersThatAreWritten(bool isDouble, bool hasBias)
    {
        GeneratorResult result = GeneratorHarness.Run($$"""
            [LinearGen.LinearLayer(In = 20, Out = 30, Bias = {{(hasBias ? "true" : "false")}}, Precision = (LinearGen.Precision){{(isDouble ? 1 : 0)}})] partial class Head;
            """);
        INamedTypeSymbol layer = result.Output.GetTypeByMetadataName("Head")!;
        GeneratedMembers table = new(isDouble ? Model.Precision.Double : Model.Precision.Single, hasBias);

        IEnumerable<string> written = layer.GetMembers().Where(member => !member.IsImplicitlyDeclared).Select(member => member switch
        {
            IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false, AssociatedSymbol: not null } => "",
            IPropertySymbol { ExplicitInterfaceImplementations: [{ } implemented] } => $"{implemented.ContainingType.Name}.{implemented.Name}",
            IMethodSymbol { ExplicitInterfaceImplementations: [{ } implemented] } => $"{implemented.ContainingType.Name}.{implemented.Name}",
            IPropertySymbol { IsIndexer: true } => "this[int, int]",
            IMethodSymbol { AssociatedSymbol: not null } accessor => $"{accessor.Name}({string.Join(", ", accessor.Parameters.Select(parameter => parameter.Type))})",
            IMethodSymbol => Signatures.Display(member),
            _ => member.Name,
        }).Where(name => name.Length > 0);
        Assert.Equal(written.Order(StringComparer.Ordinal), table.All.Select(member => member.Display("Head")).Order(StringComparer.Ordinal));
    }
}
