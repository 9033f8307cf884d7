using System.Globalization;
using System.Numerics;
using Microsoft.VisualBasic.FileIO;

namespace LinearGen;

/// <summary>Makes rows to train on of comma-separated values.</summary>
internal static class CsvReader
{
    /// <summary>Reads all lines.</summary>
    /// <exception cref="InvalidDataException">There are no rows, a column is missing, or a value is no finite number.</exception>
    public static TrainingData<T> Read<T>(TextReader text, CsvOptions options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (options.Targets.Count == 0 == (options.Label is null))
        {
            throw new ArgumentException($"The options name {options.Targets.Count} columns of targets and {(options.Label is null ? "no" : "a")} label; expected one of the two.", nameof(options));
        }

        using TextFieldParser parser = new(text) { TextFieldType = FieldType.Delimited, HasFieldsEnclosedInQuotes = true };
        parser.SetDelimiters(options.Separator);
        string[]? first = Next(parser);
        string[] names = first is null ? throw new InvalidDataException("The file has no lines; expected a line of names and rows.")
            : options.HasHeader ? first
            : [.. first.Select((_, column) => column.ToString(CultureInfo.InvariantCulture))];
        int[] targets = [.. options.Targets.Select(name => Find(names, name))];
        int label = options.Label is { } labelName ? Find(names, labelName) : -1;
        int[] ignored = [.. options.Ignored.Select(name => Find(names, name))];
        int[] inputs = [.. Enumerable.Range(0, names.Length).Where(column => column != label && !targets.Contains(column) && !ignored.Contains(column))];
        if (inputs.Length == 0)
        {
            throw new InvalidDataException($"No column is left for the inputs; the file has {string.Join(", ", names)}.");
        }

        List<T> x = [];
        List<T> t = [];
        List<string> labels = [];
        for (string[]? fields = options.HasHeader ? Next(parser) : first; fields is not null; fields = Next(parser))
        {
            int row = x.Count / inputs.Length;
            if (fields.Length != names.Length)
            {
                throw new InvalidDataException(Invariant($"Row {row + 1} has {fields.Length} values; expected {names.Length}, one for each of {string.Join(", ", names)}."));
            }

            x.AddRange(inputs.Select(column => Parse<T>(fields[column], names[column], row)));
            t.AddRange(targets.Select(column => Parse<T>(fields[column], names[column], row)));
            labels.AddRange(label < 0 ? [] : [fields[label]]);
        }

        if (x.Count == 0)
        {
            throw new InvalidDataException("The file has no rows.");
        }

        string[] inputNames = [.. inputs.Select(column => names[column])];
        if (label < 0)
        {
            return new TrainingData<T>(x.ToArray(), inputs.Length, t.ToArray(), targets.Length) { InputNames = inputNames, OutputNames = [.. options.Targets] };
        }

        int[] numbers = [.. labels.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (!numbers.Contains(-1))
        {
            return new TrainingData<T>(x.ToArray(), inputs.Length, numbers) { InputNames = inputNames };
        }

        string[] classes = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        numbers = [.. labels.Select(text => Array.BinarySearch(classes, text, StringComparer.Ordinal))];
        return new TrainingData<T>(x.ToArray(), inputs.Length, numbers) { InputNames = inputNames, OutputNames = classes };
    }

    private static string[]? Next(TextFieldParser parser)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException exception)
        {
            throw new InvalidDataException(Invariant($"Line {exception.LineNumber} cannot be read as comma-separated values: {exception.Message}"), exception);
        }
    }

    private static int Find(string[] names, string name)
    {
        int column = Array.IndexOf(names, name);
        return column >= 0 ? column : throw new InvalidDataException($"There is no column '{name}'; the file has {string.Join(", ", names)}.");
    }

    private static T Parse<T>(string text, string column, int row)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && T.IsFinite(value) ? value : throw new InvalidDataException(
            Invariant($"'{text}' in column '{column}' of row {row + 1} is not a finite number; expected one such as 1.5. CsvOptions.Ignored leaves a column out."));
}
