using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>Checks that a loss that takes logits gets them: a network that ends in a softmax or sigmoid would be trained wrongly in silence.</summary>
internal static class LastActivation
{
    /// <summary>Checks a network whose last stage is known.</summary>
    /// <exception cref="ArgumentException">The loss applies the network's last activation a second time, or chooses among a single class.</exception>
    public static void Check<T>(INetwork<T> network, Loss loss, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isSoftmax = loss is SoftmaxCrossEntropyLoss;
        if (isSoftmax && outputs == 1)
        {
            throw new ArgumentException("The network has a single output, whose softmax is always 1; expected one output per class. For two classes by one output, use Loss.BinaryCrossEntropy and targets of 0 and 1.", nameof(loss));
        }

        Activation activation = Of(network.Undecorated());
        if ((isSoftmax || loss is BinaryCrossEntropyLoss) && activation is Activation.Softmax or Activation.Sigmoid)
        {
            throw new ArgumentException(
                $"The network ends in {activation}, but {(isSoftmax ? "Loss.SoftmaxCrossEntropy" : "Loss.BinaryCrossEntropy")} applies {(isSoftmax ? "a softmax" : "a sigmoid")} itself; expected logits: train with Activation.None in the last layer, and apply the function to outputs afterwards.",
                nameof(loss));
        }
    }

    private static Activation Of<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T> => network switch
        {
            ILinearLayer<T> layer => layer.Activation,
            SoftmaxStage<T, Softmax> => Activation.Softmax,
            ActivationStage<T, Sigmoid> => Activation.Sigmoid,
            ISequentialNetwork<T> { Layers.Steps.Steps: [.., { Stage: { } last }] } => Of(last),
            _ => Activation.None,
        };
}
