using LinearGen.Onnx.Tests.Support;

namespace LinearGen.Onnx.Tests;

/// <summary>All classes that are declared here and for the tests of kernels: every activation, stage, form of network, element type and format of weights, in shapes of all sorts.</summary>
public sealed class DeclaredTests
{
    /// <summary>Parameters of a class in the fast suite, where there are classes enough of each form; an import of more takes longer.</summary>
    private const int MostParameters = 500;

    public static TheoryData<string> Classes => new(DrawnNetworks.Declared.Where(type => Suite.IsFull || DrawnNetworks.ParameterCount(type) <= MostParameters).Select(type => type.FullName!));

    [OracleTheory]
    [MemberData(nameof(Classes))]
    public void OnnxRuntime_ComputesTheSame(string name) => OnClass(name, new Computed());

    [Theory]
    [MemberData(nameof(Classes))]
    public void AnImport_HasTheSameStagesAndBits(string name) => OnClass(name, new Imported());

    private static void OnClass(string name, IOnNetwork action)
    {
        Type type = DrawnNetworks.Find(name);
        if (typeof(INetwork<float>).IsAssignableFrom(type))
        {
            action.Do(DrawnNetworks.Of<float>(type, seed: 1));
        }
        else
        {
            action.Do(DrawnNetworks.Of<double>(type, seed: 1));
        }
    }

    private interface IOnNetwork
    {
        void Do<T>(INetwork<T> network)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    private sealed class Computed : IOnNetwork
    {
        public void Do<T>(INetwork<T> network)
            where T : unmanaged, IFloatingPointIeee754<T> => OnnxRuntimeCheck.Hold(network, Written.Bytes(network));
    }

    private sealed class Imported : IOnNetwork
    {
        public void Do<T>(INetwork<T> network)
            where T : unmanaged, IFloatingPointIeee754<T> => Written.HasStagesOf(Written.Imported(Written.Bytes(network)), network);
    }
}
