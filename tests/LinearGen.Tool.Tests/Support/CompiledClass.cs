using System.Numerics;
using System.Reflection;
using LinearGen.Testing;

namespace LinearGen.Tool.Tests.Support;

/// <summary>A written class, compiled with the generator and loaded.</summary>
internal sealed class CompiledClass
{
    private readonly Type _type;

    private CompiledClass(Type type) => _type = type;

    /// <summary>Compiles what an import wrote, as a user's project would: without a single warning.</summary>
    /// <param name="folder">Where it wrote.</param>
    /// <param name="edit">What somebody has done to the C# file since.</param>
    public static CompiledClass Of(TemporaryFolder folder, Func<string, string>? edit = null) => All(folder, edit, "Net")[0];

    /// <summary>Compiles all that was written to a folder at once.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="edit">What somebody has done to the C# files since.</param>
    /// <param name="names">The classes that are asked for.</param>
    public static CompiledClass[] All(TemporaryFolder folder, Func<string, string>? edit, params string[] names)
    {
        string[] sources = [.. folder.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => File.ReadAllText(folder[file]))];
        GeneratorResult result = GeneratorHarness.Run([.. sources.Select(source => edit?.Invoke(source) ?? source)]);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics);
        Assembly assembly = result.Load();
        return [.. names.Select(name => new CompiledClass(assembly.GetType($"Acme.Models.{name}", throwOnError: true)!))];
    }

    /// <summary>With the weights beside the program.</summary>
    public object Load() => Call(_type, null, "Load")!;

    public object Load(string path) => Call(_type, null, "Load", path)!;

    public object Create() => Call(_type, null, "Create")!;

    /// <summary>The message of a self-test that fails, or null.</summary>
    public static string? SelfTest(object instance)
    {
        try
        {
            Call(instance.GetType(), instance, "SelfTest");
            return null;
        }
        catch (InvalidOperationException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>The outputs of some rows.</summary>
    public static double[] Forward(object instance, double[] x) => instance switch
    {
        INetwork<float> network => Forward(network, x),
        INetwork<double> network => Forward(network, x),
        _ => throw new ArgumentException("No network.", nameof(instance)),
    };

    private static double[] Forward<T>(INetwork<T> network, double[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = new T[x.Length / network.Shape.In * network.Shape.Out];
        network.Forward([.. x.Select(T.CreateChecked)], y);
        return [.. y.Select(double.CreateChecked)];
    }

    private static object? Call(Type type, object? instance, string method, params object[] arguments)
    {
        try
        {
            return type.GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(instance, arguments);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is InvalidOperationException or InvalidDataException or IOException)
        {
            throw failure.InnerException;
        }
    }
}
