using System.Globalization;
using System.Text.RegularExpressions;
using LinearGen.Generator.Emit;
using LinearGen.Generator.Model;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>One kernel of a generated file, read back from its text.</summary>
/// <param name="Name">The method.</param>
/// <param name="Lines">Its body, without indentation.</param>
internal sealed partial record EmittedMethod(string Name, IReadOnlyList<string> Lines)
{
    /// <summary>The kernels of a layer: those for one row and those for any number.</summary>
    public static IReadOnlyList<EmittedMethod> Kernels(LayerSpec spec) => Kernels(LayerEmitter.Emit(spec));

    /// <inheritdoc cref="Kernels(LayerSpec)"/>
    public static IReadOnlyList<EmittedMethod> Kernels(string text)
    {
        string[] lines = text.Split('\n');
        List<EmittedMethod> methods = [];
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line].Trim() != "[MethodImpl(Kernel)]")
            {
                continue;
            }

            string name = MethodName().Match(lines[line + 1]).Groups[1].Value;
            int end = Array.FindIndex(lines, line + 2, text => text == "\t\t}");
            methods.Add(new EmittedMethod(name, [.. lines[(line + 3)..end].Select(text => text.Trim())]));
            line = end;
        }

        Assert.Equal(["Forward", "ForwardRows", "Backward", "BackwardRows"], methods.Select(method => method.Name));
        return methods;
    }

    /// <summary>Calls of the instruction set, a step of n vectors counting as n.</summary>
    public int VectorCalls => Lines.Sum(line => VectorCall().Count(line)
        + StepCall().Matches(line).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    /// <summary>Variables that the text declares, in all scopes together.</summary>
    public int Locals => Lines.Sum(line => DeclaredVectors(line).Count() + DeclaredOthers().Count(line));

    /// <summary>
    /// The most vector registers that the text needs at any one line: variables that were assigned and are still read,
    /// in the order in which they stand, which RyuJIT keeps. What is read within a loop and declared before it lives as long
    /// as the loop. An operand in memory needs no register; a value that is made in the middle of a line needs one.
    /// </summary>
    public int LiveVectors()
    {
        List<Variable> variables = [];
        List<(int Start, int End)> loops = [];
        Stack<Dictionary<string, Variable>> scopes = new([[]]);
        Stack<int?> starts = new();
        for (int line = 0; line < Lines.Count; line++)
        {
            string text = Lines[line];
            switch (text)
            {
                case "{":
                    scopes.Push([]);
                    starts.Push(line > 0 && Lines[line - 1].StartsWith("for (", StringComparison.Ordinal) ? line : null);
                    continue;
                case "}":
                    scopes.Pop();
                    if (starts.Pop() is { } start)
                    {
                        loops.Add((start, line));
                    }

                    continue;
            }

            HashSet<string> declared = [.. DeclaredVectors(text)];
            foreach (Match word in Word().Matches(text))
            {
                if (!declared.Contains(word.Value) && scopes.Select(scope => scope.GetValueOrDefault(word.Value)).FirstOrDefault(found => found is not null) is { } used)
                {
                    used.Last = line;
                    used.Reads.Add(line);
                }
            }

            foreach (string name in declared)
            {
                Variable variable = new(line);
                variables.Add(variable);
                scopes.Peek().Add(name, variable);
            }
        }

        foreach ((int start, int end) in loops)
        {
            foreach (Variable variable in variables.Where(variable => variable.First < start && variable.Reads.Any(line => line > start && line < end)))
            {
                variable.Last = Math.Max(variable.Last, end);
            }
        }

        int most = 0;
        for (int line = 0; line < Lines.Count; line++)
        {
            int before = variables.Count(variable => variable.First < line && line <= variable.Last);
            int after = variables.Count(variable => variable.First <= line && line < variable.Last);

            // The last element of a pair is picked into the pair's own register.
            bool isPicked = Lines[line].Contains("I.Pick(", StringComparison.Ordinal);
            int between = !HasNestedCall(Lines[line]) ? 0 : isPicked ? after + 1 : before + 1;
            most = Math.Max(most, Math.Max(between, Math.Max(before, after)));
        }

        return most;
    }

    private static IEnumerable<string> DeclaredVectors(string line) =>
        line.StartsWith("V ", StringComparison.Ordinal) ? DeclaredVector().Matches(line).Select(match => match.Groups[1].Value) : [];

    /// <summary>A vector call among the arguments of another call.</summary>
    private static bool HasNestedCall(string line) => NestedCall().IsMatch(line);

    [GeneratedRegex(@"(\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\bI\.\w+")]
    private static partial Regex VectorCall();

    [GeneratedRegex(@"\bStep(\d+)\(")]
    private static partial Regex StepCall();

    [GeneratedRegex(@"(?:^V |, )(\w+) = ")]
    private static partial Regex DeclaredVector();

    [GeneratedRegex(@"\b(?:nint|float|double) \w+ = |, \w+ = ref ")]
    private static partial Regex DeclaredOthers();

    [GeneratedRegex(@"[(,] ?I\.\w+\(")]
    private static partial Regex NestedCall();

    [GeneratedRegex(@"\b[a-z]\w*\b")]
    private static partial Regex Word();

    /// <summary>From its declaration to where it is read last.</summary>
    private sealed class Variable(int first)
    {
        public int First { get; } = first;

        public int Last { get; set; } = first;

        public List<int> Reads { get; } = [];
    }
}
