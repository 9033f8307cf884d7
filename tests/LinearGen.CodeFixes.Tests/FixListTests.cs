using System.Composition;
using System.Reflection;
using LinearGen.Generator;
using LinearGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace LinearGen.CodeFixes.Tests;

/// <summary>The fixes as editors find them.</summary>
public class FixListTests
{
    /// <summary>The diagnostics of calls, which an analyzer reports always.</summary>
    private const string Calls = "LG1";

    private static IEnumerable<Type> Fixes => typeof(MakePartialFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract);

    [Fact]
    public void Fixes_AreExported() => Assert.All(Fixes, fix =>
    {
        Assert.Equal([LanguageNames.CSharp], fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages);
        Assert.Equal(fix.Name, fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Name);
        Assert.NotNull(fix.GetCustomAttribute<SharedAttribute>());
        Assert.NotNull(fix.GetConstructor([]));
    });

    /// <summary>Tools that fix only what analyzers report know no others.</summary>
    [Fact]
    public void DiagnosticsWithAFix_AreThoseThatAnalyzersReport() => Assert.Equal(
        new DeclarationAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
        Fixes.SelectMany(fix => ((CodeFixProvider)Activator.CreateInstance(fix)!).FixableDiagnosticIds)
            .Where(id => !id.StartsWith(Calls, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Fixes_AreForDiagnosticsThatExist()
    {
        string[] reported =
        [
            .. typeof(LinearLayerGenerator).Assembly.GetTypes()
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
                .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id),
        ];
        string[] fixable = [.. Fixes.SelectMany(fix => ((CodeFixProvider)Activator.CreateInstance(fix)!).FixableDiagnosticIds)];
        Assert.NotEmpty(reported);
        Assert.Empty(fixable.Except(reported));
        Assert.Equal(fixable.Distinct(), fixable);
    }
}
