using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <content>Weights rounded to bfloat16: of <see cref="float"/> alone.</content>
public readonly partial struct LayerParameters<T>
{
    /// <summary>The bias in the image that the forward pass reads.</summary>
    private Span<T> ImageBias => Transposed.Span.Slice((int)(_weights == WeightStorage.Packed ? Packed.BiasStart : _layout.BiasStart), Outputs);

    private static Span<float> Floats(Span<T> values) => MemoryMarshal.Cast<T, float>(values);

    private static T Rounded(T value) => Unsafe.BitCast<float, T>(BFloat16Weights.Rounded(Unsafe.BitCast<T, float>(value)));

    /// <summary>Rounds the weights of the image, or, where the memory itself is what the forward pass reads, of that.</summary>
    private void RoundWeights()
    {
        if (!_isTrainable && _weights == WeightStorage.Rounded)
        {
            BFloat16Weights.Round(Floats(Block.Span[..(int)_layout.BiasStart]));
        }

        if (_imageLength == 0)
        {
            return;
        }

        Span<T> image = Transposed.Span[.._imageLength];
        if (_weights == WeightStorage.Packed)
        {
            BFloat16Weights.Pack(Floats(Block.Span), _layout, Floats(image), Packed);
            return;
        }

        Block.Span.CopyTo(image);
        BFloat16Weights.Round(Floats(image[..(int)_layout.BiasStart]));
    }

    private void SetImage(int i, int j, T rounded)
    {
        if (_weights == WeightStorage.Packed)
        {
            BFloat16Weights.Set(Floats(Transposed.Span), Packed, i, j, Unsafe.BitCast<T, float>(rounded));
            return;
        }

        Transposed.Span[_layout.Index(i, j)] = rounded;
    }

    private T GetPacked(int i, int j) => Unsafe.BitCast<float, T>(BFloat16Weights.Get(Floats(Block.Span), Packed, i, j));

    private void SetPacked(int i, int j, T value) => BFloat16Weights.Set(Floats(Block.Span), Packed, i, j, Unsafe.BitCast<T, float>(value));

    private void SetPacked(ReadOnlySpan<T> weights, WeightLayout layout)
    {
        for (int i = 0; i < Inputs; i++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                SetPacked(i, j, weights[Place(i, j, layout)]);
            }
        }
    }

    private void GetPacked(Span<T> destination, WeightLayout layout)
    {
        for (int i = 0; i < Inputs; i++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                destination[Place(i, j, layout)] = GetPacked(i, j);
            }
        }
    }

    /// <summary>The place of W[i, j] among the values that users give and take.</summary>
    private int Place(int i, int j, WeightLayout layout) => layout == WeightLayout.InOut ? (i * Outputs) + j : (j * Inputs) + i;
}
