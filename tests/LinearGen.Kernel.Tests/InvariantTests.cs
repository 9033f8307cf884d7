using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>Every invariant over every declared layer and network of one precision. LINEARGEN_ONLY=64x10 leaves those that match the pattern.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class InvariantTests<T>(ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The checks that say something about subjects of this precision.</summary>
    public static TheoryData<string> Checks => [.. Check.All.Where(check => CheckRun.Subjects<T>().Any(check.AppliesTo)).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void EveryLayerAndNetwork_KeepsTheInvariant(string check) => output.Run(tally =>
    {
        foreach (Subject<T> subject in CheckRun.Subjects<T>().Where(Check.Get(check).AppliesTo))
        {
            Check.Get(check).Run(subject, tally);
        }
    });

    // Every golden case has a subject here, unless the selection leaves it out.
    [Fact]
    public void EveryCaseOfTheGoldenSets_IsWithinItsLimits() => output.Run(tally =>
    {
        foreach (GoldenCase golden in GoldenSet.Cases)
        {
            Subject<T>[] subjects = [.. GoldenCheck.SubjectsOf<T>(golden, Catalog.Declared)];
            Array.ForEach(Array.FindAll(subjects, Selection.FromEnvironment.Includes), subject => GoldenCheck.Run(golden, subject, tally));
        }

        tally.Count();
    });
}

public sealed class SingleInvariantTests(ITestOutputHelper output) : InvariantTests<float>(output);

public sealed class DoubleInvariantTests(ITestOutputHelper output) : InvariantTests<double>(output);

/// <summary>What is declared is what the checks need.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void EveryGoldenCase_HasASubject() => Assert.All(
        GoldenSet.Cases, golden => Assert.NotEqual(0, GoldenCheck.SubjectsOf<float>(golden, Catalog.Declared).Count() + GoldenCheck.SubjectsOf<double>(golden, Catalog.Declared).Count()));

    [Fact]
    public void EveryActivation_IsDeclaredInBothPrecisions() => Assert.All(ActivationFunctions.All, activation =>
    {
        Assert.Contains(Catalog.Declared.Of<float>(), subject => subject.Layers.Any(layer => layer.Activation == activation));
        Assert.Contains(Catalog.Declared.Of<double>(), subject => subject.Layers.Any(layer => layer.Activation == activation));
    });

    [Fact]
    public void Names_AreUnique() => Assert.Equal(Catalog.Declared.All.Count, Catalog.Declared.All.Select(subject => subject.Name).Distinct().Count());

    // A layer of a class without activation has no y to be given, and one that has one cannot do without.
    [Fact]
    public void PublicBackward_TakesYIfThereIsAnActivation()
    {
        foreach (Subject subject in Catalog.Declared.All.Where(subject => subject.IsLayer))
        {
            Type element = subject is Subject<double> ? typeof(double) : typeof(float);
            Type input = typeof(ReadOnlySpan<>).MakeGenericType(element);
            Type[] inputs = subject.IsPlainLayer ? [input, input] : [input, input, input];
            Assert.NotNull(subject.Type.GetMethod("Backward", [.. inputs, typeof(Span<>).MakeGenericType(element), subject.Type.GetNestedType("Gradients")!]));
            Assert.Single(subject.Type.GetMethods(), method => method.Name == "Backward");
        }
    }
}
