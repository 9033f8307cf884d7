using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>A method that the JIT compiled, from the line of its summary.</summary>
/// <param name="Type">The type with its arguments, as the JIT writes it.</param>
/// <param name="Name">The method's name without arguments.</param>
/// <param name="Signature">All that follows the type.</param>
/// <param name="Tier">For example FullOpts, Tier0 or Instrumented Tier0.</param>
/// <param name="Bytes">Machine code.</param>
internal sealed record CompiledMethod(string Type, string Name, string Signature, string Tier, int Bytes)
{
    /// <summary>A kernel that the generator wrote, for vectors of 256 bits or of 512.</summary>
    public bool IsGeneratedKernel => Bits != 0 && !Regex.IsMatch(Name, @"\.");

    /// <summary>Whether it may be a batch of every width, written beside the choice between widths; else it is that choice itself.</summary>
    public bool MayBeBatch => Regex.IsMatch(Type, @"^LinearGen\.Generated\..*__Kernels$") && Regex.IsMatch(Name, @"^\w+Rows$");

    /// <summary>The generated file that it is from.</summary>
    public string File => Regex.Replace(Type, @"Kernels(256|512)?$", "");

    /// <summary>A kernel that layers share.</summary>
    public bool IsSharedKernel => Regex.IsMatch(Type, @"^LinearGen\.Internals\.(RegisterTiles`|ActivationRows`|SoftmaxRows`|Packing$)") && Name != "Length";

    /// <summary>The bits of a generated kernel's vectors; 0 for other methods.</summary>
    public int Bits => Regex.Match(Type, @"^LinearGen\.Generated\..*Kernels(?<bits>256|512)$") is { Success: true } match
        ? int.Parse(match.Groups["bits"].Value, CultureInfo.InvariantCulture)
        : 0;

    /// <summary>For messages, without the hashes in the names of generated files.</summary>
    public override string ToString() => Regex.Replace($"{Type}:{Signature} [{Tier}, {Bytes} bytes]", "F[0-9A-F]{64}__", string.Empty);
}

/// <summary>The machine code of a method.</summary>
/// <param name="Title">Type, method and signature as the JIT writes them.</param>
/// <param name="Lines">Labels and instructions in their order.</param>
/// <param name="Bytes">The length of the code.</param>
internal sealed record Disassembly(string Title, IReadOnlyList<Instruction> Lines, int Bytes)
{
    /// <summary>The loops: from the target of a backward jump to that jump, if one can get from there to here without leaving.</summary>
    public IReadOnlyList<IReadOnlyList<Instruction>> Loops => [.. FindLoops().Select(loop => Lines.Skip(loop.Start).Take(loop.End - loop.Start + 1).ToArray())];

    /// <summary>The loops that have none inside, and that multiply and add vectors.</summary>
    public IReadOnlyList<IReadOnlyList<Instruction>> KernelLoops
    {
        get
        {
            (int Start, int End)[] loops = [.. FindLoops()];
            return [.. loops
                .Where(loop => !loops.Any(other => other != loop && other.Start >= loop.Start && other.End <= loop.End))
                .Select(loop => Lines.Skip(loop.Start).Take(loop.End - loop.Start + 1).ToArray())
                .Where(loop => loop.Any(line => line.IsMultiplyAdd))];
        }
    }

    private IEnumerable<(int Start, int End)> FindLoops()
    {
        Dictionary<string, int> labels = [];
        for (int n = 0; n < Lines.Count; n++)
        {
            if (Lines[n].Label is { } label)
            {
                labels[label] = n;
            }
        }

        for (int end = 0; end < Lines.Count; end++)
        {
            if (Lines[end].Target is { } target && labels.TryGetValue(target, out int start) && start < end && Reaches(start, end, labels))
            {
                yield return (start, end);
            }
        }
    }

    // Whether control gets from one line to another without a line outside of both. Blocks may lie in any order, so that not
    // every jump backward closes a loop.
    private bool Reaches(int start, int end, Dictionary<string, int> labels)
    {
        HashSet<int> seen = [];
        Stack<int> open = new([start]);
        while (open.TryPop(out int line))
        {
            if (line < start || line > end || !seen.Add(line))
            {
                continue;
            }

            if (line == end)
            {
                return true;
            }

            if (Lines[line].Target is { } target && labels.TryGetValue(target, out int other))
            {
                open.Push(other);
            }

            if (!Lines[line].EndsBlock)
            {
                open.Push(line + 1);
            }
        }

        return false;
    }
}

/// <summary>A label, or an instruction with its operands.</summary>
/// <param name="Label">The label, or null.</param>
/// <param name="Mnemonic">The instruction; empty for a label.</param>
/// <param name="Operands">Its operands as text.</param>
internal sealed record Instruction(string? Label, string Mnemonic, string Operands)
{
    /// <summary>A fused multiply-add of vectors of 256 or 512 bits.</summary>
    public bool IsMultiplyAdd => Mnemonic.StartsWith("vfmadd", StringComparison.Ordinal) && IsVector;

    /// <summary>Reads or writes 256 bits of memory.</summary>
    public bool HasVectorInMemory => Regex.IsMatch(Operands, "[yz]mmword ptr");

    /// <summary>Only loads a vector.</summary>
    public bool IsVectorLoad => Mnemonic.StartsWith("vmov", StringComparison.Ordinal) && Regex.IsMatch(Operands, @"^[yz]mm\d") && HasVectorInMemory;

    /// <summary>Stores a vector.</summary>
    public bool IsVectorStore => Mnemonic.StartsWith("vmov", StringComparison.Ordinal) && Regex.IsMatch(Operands, "^[yz]mmword ptr");

    /// <summary>Loads one element into all lanes, alone or as a part of a multiply-add.</summary>
    public bool IsBroadcast => (Mnemonic.StartsWith("vbroadcasts", StringComparison.Ordinal) && Operands.Contains("word ptr", StringComparison.Ordinal))
        || Operands.Contains("{1to", StringComparison.Ordinal);

    /// <summary>Spreads one of four neighbouring elements over the lanes of a register.</summary>
    public bool IsPick => Mnemonic == "vpermilps";

    /// <summary>A vector on the stack, which the JIT had no register for: in a loop, every turn would wait for it.</summary>
    public bool IsSpill => Regex.IsMatch(Operands, @"[xyz]mmword ptr \[r[sb]p");

    /// <summary>Whether it works on vectors of 512 bits.</summary>
    public bool IsWide => Operands.Contains("zmm", StringComparison.Ordinal);

    /// <summary>A call.</summary>
    public bool IsCall => Mnemonic is "call" || (Mnemonic.Length > 0 && Mnemonic.StartsWith("tail", StringComparison.Ordinal));

    /// <summary>Where it may jump to.</summary>
    public string? Target => Mnemonic.StartsWith('j') && Regex.Match(Operands, @"G_M\w+_IG\d+") is { Success: true } match ? match.Value : null;

    /// <summary>Whether the next line is not reached from here.</summary>
    public bool EndsBlock => Mnemonic is "jmp" or "ret" or "int3";

    private bool IsVector => Regex.IsMatch(Operands, "[yz]mm");

    /// <inheritdoc/>
    public override string ToString() => Label ?? $"{Mnemonic} {Operands}";
}

/// <summary>What the JIT writes with DOTNET_JitDisasmSummary and DOTNET_JitDisasm.</summary>
/// <param name="Methods">The summary.</param>
/// <param name="Disassemblies">The disassembled methods.</param>
internal sealed partial record Listing(IReadOnlyList<CompiledMethod> Methods, IReadOnlyList<Disassembly> Disassemblies)
{
    /// <summary>The kernels that the generator wrote: those for vectors of one width, and batches of every width.</summary>
    public IReadOnlyList<CompiledMethod> GeneratedKernels
    {
        get
        {
            CompiledMethod[] own = [.. Methods.Where(method => method.IsGeneratedKernel)];
            return [.. own, .. Methods.Where(method => method.MayBeBatch && !own.Any(kernel => kernel.File == method.File && kernel.Name == method.Name))];
        }
    }

    /// <summary>Reads it.</summary>
    public static Listing Parse(IEnumerable<string> lines)
    {
        List<CompiledMethod> methods = [];
        List<Disassembly> disassemblies = [];
        string? title = null;
        List<Instruction> code = [];
        foreach (string line in lines)
        {
            if (SummaryLine().Match(line) is { Success: true } summary)
            {
                methods.Add(new(
                    summary.Groups["type"].Value,
                    summary.Groups["name"].Value,
                    summary.Groups["signature"].Value,
                    summary.Groups["tier"].Value,
                    int.Parse(summary.Groups["bytes"].Value, CultureInfo.InvariantCulture)));
            }
            else if (TitleLine().Match(line) is { Success: true } head)
            {
                (title, code) = (head.Groups["title"].Value, []);
            }
            else if (title is not null && EndLine().Match(line) is { Success: true } end)
            {
                disassemblies.Add(new(title, code, int.Parse(end.Groups["bytes"].Value, CultureInfo.InvariantCulture)));
                title = null;
            }
            else if (title is not null && LabelLine().Match(line) is { Success: true } label)
            {
                code.Add(new(label.Groups["label"].Value, string.Empty, string.Empty));
            }
            else if (title is not null && InstructionLine().Match(line) is { Success: true } instruction)
            {
                code.Add(new(null, instruction.Groups["mnemonic"].Value, instruction.Groups["operands"].Value.Trim()));
            }
        }

        return new(methods, disassemblies);
    }

    /// <summary>The one disassembled method of a type and with a name.</summary>
    public Disassembly Find(string type, string method)
    {
        Disassembly[] found = [.. FindAll(type, method)];
        return found.Length == 1
            ? found[0]
            : throw new InvalidOperationException($"{found.Length} methods are {type}…{method}, expected one of:\n{string.Join('\n', Disassemblies.Select(one => one.Title))}");
    }

    /// <summary>The disassembled methods of a type, given by how it starts, that have a name, given with what stands around it.</summary>
    public IEnumerable<Disassembly> FindAll(string type, string method) => Disassemblies.Where(one =>
        one.Title.StartsWith(type, StringComparison.Ordinal) && one.Title.Contains(method, StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*\d+: JIT compiled (?<type>[^:]+):(?<signature>(?<name>\.?[^:\[\(\s]+).*?) \[(?<tier>[^\[\],]+)(, [^\[\]]*)?, code size=(?<bytes>\d+)[^\]]*\]")]
    private static partial Regex SummaryLine();

    [GeneratedRegex(@"^; Assembly listing for method (?<title>.+) \([^()]+\)$")]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^; Total bytes of code (?<bytes>\d+)")]
    private static partial Regex EndLine();

    [GeneratedRegex(@"^(?<label>G_M\w+_IG\d+):")]
    private static partial Regex LabelLine();

    [GeneratedRegex(@"^\s+(?<mnemonic>[a-z][a-z0-9.]*)(?<operands>\s.*)?$")]
    private static partial Regex InstructionLine();
}
