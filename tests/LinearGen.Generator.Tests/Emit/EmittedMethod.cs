using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>One kernel of a generated file, read back from its text.</summary>
/// <param name="Bits">Of its vectors; 0 for loops around tiles of every width.</param>
/// <param name="Name">The method.</param>
/// <param name="Lines">Its body, without indentation.</param>
internal sealed partial record EmittedMethod(int Bits, string Name, IReadOnlyList<string> Lines)
{
    /// <summary>The kernels of a file.</summary>
    public static IReadOnlyList<EmittedMethod> Read(string file)
    {
        string[] lines = file.Split('\n');
        List<EmittedMethod> methods = [];
        int bits = 0;
        for (int line = 0; line < lines.Length; line++)
        {
            if (KernelClass().Match(lines[line]) is { Success: true } kernels)
            {
                bits = int.Parse(kernels.Groups[1].Value, CultureInfo.InvariantCulture);
            }
            else if (lines[line] == "\t\t[MethodImplAttribute(KernelOptions.Kernel)]")
            {
                string name = MethodName().Match(lines[line + 1]).Groups[1].Value;
                int end = Array.FindIndex(lines, line + 2, text => text == "\t\t}");
                methods.Add(new EmittedMethod(bits, name, [.. lines[(line + 3)..end].Select(text => text.Trim())]));
                line = end;
            }
        }

        return methods;
    }

    /// <summary>Whether it is for a single row.</summary>
    public bool IsOfOneRow => Name.EndsWith("Row", StringComparison.Ordinal);

    /// <summary>Calls and operators of vectors.</summary>
    public int VectorCalls { get; } = Lines.Sum(line => VectorCall().Count(line));

    /// <summary>Variables that the text declares, in all scopes together.</summary>
    public int Locals { get; } = Lines.Sum(line => Declaration().IsMatch(line) ? line.Count(sign => sign == '=') + (line.StartsWith("V ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal) ? 1 : 0) : 0);

    /// <summary>Whether it has vectors of its own.</summary>
    public bool HasVectors => Lines.Any(line => line.StartsWith("V ", StringComparison.Ordinal));

    /// <summary>The last line with a call or operator of vectors.</summary>
    public int LastVectorCall { get; } = Enumerable.Range(0, Lines.Count).LastOrDefault(line => VectorCall().IsMatch(Lines[line]));

    /// <summary>The lines on which methods are called that are not inlined.</summary>
    public IEnumerable<int> OuterCalls => Enumerable.Range(0, Lines.Count).Where(line => OuterCall().IsMatch(Lines[line]));

    public override string ToString() => Bits == 0 ? Name : $"{Name} of {Bits} bits";

    [GeneratedRegex(@"file static class Kernels(\d+)$")]
    private static partial Regex KernelClass();

    [GeneratedRegex(@"(\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\b(?:LoadUnsafe|StoreUnsafe|MultiplyAddEstimate|Create|(?:Simd|Reduction)\.\w+|Function\.Value)\(| \+ [a-z]\d\w*")]
    private static partial Regex VectorCall();

    [GeneratedRegex(@"^(?:V|nint|float|double|ref float|ref double) \w|^for \(nint ")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:Tiles(?:256|512)?|Packing)\.|^Function(?:256|512)?\.(?:For|Back)ward\(|^(?:Kernels256\.)?[A-Z]\w+Rows?\(")]
    private static partial Regex OuterCall();
}
