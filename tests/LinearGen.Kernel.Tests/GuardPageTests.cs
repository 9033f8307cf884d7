namespace LinearGen.Kernel.Tests;

/// <summary>
/// The guard pages themselves: an access outside the spans does not survive them. The generated layers meet them in
/// <see cref="InstructionSetTests"/>, in processes of their own.
/// </summary>
public sealed class GuardPageTests
{
    [Theory]
    [MemberData(nameof(PlantedFaults.GuardedFaults), MemberType = typeof(PlantedFaults))]
    public async Task AnAccessOutsideTheSpans_EndsTheProcess(Fault fault)
    {
        if (GuardedMemory.IsSupported)
        {
            ChildRun run = await ChildRun.StartAsync(new(), "guard", fault.ToString());
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("AccessViolationException", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AccessesWithinTheSpans_Survive()
    {
        if (GuardedMemory.IsSupported)
        {
            ChildRun run = await ChildRun.StartAsync(new(), "guard", nameof(Fault.None));
            Assert.True(run.ExitCode == 0, run.Output);
            Assert.Contains("survived", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryFault_IsPlantedSomewhere() => Assert.Equal(Enum.GetValues<Fault>().Except([Fault.None]), PlantedFaults.All.Order());
}
