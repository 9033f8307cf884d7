using LinearGen.Testing;

namespace LinearGen.Runtime.Tests;

/// <summary>The text that error messages carry.</summary>
public class NetworkShapeTests
{
    [Fact]
    public void A_shape_reads_the_same_in_every_culture() => Assert.All(
        TestCulture.Names,
        name => Assert.Equal("64→10, 650 parameters", TestCulture.Run(name, new NetworkShape(64, 10, 650).ToString)));
}
