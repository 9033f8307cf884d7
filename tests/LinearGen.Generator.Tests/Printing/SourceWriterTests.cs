using LinearGen.Generator.Printing;

namespace LinearGen.Generator.Tests.Printing;

/// <summary>Lines, tabs and braces.</summary>
public sealed class SourceWriterTests
{
    [Fact]
    public void Blocks_IndentAndCloseThemselves()
    {
        SourceWriter writer = new();
        using (writer.Block("namespace N"))
        {
            writer.Line("using A;\r\n\r\nusing B;");
            writer.Line("left out;", condition: false);
            using (writer.Block())
            {
                writer.Line("inner;", condition: true);
                writer.Line();
            }
        }

        Assert.Equal("namespace N\n{\n\tusing A;\n\n\tusing B;\n\t{\n\t\tinner;\n\t}\n}\n", writer.ToString());
    }
}
