using LinearGen.Generator.Lowering;

namespace LinearGen.Generator.Printing;

/// <summary>
/// Writes steps as C#: V is the vector, and the base library's operations on it, LoadUnsafe, MultiplyAddEstimate and Create, are in scope, as
/// are the runtime's, which Simd names. Where a text for 512 bits has a part in 256, that part names them in full.
/// </summary>
/// <param name="writer">Takes the text.</param>
/// <param name="keyword">The element type.</param>
/// <param name="lanes">Elements of a vector.</param>
/// <param name="isNarrowPart">Whether it is a part in 256 bits of a text for 512.</param>
internal sealed class NodePrinter(SourceWriter writer, string keyword, int lanes, bool isNarrowPart = false)
{
    private readonly string _vector = isNarrowPart ? $"Vector256<{keyword}>" : "V";
    private readonly string _operations = isNarrowPart ? "Vector256." : "";
    private readonly string _simd = isNarrowPart ? $"Simd256<{keyword}>" : "Simd";

    /// <summary>Writes steps.</summary>
    public void Print(IReadOnlyList<Node> nodes)
    {
        for (int n = 0; n < nodes.Count; n++)
        {
            switch (nodes[n])
            {
                case Define:
                    List<string> names = [];
                    for (; n < nodes.Count && nodes[n] is Define { } define; n++)
                    {
                        names.Add($"{define.Name} = {Text(define.Value)}");
                    }

                    n--;
                    writer.Line($"{_vector} {string.Join(", ", names)};");
                    break;

                case DefineIndices indices:
                    // Not a span of constants, which is an object on the heap without optimisation. With 256 bits an element of 64 goes as two of 32.
                    bool isFloat = keyword == "float";
                    bool isWide = lanes * (isFloat ? sizeof(float) : sizeof(double)) == 64;
                    IEnumerable<string> numbers = isFloat || isWide
                        ? indices.Lanes.Select((lane, place) => Number(lane) + (isFloat || place > 0 ? "" : "L"))
                        : indices.Lanes.SelectMany(lane => new[] { Number(2 * lane), Number((2 * lane) + 1) });
                    writer.Line($"{_vector} {indices.Name} = {_operations}Create({string.Join(", ", numbers)}).As{(isFloat ? "Single" : "Double")}();");
                    break;

                case Declare declare:
                    writer.Line($"{_vector} {declare.Names};");
                    break;

                case Assign assign:
                    writer.Line($"{assign.Name} = {Text(assign.Value)};");
                    break;

                case Store store:
                    writer.Line(Text(store));
                    break;

                case Scope scope:
                    using (writer.Block())
                    {
                        Print(scope.Body);
                    }

                    break;

                case When condition:
                    using (writer.Block($"if (rows >= {Number(condition.Least)})"))
                    {
                        Print(condition.Body);
                    }

                    break;

                case RowLoop loop:
                    using (writer.Block($"for (; rows {(loop.LeavesNone ? "> 0" : $">= {Number(loop.Least)}")}; rows -= {Number(loop.Rows)})"))
                    {
                        if (loop.LeavesNone)
                        {
                            using (writer.Block($"if (rows < {Number(loop.Rows)})"))
                            {
                                foreach ((string name, long elements) in loop.Moving)
                                {
                                    writer.Line($"{name} = ref Unsafe.Add(ref {name}, {Address.Product($"rows - {Number(loop.Rows)}", Number(elements / loop.Rows))});");
                                }

                                writer.Line($"rows = {Number(loop.Rows)};");
                            }
                        }

                        Print(loop.Body);
                        foreach ((string name, long elements) in loop.Moving)
                        {
                            writer.Line($"{name} = ref Unsafe.Add(ref {name}, {Number(elements)});");
                        }
                    }

                    break;

                case TermLoop loop:
                    writer.Line($"ref {keyword} {string.Join(", ", loop.B.Select(static row => $"{row.Name} = {Address.Of(row.From.Name, Number(row.From.Offset))}"))};");
                    using (writer.Block($"for (nint k = 0, end = {Number(loop.First)}; k < {Number(loop.Terms)}; end += 4)"))
                    {
                        writer.Line($"ref {keyword} {loop.A.Name} = {Text(loop.A, "k")};");
                        Print(loop.Fours);
                        using (writer.Block("for (; k < end; k++)"))
                        {
                            Print(loop.Body);
                            foreach (Cursor row in loop.B)
                            {
                                writer.Line($"{row.Name} = ref Unsafe.Add(ref {row.Name}, {Number(row.Stride)});");
                            }
                        }
                    }

                    break;

                case Loop loop:
                    using (writer.Block($"for (nint {loop.Index} = 0; {loop.Index} < {Number(loop.End)}; {loop.Index} += {Number(loop.Step)})"))
                    {
                        writer.Line($"ref {keyword} {string.Join(", ", loop.Cursors.Select(cursor => $"{cursor.Name} = {Text(cursor, loop.Index)}"))};");
                        Print(loop.Body);
                    }

                    break;
            }
        }
    }

    private static string Text(Cursor cursor, string index)
    {
        string moved = cursor.Stride % cursor.Per == 0
            ? Address.Product(index, Number(cursor.Stride / cursor.Per))
            : $"{index} / {Number(cursor.Per)}{(cursor.Stride == 1 ? "" : $" * {Number(cursor.Stride)}")}";
        return $"ref Unsafe.Add(ref {cursor.From.Name}, {Address.Sum(moved, Number(cursor.From.Offset))})";
    }

    private string Text(Store store) => store.Count == lanes
        ? $"{Operand(store.Value)}.StoreUnsafe(ref {Arguments(store.To)});"
        : $"{_simd}.StoreFirst({Text(store.Value)}, ref {store.To.Name}, {Number(store.To.Offset)}, {Number(store.Count)});";

    /// <summary>A value that a member is called of.</summary>
    private string Operand(Value value) => value is Add ? $"({Text(value)})" : Text(value);

    private string Text(Value value) => value switch
    {
        Zero => $"{_vector}.Zero",
        Held held => held.Name,
        Load load when load.Count == lanes => $"{_operations}LoadUnsafe(ref {Arguments(load.From)})",
        Load load => $"{_simd}.LoadFirst(ref {load.From.Name}, {Number(load.From.Offset)}, {Number(load.Count)})",
        Widened widened => $"BFloat16Pairs.{(widened.IsSecond ? "Second" : "First")}({widened.Pairs})",
        Broadcast broadcast => $"{_operations}Create({Element(broadcast.From)})",
        LoadHalves halves => $"{_simd}.LoadHalves(ref {halves.First.Name}, {Number(halves.First.Offset)}, {Number(halves.Second.Offset)})",
        Permuted permuted => $"{_simd}.Permute({Text(permuted.Vector)}, {permuted.Indices}{(permuted.Second is { } second ? $", {Text(second)}" : "")})",
        LoadFour four => $"{_simd}.LoadFour(ref {four.From.Name}, {Number(four.From.Offset)})",
        Four four => $"{_simd}.Four({four.Name}, {Number(four.Part)})",
        Half half => $"{half.Name}.Get{(half.IsUpper ? "Upper" : "Lower")}()",
        Leading leading => $"Reduction.First({Text(leading.Vector)}, {Number(leading.Count)}, {_vector}.Zero)",
        Pick pick => $"{_simd}.Pick({pick.Four}, {Number(pick.Element)})",
        Rotated rotated => $"{_simd}.Rotate({rotated.Four})",
        MultiplyAdd product => $"{_operations}MultiplyAddEstimate({Text(product.A)}, {Text(product.B)}, {Text(product.C)})",
        Add sum => $"{Text(sum.A)} + {Text(sum.B)}",
        Sums sums => $"Reduction.Sums({string.Join(", ", sums.Names)})",
        Activated activated => $"{activated.Function}.Value({activated.Name})",
        _ => throw new InvalidOperationException(value.ToString()),
    };

    private static string Element(Place place) => place.Offset == 0 ? place.Name : $"Unsafe.Add(ref {place.Name}, {Number(place.Offset)})";

    private static string Arguments(Place place) => place.Offset == 0 ? place.Name : $"{place.Name}, {Number(place.Offset)}";

    private static string Number(long number) => Address.Text(number);
}
