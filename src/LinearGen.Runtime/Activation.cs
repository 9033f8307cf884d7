namespace LinearGen;

/// <summary>The function f that a layer applies to Z = X·W + b, element by element or, for <see cref="Softmax"/> and <see cref="LogSoftmax"/>, row by row: Y = f(Z).</summary>
public enum Activation
{
    /// <summary>f(z) = z.</summary>
    None = 0,

    /// <summary>f(z) = max(z, 0). At 0, f′ is taken as 0.</summary>
    Relu = 1,

    /// <summary>f(z) = z for z &gt; 0, otherwise a·z, a being <see cref="LinearLayerAttribute.Slope"/>, 0.01 by default.</summary>
    LeakyRelu = 2,

    /// <summary>f(z) = z for z &gt; 0, otherwise a·(exp(z) − 1), a being <see cref="LinearLayerAttribute.Slope"/>, 1 by default.</summary>
    Elu = 3,

    /// <summary>f(z) = 1 / (1 + exp(−z)).</summary>
    Sigmoid = 4,

    /// <summary>f(z) = tanh(z).</summary>
    Tanh = 5,

    /// <summary>f(z) = z·Φ(z) = z/2·(1 + erf(z/√2)), Φ being the normal distribution.</summary>
    Gelu = 6,

    /// <summary>f(z) = z/2·(1 + tanh(√(2/π)·(z + 0.044715·z³))), an approximation of <see cref="Gelu"/> that many models were trained with.</summary>
    GeluTanh = 7,

    /// <summary>f(z) = z / (1 + exp(−z)).</summary>
    Silu = 8,

    /// <summary>f(z) = ln(1 + exp(z)).</summary>
    Softplus = 9,

    /// <summary>f(z) = z·min(max(z + 3, 0), 6) / 6.</summary>
    HardSwish = 10,

    /// <summary>f(z)ⱼ = exp(zⱼ) / Σₖ exp(zₖ) over the row.</summary>
    Softmax = 11,

    /// <summary>f(z)ⱼ = zⱼ − ln Σₖ exp(zₖ) over the row.</summary>
    LogSoftmax = 12,

    /// <summary>f(z) = min(max(z, 0), 6). At 0 and 6, f′ is taken as 0.</summary>
    Relu6 = 13,

    /// <summary>f(z) = min(max(z/6 + 1/2, 0), 1). At −3 and 3, f′ is taken as 0.</summary>
    HardSigmoid = 14,

    /// <summary>f(z) = min(max(z, −1), 1). At −1 and 1, f′ is taken as 0.</summary>
    HardTanh = 15,

    /// <summary>f(z) = s·z for z &gt; 0, otherwise s·a·(exp(z) − 1), with s = 1.0507… and a = 1.6732…, which keep means and variances of deep networks.</summary>
    Selu = 16,

    /// <summary>f(z) = z for z &gt; 0, otherwise a·(exp(z/a) − 1), a being <see cref="LinearLayerAttribute.Slope"/>, 1 by default.</summary>
    Celu = 17,

    /// <summary>f(z) = z·tanh(ln(1 + exp(z))).</summary>
    Mish = 18,

    /// <summary>f(z) = z / (1 + |z|).</summary>
    Softsign = 19,
}
