using LinearGen.Generator.Lowering;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>How many vectors the steps of a kernel keep at once.</summary>
internal static class Registers
{
    /// <summary>
    /// The most vectors that must be kept at any step, in the order of the steps, which RyuJIT keeps. What is needed again in a loop's next turn
    /// is kept through all of it. An operand in memory needs no register; a value that is made in the middle of a step needs one.
    /// </summary>
    public static int Needed(IReadOnlyList<Node> nodes)
    {
        int most = 0;
        Walk(nodes, [], ref most);
        return most;
    }

    /// <summary>Every multiply-add of the steps, as written: those in loops once.</summary>
    public static int MultiplyAdds(IReadOnlyList<Node> nodes) => nodes.Sum(node => node switch
    {
        Scope scope => MultiplyAdds(scope.Body),
        Loop loop => MultiplyAdds(loop.Body),
        TermLoop loop => MultiplyAdds(loop.Body),
        Define { Value: MultiplyAdd } or Assign { Value: MultiplyAdd } or Store { Value: MultiplyAdd } => 1,
        _ => 0,
    });

    /// <summary>Backwards: what is live before the steps, of what is live behind them.</summary>
    private static HashSet<string> Walk(IReadOnlyList<Node> nodes, HashSet<string> live, ref int most)
    {
        foreach (Node node in nodes.Reverse())
        {
            switch (node)
            {
                case Define define:
                    live = Step(live, define.Name, define.Value, ref most);
                    break;
                case DefineIndices indices:
                    live = [.. live.Where(name => name != indices.Name)];
                    break;
                case Assign assign:
                    live = Step(live, assign.Name, assign.Value, ref most);
                    break;
                case Store store:
                    live = Step(live, null, store.Value, ref most);
                    break;
                case Scope scope:
                    live = Walk(scope.Body, live, ref most);
                    break;
                case When condition:
                    live = [.. live, .. Walk(condition.Body, live, ref most)];
                    break;
                case Loop loop:
                    live = Repeat(loop.Body, live, ref most);
                    break;
                case RowLoop loop:
                    live = Repeat(loop.Body, live, ref most);
                    break;
                case TermLoop loop:
                    live = Repeat([.. loop.Fours, new Loop("k", 1, 1, [], loop.Body)], live, ref most);
                    break;
            }
        }

        return live;
    }

    /// <summary>Twice: what the first turn needs, the last one must leave.</summary>
    private static HashSet<string> Repeat(IReadOnlyList<Node> body, HashSet<string> live, ref int most)
    {
        HashSet<string> first = Walk(body, live, ref most);
        return Walk(body, [.. live, .. first], ref most);
    }

    private static HashSet<string> Step(HashSet<string> after, string? written, Value value, ref int most)
    {
        HashSet<string> before = [.. after.Where(name => name != written), .. Read(value)];

        // Into the register of what it replaces, or of an operand that nobody needs any more.
        int results = after.Count + (written is null && value is not Held ? 1 : 0);
        most = Math.Max(most, Math.Max(before.Count, results));
        return before;
    }

    private static IEnumerable<string> Read(Value value) => value switch
    {
        Held held => [held.Name],
        Pick pick => [pick.Four],
        Rotated rotated => [rotated.Four],
        Leading leading => Read(leading.Vector),
        Permuted permuted => [permuted.Indices, .. Read(permuted.Vector), .. permuted.Second is null ? [] : Read(permuted.Second)],
        Sums sums => sums.Names,
        Activated activated => [activated.Name],
        MultiplyAdd product => [.. Read(product.A), .. Read(product.B), .. Read(product.C)],
        Add sum => [.. Read(sum.A), .. Read(sum.B)],
        _ => [],
    };
}
