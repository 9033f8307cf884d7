using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ScoringService.Http;

/// <summary>
/// Reads <c>{"rows": [[…], …]}</c> from the text straight into the numbers that the network takes: no object per row, and as soon as
/// something is wrong, a sentence about it.
/// </summary>
internal static class ScoreRequest
{
    private static readonly JsonReaderOptions s_strict = new() { MaxDepth = 8 };

    /// <param name="body">The whole body.</param>
    /// <param name="inputs">Numbers per row.</param>
    /// <param name="x">Room for the most rows allowed; gets [rows, inputs].</param>
    /// <param name="rows">How many there are.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public static Rejection? Read(in ReadOnlySequence<byte> body, int inputs, Span<float> x, out int rows)
    {
        rows = 0;
        Utf8JsonReader reader = new(body, s_strict);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return Form($"the body is {Named(reader)}");
            }

            bool hasRows = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!IsRows(reader))
                {
                    return Form("there is another property than \"rows\"");
                }

                if (hasRows)
                {
                    return Form("\"rows\" is there twice");
                }

                hasRows = true;
                if (ReadRows(ref reader, inputs, x, out rows) is { } rejection)
                {
                    return rejection;
                }
            }

            // Reads to the end, so that text behind the object is not accepted in silence.
            while (reader.Read())
            {
            }

            return hasRows ? null : Form("there is no \"rows\"");
        }
        catch (JsonException mistake)
        {
            return Rejection.BadRequest("json", $"The body is not JSON: {mistake.Message}");
        }
    }

    private static bool IsRows(in Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("rows"u8);
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair, which is JSON but no text.
            return false;
        }
    }

    private static Rejection? ReadRows(ref Utf8JsonReader reader, int inputs, Span<float> x, out int rows)
    {
        rows = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Form($"\"rows\" is {Named(reader)}");
        }

        int most = x.Length / inputs;
        int found = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return Form(string.Create(CultureInfo.InvariantCulture, $"row {found} is {Named(reader)}"));
            }

            if (found >= most)
            {
                // Only counted, for the message.
                reader.Skip();
            }
            else if (ReadRow(ref reader, found, x.Slice(found * inputs, inputs)) is { } rejection)
            {
                return rejection;
            }

            found++;
        }

        if (found < 1 || found > most)
        {
            return Rejection.BadRequest("rows", string.Create(CultureInfo.InvariantCulture, $"There are {found} rows; expected 1 to {most}."));
        }

        rows = found;
        return null;
    }

    private static Rejection? ReadRow(ref Utf8JsonReader reader, int row, Span<float> x)
    {
        int found = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                return Form(string.Create(CultureInfo.InvariantCulture, $"number {found} of row {row} is {Named(reader)}"));
            }

            // Decimals beyond the largest float are read as infinite.
            if (!reader.TryGetSingle(out float value) || !float.IsFinite(value))
            {
                return Rejection.BadRequest("non-finite", string.Create(
                    CultureInfo.InvariantCulture, $"Number {found} of row {row} is too large; expected a finite number of single precision."));
            }

            if (found < x.Length)
            {
                x[found] = value;
            }

            found++;
        }

        return found == x.Length ? null : Rejection.BadRequest("length", string.Create(
            CultureInfo.InvariantCulture, $"Row {row} has {found} numbers; expected {x.Length}."));
    }

    private static Rejection Form(string found) =>
        Rejection.BadRequest("form", $"Expected {{\"rows\": [[numbers], …]}}, found that {found}.");

    private static string Named(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a Boolean",
        _ => "null",
    };
}
