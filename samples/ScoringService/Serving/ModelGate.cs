using System.Globalization;
using Samples.Shared;
using ScoringService.Model;

namespace ScoringService.Serving;

/// <summary>
/// What a model must show before it is served. The generated <c>SelfTest()</c> knows the very weights that were imported, so that no
/// later state of the training passes it; what every state has to do is to read digits it was not trained with.
/// </summary>
internal sealed class ModelGate
{
    /// <summary>The imported model reads 98 % of them. Weights transposed, of other inputs or not trained read 10 to 20 %.</summary>
    private const double RequiredAccuracy = 0.9;

    private readonly float[] _pixels;
    private readonly int[] _labels;

    public ModelGate()
    {
        Digit[] digits = Digit.Load("digits-test.csv");
        _pixels = new float[digits.Length * DigitsModel.In];
        _labels = new int[digits.Length];
        Digit.CopyTo(digits, _pixels, _labels);
    }

    /// <summary>Lets a model pass, or says why not.</summary>
    /// <exception cref="ModelRefusedException">It gives scores that are not numbers, or reads too few digits.</exception>
    public void Check(DigitsModel network)
    {
        float[] scores = new float[_labels.Length * DigitsModel.Out];
        network.Forward(_pixels, scores);
        int right = 0;
        for (int row = 0; row < _labels.Length; row++)
        {
            Span<float> ofRow = scores.AsSpan(row * DigitsModel.Out, DigitsModel.Out);
            int best = 0;
            for (int n = 0; n < ofRow.Length; n++)
            {
                if (!float.IsFinite(ofRow[n]))
                {
                    throw new ModelRefusedException(string.Create(
                        CultureInfo.InvariantCulture, $"score {n} of test digit {row} is {ofRow[n]}; expected a finite number."));
                }

                best = ofRow[n] > ofRow[best] ? n : best;
            }

            right += best == _labels[row] ? 1 : 0;
        }

        if (right < RequiredAccuracy * _labels.Length)
        {
            throw new ModelRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"it reads {right} of {_labels.Length} test digits; expected at least {Math.Ceiling(RequiredAccuracy * _labels.Length)}."));
        }
    }
}

/// <summary>A model loads, but is not fit to be served.</summary>
internal sealed class ModelRefusedException(string message) : Exception(message);
