using System.Globalization;

namespace LinearGen.Benchmarks.Commands;

/// <summary>How far a command has come, on the error stream. A file or a build log gets a line for each tenth instead of a bar.</summary>
/// <param name="total">The number of steps.</param>
internal sealed class ProgressBar(int total)
{
    private const int Width = 30;

    private int _done;
    private int _tenths;

    /// <summary>Shows what is being done now.</summary>
    public void Show(string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r[{new string('#', _done * Width / total).PadRight(Width, '.')}] {_done}/{total} {what,-28}");
        }
    }

    /// <summary>Counts a step as done.</summary>
    public void Step()
    {
        _done++;
        if (Console.IsErrorRedirected && _done * 10 / total > _tenths)
        {
            _tenths = _done * 10 / total;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_tenths * 10} % of {total}"));
        }

        if (_done == total && !Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{new string(' ', Width + 50)}\r");
        }
    }
}
