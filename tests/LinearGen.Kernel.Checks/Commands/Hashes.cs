using System.Numerics;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>The bits of all results as a few numbers, to compare instruction sets and machines with one another.</summary>
/// <param name="subjects">The classes whose results count.</param>
public sealed class Hashes(IEnumerable<Subject> subjects)
{
    /// <summary>The most parameters of a subject that is small: those can be computed without vectors in seconds.</summary>
    private const int MostOfSmall = 2000;

    private readonly ResultHash _forward = new();
    private readonly ResultHash _backward = new();
    private readonly ResultHash _smallForward = new();
    private readonly ResultHash _smallBackward = new();

    /// <summary>Computes and writes the hashes of each group and of all.</summary>
    public void Write(TextWriter output, Tally tally)
    {
        foreach (IGrouping<string, Subject> group in subjects.GroupBy(subject => subject.Group))
        {
            ResultHash forward = new();
            ResultHash backward = new();
            foreach (Subject subject in group)
            {
                tally.Count(subject is Subject<double> precise ? Add(precise, forward, backward) : Add((Subject<float>)subject, forward, backward));
            }

            output.WriteLine($"hashes of {group.Key}: forward {forward}, backward {backward}");
        }

        output.WriteLine($"forward hash: {_forward}");
        output.WriteLine($"backward hash: {_backward}");
        output.WriteLine($"small forward hash: {_smallForward}");
        output.WriteLine($"small backward hash: {_smallBackward}");
        output.WriteLine($"training hash: {TrainingHash.Compute()}");
    }

    private int Add<T>(Subject<T> subject, ResultHash forward, ResultHash backward)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] batches = [1, 3, 8, 13, subject.ParameterCount <= 20000 ? 70 : 33];
        Problem<T> problem = Problem.Draw(subject, batches[^1], subject.IsPlainLayer ? Distribution.Wide : Distribution.Uniform);
        Results<T> results = new(subject.With(problem), batches[^1]);
        bool isSmall = subject.ParameterCount <= MostOfSmall;
        ResultHash[] forwards = isSmall ? [forward, _forward, _smallForward] : [forward, _forward];
        ResultHash[] backwards = isSmall ? [backward, _backward, _smallBackward] : [backward, _backward];
        int values = 0;
        foreach (int rows in batches)
        {
            results.Compute(problem, rows);
            values += results.Y.Length;
            foreach (ResultHash hash in forwards)
            {
                hash.Add<T>(results.Y);
            }

            foreach (ResultHash hash in backwards)
            {
                hash.Add<T>(results.DX);
                hash.Add<T>(results.Gradients.Values);
            }
        }

        return values;
    }
}
