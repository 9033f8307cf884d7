using Microsoft.Extensions.Configuration;
using ScoringService;

namespace LinearGen.ScoringService.Tests;

public class OptionsTests
{
    [Fact]
    public void WithoutSettings_TheImportedModelIsServed()
    {
        ServiceOptions options = ServiceOptions.From(new ConfigurationBuilder().Build());

        Assert.Equal(new ServiceOptions(ServiceOptions.ImportedModelPath, 256, 512 * 1024), options);
        Assert.True(File.Exists(options.ModelPath));
    }

    [Theory]
    [InlineData("Scoring:MaxRows", "0", "expected a whole number from 1 to 16384")]
    [InlineData("Scoring:MaxRows", "many", "expected a whole number from 1 to 16384")]
    [InlineData("Scoring:MaxBodyBytes", "99999999999", "expected a whole number from 1 to 67108864")]
    [InlineData("Scoring:ModelPath", "", "expected the path")]
    [InlineData("Scoring:ReloadToken", "short", "expected at least 16")]
    public void WrongSetting_IsNamed(string name, string value, string expected)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        string message = Assert.Throws<ArgumentException>(() => ServiceOptions.From(configuration)).Message;

        Assert.StartsWith(name, message, StringComparison.Ordinal);
        Assert.Contains(expected, message);
    }
}
