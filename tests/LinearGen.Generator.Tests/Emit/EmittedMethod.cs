using System.Text.RegularExpressions;
using LinearGen.Generator.Emit;
using LinearGen.Generator.Model;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>One kernel of a generated file, read back from its text.</summary>
/// <param name="Name">The method.</param>
/// <param name="Lines">Its body, without indentation.</param>
/// <param name="Helpers">The methods that are inlined into it, by name.</param>
internal sealed partial record EmittedMethod(string Name, IReadOnlyList<string> Lines, IReadOnlyDictionary<string, EmittedMethod> Helpers)
{
    /// <summary>The kernels of a layer: those for one row and those for any number, then those that they share parts in.</summary>
    public static IReadOnlyList<EmittedMethod> Kernels(LayerSpec spec)
    {
        IReadOnlyList<EmittedMethod> methods = Read(LayerEmitter.Emit(spec));
        string[] names = ["ForwardRow", "ForwardRows", "InputGradientRow", "InputGradientRows", "WeightGradientRow", "WeightGradientRows"];
        Assert.All(names, name => Assert.Contains(methods, method => method.Name == name));
        return [.. methods.OrderBy(method => names.Contains(method.Name) ? Array.IndexOf(names, method.Name) : names.Length)];
    }

    /// <summary>The kernels of a file.</summary>
    public static IReadOnlyList<EmittedMethod> Read(string file)
    {
        string[] lines = file.Split('\n');
        Dictionary<string, EmittedMethod> helpers = [];
        List<EmittedMethod> methods = [];
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line] is not ("\t\t[MethodImpl(Kernel)]" or "\t\t[MethodImpl(Inline)]"))
            {
                continue;
            }

            string name = MethodName().Match(lines[line + 1]).Groups[1].Value;
            int arrow = lines[line + 1].IndexOf(" => ", StringComparison.Ordinal);
            if (arrow >= 0)
            {
                // Nothing but a call of the runtime, marked to be inlined or not.
                methods.Add(new EmittedMethod(name, [lines[line + 1][(arrow + 4)..]], helpers));
                line++;
                continue;
            }

            int end = Array.FindIndex(lines, line + 2, text => text == "\t\t}");
            EmittedMethod method = new(name, [.. lines[(line + 3)..end].Select(text => text.Trim())], helpers);
            if (lines[line].EndsWith("(Inline)]", StringComparison.Ordinal))
            {
                helpers.Add(name, method);
            }
            else
            {
                methods.Add(method);
            }

            line = end;
        }

        return methods;
    }

    /// <summary>Calls of the instruction set, those of inlined methods among them.</summary>
    public int VectorCalls => Lines.Sum(line => VectorCall().Count(line) + CalledBy(line).Sum(helper => helper.VectorCalls));

    /// <summary>Multiply-adds, those of inlined methods among them.</summary>
    public int MultiplyAdds => Lines.Sum(line => MultiplyAdd().Count(line) + CalledBy(line).Sum(helper => helper.MultiplyAdds));

    /// <summary>
    /// Vectors that are kept while another method runs that is not inlined: RyuJIT has no register that survives a call on
    /// Linux, so each goes to the stack and back.
    /// </summary>
    public int VectorsAcrossCalls()
    {
        IReadOnlyList<Variable> variables = Variables();
        return Enumerable.Range(0, Lines.Count)
            .Where(line => OuterCall().IsMatch(Lines[line]))
            .Select(line => variables.Count(variable => variable.First < line && line < variable.Last))
            .DefaultIfEmpty()
            .Max();
    }

    /// <summary>Variables that the text declares, in all scopes together.</summary>
    public int Locals => Lines.Sum(line => DeclaredVectors(line).Count() + DeclaredOthers().Count(line));

    /// <summary>
    /// The most vector registers that the text needs at any one line: variables that were assigned and are still read,
    /// in the order in which they stand, which RyuJIT keeps. What is read within a loop and declared before it lives as long
    /// as the loop. An operand in memory needs no register; a value that is made in the middle of a line needs one.
    /// </summary>
    public int LiveVectors()
    {
        IReadOnlyList<Variable> variables = Variables();
        int most = 0;
        for (int line = 0; line < Lines.Count; line++)
        {
            int before = variables.Count(variable => variable.First < line && line <= variable.Last);
            int after = variables.Count(variable => variable.First <= line && line < variable.Last);

            // The last element of a pair is picked into the pair's own register.
            bool isPicked = Lines[line].Contains("I.Pick(", StringComparison.Ordinal);
            int between = !HasNestedCall(Lines[line]) ? 0 : isPicked ? after + 1 : before + 1;

            // What inlined methods keep besides their parameters, which are variables here.
            int inlined = CalledBy(Lines[line]).Select(helper => helper.LiveVectors()).DefaultIfEmpty().Max();
            most = Math.Max(most, Math.Max(between, Math.Max(before, after)) + inlined);
        }

        return most;
    }

    private IEnumerable<EmittedMethod> CalledBy(string line) =>
        Call().Matches(line).Select(match => Helpers.GetValueOrDefault(match.Groups[1].Value)).OfType<EmittedMethod>();

    private List<Variable> Variables()
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

        return variables;
    }

    private static IEnumerable<string> DeclaredVectors(string line) =>
        line.StartsWith("V ", StringComparison.Ordinal) ? DeclaredVector().Matches(line).Select(match => match.Groups[1].Value) : [];

    /// <summary>A vector call among the arguments of another call.</summary>
    private static bool HasNestedCall(string line) => NestedCall().IsMatch(line);

    [GeneratedRegex(@"(\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\bI\.Fma\(")]
    private static partial Regex MultiplyAdd();

    [GeneratedRegex(@"\bI\.\w+")]
    private static partial Regex VectorCall();

    [GeneratedRegex(@"(?<!\.)\b([A-Z]\w*)\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"^Panels<|^(?!Step|AddLine|Row|LayerCalls)[A-Z]\w+\(")]
    private static partial Regex OuterCall();

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
