using Samples.Shared;

namespace Digits;

/// <summary>Digits in the form that a network wants: X [rows, 64] and one label per row.</summary>
internal sealed record LabelledRows(float[] X, int[] Labels)
{
    public static LabelledRows Of(Digit[] digits)
    {
        LabelledRows rows = new(new float[digits.Length * Classifier.In], new int[digits.Length]);
        Digit.CopyTo(digits, rows.X, rows.Labels);
        return rows;
    }
}
