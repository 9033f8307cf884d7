namespace Digits;

/// <summary>How a classifier starts.</summary>
internal static class Initialization
{
    /// <summary>Weights and biases from U(−r, r) with r = 1/√In, as PyTorch's nn.Linear does. The generated method.</summary>
    public static void AsPyTorch(Classifier classifier, Random random) => classifier.Initialize(random);

    /// <summary>
    /// Weights and biases from U(−r, r) with r = √(6/(In + Out)), as scikit-learn does for ReLU (Glorot and Bengio, 2010).
    /// Here that is twice as wide as PyTorch's, and sixty epochs get further from it.
    /// </summary>
    public static void AsScikitLearn(Classifier classifier, Random random)
    {
        classifier.Hidden.SetWeights(Draw(Hidden.In * Hidden.Out, Hidden.In, Hidden.Out, random));
        classifier.Hidden.SetBias(Draw(Hidden.Out, Hidden.In, Hidden.Out, random));
        classifier.Head.SetWeights(Draw(Head.In * Head.Out, Head.In, Head.Out, random));
        classifier.Head.SetBias(Draw(Head.Out, Head.In, Head.Out, random));
    }

    private static float[] Draw(int count, int inputs, int outputs, Random random)
    {
        float bound = MathF.Sqrt(6f / (inputs + outputs));
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = bound * ((2 * random.NextSingle()) - 1);
        }

        return values;
    }
}
