using System.Numerics;
using System.Reflection;
using LinearGen.Internals;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Writing;

namespace LinearGen.Onnx.Networks;

/// <summary>Reads a generated network's stages and their numbers.</summary>
internal static class NetworkReader
{
    /// <summary>Reads a network.</summary>
    /// <param name="network">A layer, a stage or a network that the generator has written, or decorators around one.</param>
    /// <exception cref="NotSupportedException">It is a class of another kind, or too large for a file.</exception>
    public static NetworkModel Read<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> generated = network.Undecorated();
        ChainStep<T>[] steps = generated switch
        {
            ISequentialNetwork<T> sequence => sequence.Layers.Steps.Steps,
            IStage<T> stage => [new(stage.Stage, stage.GetType(), Layer: -1, Source: -1)],
            ILinearLayer<T> layer => [new(layer, layer.GetType(), Layer: -1, Source: -1)],
            _ => throw new NotSupportedException(
                $"network is of type {generated.GetType()}, whose function is known to it alone; what can be written are classes with [LinearLayer], [Sequential] or another of LinearGen's attributes, and a {nameof(DelegatingNetwork<T>)} around one, as what is inside."),
        };
        Precision precision = typeof(T) == typeof(double) ? Precision.Double : Precision.Single;
        ModelWriter.CheckSize(steps.Sum(step => step.Stage is { } stage ? Count(stage) : 0) * (precision == Precision.Double ? sizeof(double) : sizeof(float)));
        return new NetworkModel(generated.GetType().Name, Stages(steps), precision)
        {
            Inputs = InOrder(generated.GetType().GetCustomAttributes<InputPartAttribute>(inherit: false).Select(part => new NamedPart(part.Name, part.Start, part.Length))),
            Outputs = InOrder(generated.GetType().GetCustomAttributes<OutputPartAttribute>(inherit: false).Select(part => new NamedPart(part.Name, part.Start, part.Length))),
        };

        // The order of attributes is the compiler's.
        static NamedPart[] InOrder(IEnumerable<NamedPart> parts) => [.. parts.OrderBy(part => part.Start).ThenBy(part => part.Name, StringComparer.Ordinal)];
    }

    /// <summary>Elements that a file holds of a stage.</summary>
    private static long Count<T>(INetworkStage<T> stage)
        where T : unmanaged, IFloatingPointIeee754<T> => stage is Stage<T> own ? (long)own.Vectors.Count * own.Size : ((long)stage.Layer.Shape.In * stage.Layer.Shape.Out) + stage.Layer.Shape.Out;

    /// <summary>The stages, residual blocks as such: a sum takes in all stages since the value that it adds.</summary>
    private static List<ModelStage> Stages<T>(ChainStep<T>[] steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<ModelStage> stages = [];

        // How many stages there were when each value was made; value 0 is the input.
        List<int> starts = [0];
        foreach (ChainStep<T> step in steps)
        {
            if (step.Stage is { } stage)
            {
                stages.Add(StageReader<T>.Read(stage, step.Class));
            }
            else
            {
                int first = starts[step.Source];
                ModelStage[] inner = [.. stages.Skip(first)];
                stages.RemoveRange(first, inner.Length);
                stages.Add(new ModelResidual(inner, "A residual block"));
            }

            starts.Add(stages.Count);
        }

        return stages;
    }
}
