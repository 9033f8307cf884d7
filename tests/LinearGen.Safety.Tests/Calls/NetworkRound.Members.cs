using LinearGen.Internals;
using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Calls;

// What calls beside Forward and Backward are drawn from.
internal sealed partial class NetworkRound<T>
{
    private static readonly int[] s_sizes = [int.MinValue, -1, 0, 1, 2, 3, 8, 16, 100];
    private static readonly double[] s_factors = [2, double.NaN, double.PositiveInfinity, -0.5];

    /// <summary>Weights and biases in and out, of any length, and single ones.</summary>
    private void Parameters(int layer)
    {
        (int inputs, int outputs, bool hasBias, _, _) = _subject.Layers[layer];
        LayerMembers<T> members = _members[layer];
        WeightLayout layout = (WeightLayout)_random.Next(-1, 3);
        bool isLayout = layout is WeightLayout.InOut or WeightLayout.OutIn;
        _arena.Clear();
        Piece piece = _arena.Draw(_random, Length(inputs * outputs));
        bool isRight = isLayout && piece.Length == inputs * outputs;
        switch (_random.Next(hasBias ? 5 : 3))
        {
            case 0:
                T[] weights = Fill(piece);
                if (_subject.Layers[layer].IsRounded)
                {
                    weights = Array.ConvertAll(weights, Rounded);
                    weights.CopyTo(_arena[piece]);
                }

                Call($"SetWeights({piece}, {layout}) of layer {layer}", isRight, default, () => members.SetWeights(_arena[piece], layout));
                if (isRight)
                {
                    _w[layer] = layout == WeightLayout.InOut ? weights : Turned(weights, outputs, inputs);
                    _isFresh = false;
                }

                break;
            case 1:
                Call($"GetWeights({piece}, {layout}) of layer {layer}", isRight, piece, () => members.GetWeights(_arena[piece], layout));
                Expect(
                    !isRight || _arena[piece].SequenceEqual(layout == WeightLayout.InOut ? _w[layer] : Turned(_w[layer], inputs, outputs)),
                    $"GetWeights of layer {layer} gives others than were set");
                break;
            case 2:
                Single(layer, _random.Next(-1, inputs + 1), _random.Next(-1, outputs + 1));
                break;
            default:
                Bias(layer, _arena.Draw(_random, Length(outputs)));
                break;
        }
    }

    /// <summary>A bfloat16 number, which a layer that rounds its weights to such reads as it is: the upper half of a float.</summary>
    private static T Rounded(T value) => T.CreateChecked(BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(float.CreateTruncating(value)) & 0xFFFF0000));

    private void Single(int layer, int i, int j)
    {
        (int inputs, int outputs, _, _, _) = _subject.Layers[layer];
        bool isRight = i >= 0 && i < inputs && j >= 0 && j < outputs;
        T value = T.CreateChecked(_random.NextDouble());
        value = _subject.Layers[layer].IsRounded ? Rounded(value) : value;
        T read = value;
        Call($"[{i}, {j}] = of layer {layer}", isRight, default, () => _members[layer][i, j] = value);
        Call($"[{i}, {j}] of layer {layer}", isRight, default, () => read = _members[layer][i, j]);
        Expect(read == value, $"[{i}, {j}] of layer {layer} is not what was set");
        if (isRight)
        {
            _w[layer][(i * outputs) + j] = value;
            _isFresh = false;
        }
    }

    private void Bias(int layer, Piece piece)
    {
        bool isRight = piece.Length == _subject.Layers[layer].Out;
        if (_random.Next(2) == 0)
        {
            Call($"GetBias({piece}) of layer {layer}", isRight, piece, () => _members[layer].GetBias(_arena[piece]));
            Expect(!isRight || _arena[piece].SequenceEqual(_b[layer]), $"GetBias of layer {layer} gives another than was set");
            return;
        }

        T[] bias = Fill(piece);
        Call($"SetBias({piece}) of layer {layer}", isRight, default, () => _members[layer].SetBias(_arena[piece]));
        if (isRight)
        {
            _b[layer] = bias;
            _isFresh = false;
        }
    }

    /// <summary>Storage of any shape for the hooks of generated code.</summary>
    private void Hooks(int layer)
    {
        LayerShape shape = _subject.Layers[layer];
        int inputs = _random.Next(2) == 0 ? shape.In : s_sizes[_random.Next(s_sizes.Length)];
        int outputs = _random.Next(2) == 0 ? shape.Out : s_sizes[_random.Next(s_sizes.Length)];
        bool hasBias = _random.Next(2) == 0;
        bool isSized = inputs >= 1 && outputs >= 1;
        bool isSame = inputs == shape.In && outputs == shape.Out && hasBias == shape.HasBias;
        string what = $"of layer {layer} with storage {inputs}→{outputs}, bias {hasBias}";
        switch (_random.Next(4))
        {
            // Layers take storage over from the networks that are made of them alone.
            case 0:
                Call($"Adopt {what}", isRight: false, default, () => _layers[layer].Adopt(new(inputs, outputs, hasBias)));
                break;
            case 1:
                Call($"CreateGradients {what}", isSized && isSame, default, () => _layers[layer].CreateGradients(new LayerParameters<T>(inputs, outputs, hasBias)));
                break;
            case 2:
                Call($"Adopt of layer {layer} with gradients' storage", isRight: false, default, () => _layers[layer].Adopt(_layers[layer].Layer.CreateGradients()));
                Call($"Adopt of layer {layer} with its own storage", isRight: false, default, () => _layers[layer].Adopt(_layers[layer].Layer));
                Call($"Adopt of layer {layer} with another's storage", isRight: false, default, () => _layers[layer].Adopt(_subject.LayersOf(_subject.New())[layer].Layer));
                Call($"Adopt of layer {layer} with nothing", isRight: false, default, () => _layers[layer].Adopt(default));
                break;
            default:
                Call($"CreateGradients of layer {layer} with nothing", isRight: false, default, () => _layers[layer].CreateGradients(default(LayerParameters<T>)));
                break;
        }
    }

    private void Others()
    {
        _arena.Clear();
        int layer = _random.Next(-1, _layers.Length + 1);
        bool isLayer = layer >= 0 && layer < _layers.Length;
        switch (_random.Next(7))
        {
            case 0 when _layers.Length > 0:
                _layers[_random.Next(_layers.Length)].Frozen = _random.Next(2) == 0;
                break;
            case 1:
                Call($"ParameterRange({layer})", isLayer, default, () => _ = _network.ParameterRange(layer));
                break;
            case 2:
                Call($"IsFrozen({layer})", isLayer, default, () => _ = _network.IsFrozen(layer));
                break;
            case 3:
                Call("Initialize(null)", isRight: false, default, () => _network.Initialize(null!));
                break;
            case 4:
                T factor = T.CreateChecked(s_factors[_random.Next(s_factors.Length)]);
                Call($"Scale({factor})", T.IsFinite(factor), default, () => _gradients.Scale(factor));
                Expect(T.IsFinite(_gradients.Norm()), "the gradients' norm is not finite");
                break;
            case 5:
                int maxRows = s_sizes[_random.Next(s_sizes.Length)];
                Call($"CreateActivations({maxRows})", maxRows >= 1, default, () => _network.CreateActivations(maxRows));
                break;
            default:
                ForwardFromItself();
                break;
        }
    }

    /// <summary>The outputs that activations hold as the inputs of the next call, which would overwrite them.</summary>
    private void ForwardFromItself()
    {
        int rows = _random.Next((_activations.Output.Length / In) + 1);
        T[] before = _activations.Output.ToArray();
        Call($"Forward of {rows} rows from its own Output", rows == 0, default, () => _network.Forward(_activations.Output[..(rows * In)], _activations));
        if (rows == 0)
        {
            _kept = [];
            return;
        }

        Expect(_activations.Output.SequenceEqual(before), "a refused Forward changed activations");
    }

    /// <summary>A matrix in the other order.</summary>
    private static T[] Turned(T[] values, int rows, int columns)
    {
        T[] turned = new T[values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            turned[(k % columns * rows) + (k / columns)] = values[k];
        }

        return turned;
    }
}
