using LinearGen.PlantedFaults;
using LinearGen.Testing;

namespace LinearGen.Docs.Tests;

public class PlantedFaultTests
{
    private const string Example = """
        Words before the first fault.

        === bound
        check: lengths
        file: src/A.cs
        why: a bound is off by one.
        --- old
            if (n < 1)
            {
        --- new
            if (n < 0)
            {

        === forgotten
        check: values
        file: src/B.cs
        why: a line is forgotten.
        --- old
        n++;
        --- new

        """;

    /// <summary>Whoever changes a line that a fault is planted into changes the fault too.</summary>
    [Fact]
    public void EachFault_CanBePlantedInOnePlace()
    {
        IReadOnlyList<Fault> faults = FaultFile.ReadAll(Repository.Root);

        Assert.NotEmpty(faults);
        Assert.Empty(FaultList.Mistakes(Repository.Root, faults));
    }

    [Fact]
    public void ListFile_IsReadAsWritten()
    {
        IReadOnlyList<Fault> faults = FaultFile.Parse("example.faults", Example);

        Assert.Equal(
            [
                new Fault("bound", "lengths", "src/A.cs", "a bound is off by one.", "    if (n < 1)\n    {", "    if (n < 0)\n    {", "example.faults"),
                new Fault("forgotten", "values", "src/B.cs", "a line is forgotten.", "n++;", "", "example.faults"),
            ],
            faults);
    }

    [Fact]
    public void Fault_IsPlantedOnlyWhereItsOldTextIsOnce()
    {
        Fault fault = FaultFile.Parse("example.faults", Example)[1];

        Assert.Equal("n = 0; m++;", fault.PlantInto("n = 0;n++; m++;"));
        Assert.Throws<InvalidDataException>(() => fault.PlantInto("n = 0;"));
        Assert.Throws<InvalidDataException>(() => fault.PlantInto("n++; n++;"));
    }
}
