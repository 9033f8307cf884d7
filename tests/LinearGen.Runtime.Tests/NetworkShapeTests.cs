using System.Globalization;

namespace LinearGen.Runtime.Tests;

/// <summary>The text that error messages carry.</summary>
public class NetworkShapeTests
{
    [Fact]
    public void A_shape_reads_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal("64→10, 650 parameters", new NetworkShape(64, 10, 650).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
