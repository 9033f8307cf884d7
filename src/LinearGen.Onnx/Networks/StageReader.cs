using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using LinearGen.Internals;
using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.Networks;

/// <summary>Reads a single stage: its numbers from its storage, the rest from the attribute that its class was generated from.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class StageReader<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Reads a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="type">Its generated class.</param>
    /// <exception cref="NotSupportedException">The class does not have the attribute of such a stage.</exception>
    public static ModelStage Read(INetworkStage<T> stage, Type type) => stage switch
    {
        ILinearLayer<T> => Layer(stage.Layer, Attribute<LinearLayerAttribute>(type), type.Name),
        NormalizationStage<T> normalization => Normalization(normalization, Attribute<NormalizationAttribute>(type), type.Name),
        RescalingStage<T> rescaling => Rescaling(rescaling, type.Name),
        LayerNormStage<T> norm => new ModelLayerNorm(Vector(norm, 0), Vector(norm, 1), Attribute<LayerNormAttribute>(type).Epsilon, type.Name),
        Stage<T> { Vectors.Count: 0 } activation => Activation(activation.Size, Attribute<ActivationLayerAttribute>(type), type.Name),
        _ => throw new NotSupportedException($"The stage {type} is of a kind that is written as no nodes."),
    };

    private static ModelLayer Layer(in LayerParameters<T> parameters, LinearLayerAttribute attribute, string name)
    {
        (int inputs, int outputs, _) = parameters.Shape;
        T[] weights = new T[inputs * outputs];
        parameters.GetWeights(weights);
        if (parameters.IsRounded)
        {
            // What the forward pass reads; a layer that is trained keeps the unrounded ones beside them.
            BFloat16Weights.Round(MemoryMarshal.Cast<T, float>(weights.AsSpan()));
        }

        T[]? bias = null;
        if (parameters.HasBias)
        {
            bias = new T[outputs];
            parameters.GetBias(bias);
        }

        return new ModelLayer(inputs, outputs, Numbers(weights), bias is null ? null : Numbers(bias), attribute.Activation, name) { Slope = Given(attribute.Slope) };
    }

    private static ModelNormalization Normalization(NormalizationStage<T> stage, NormalizationAttribute attribute, string name) =>
        new(Vector(stage, 0), Vector(stage, 1), T.IsFinite(T.CreateTruncating(attribute.Clip)) ? attribute.Clip : null, name);

    private static ModelRescaling Rescaling(RescalingStage<T> stage, string name) => new(Vector(stage, 0), Vector(stage, 1), Vector(stage, 2), Vector(stage, 3), name);

    private static ModelActivation Activation(int size, ActivationLayerAttribute attribute, string name) => new(size, attribute.Activation, name) { Slope = Given(attribute.Slope) };

    private static double? Given(double slope) => double.IsNaN(slope) ? null : slope;

    private static double[] Vector(Stage<T> stage, int vector)
    {
        T[] values = new T[stage.Size];
        stage.Get(vector, values);
        return Numbers(values);
    }

    private static double[] Numbers(T[] values) => Array.ConvertAll(values, double.CreateTruncating);

    /// <summary>The attribute of a class, or of the generated class that it derives from.</summary>
    private static TAttribute Attribute<TAttribute>(Type type)
        where TAttribute : Attribute
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at.GetCustomAttribute<TAttribute>(inherit: false) is { } attribute)
            {
                return attribute;
            }
        }

        throw new NotSupportedException($"The stage {type} has no {typeof(TAttribute).Name}; expected a class that the generator has written.");
    }
}
