namespace LinearGen.Kernel.Tests;

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
        foreach (Subject subject in Catalog.Declared.All.Where(subject => subject.IsLayer && subject.IsLinear))
        {
            Type element = subject is Subject<double> ? typeof(double) : typeof(float);
            Type input = typeof(ReadOnlySpan<>).MakeGenericType(element);
            Type[] inputs = subject.IsPlainLayer ? [input, input] : [input, input, input];
            Assert.NotNull(subject.Type.GetMethod("Backward", [.. inputs, typeof(Span<>).MakeGenericType(element), subject.Type.GetNestedType("Gradients")!]));
            Assert.Single(subject.Type.GetMethods(), method => method.Name == "Backward");
        }
    }
}
