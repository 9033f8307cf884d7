using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// The row-tile schedule for a single row: all vectors of a panel at once, and where those are too few to keep the
/// multiply-add units busy, several partial sums of each, over contiguous blocks of the sum.
/// </summary>
/// <param name="Vectors">Vectors of the panel.</param>
/// <param name="Chains">Partial sums.</param>
/// <param name="HasTail">Whether the last vector may be cut off in memory.</param>
/// <param name="InPlace">Whether the sums always start from what C holds.</param>
internal sealed record RowChains(int Vectors, int Chains, bool HasTail, bool InPlace)
{
    /// <summary>The method's name.</summary>
    public string Name => $"Row{Vectors}";

    /// <summary>Whether C may be cut off: parameters and their gradients, which are added to in place, are padded.</summary>
    public bool CutsC => HasTail && !InPlace;

    private IEnumerable<int> AllVectors => Enumerable.Range(0, Vectors);

    private string Columns => Vectors == 1 ? "1 vector" : $"{Vectors} vectors";

    private IEnumerable<int> AllChains => Enumerable.Range(0, Chains);

    /// <summary>Writes the method with a loop over the sum.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="element">The element type.</param>
    public void Emit(SourceWriter writer, Element element)
    {
        string t = element.Keyword;
        string chains = Chains == 1 ? "" : $", as {Chains} partial sums over blocks of so many steps, the last one longer by rest";
        writer.Line($"// c[1, {Columns}] = {(InPlace ? "c" : "start")} + a[1, steps]·b[steps, {Columns}]{chains}.");
        writer.Line("[MethodImpl(Inline)]");
        using (writer.Block(
            $"static void {Name}(ref {t} a, nint aStep, ref {t} b, nint bStep, {(HasTail ? "int bLast, " : "")}nint steps, "
            + $"{(Chains > 1 ? "nint rest, " : "")}{(InPlace ? "" : $"ref {t} start, ")}ref {t} c{(CutsC ? ", int cLast" : "")})"))
        {
            EmitStart(writer, element, InPlace ? "c" : "start", "0", hasStart: true);
            if (Chains > 1)
            {
                writer.Line("nint aBlock = steps * aStep, bBlock = steps * bStep;");
            }

            string step = $"ref {t} ak = ref Unsafe.Add(ref a, k * aStep), bk = ref Unsafe.Add(ref b, k * bStep);";
            using (writer.Block("for (nint k = 0; k < steps; k++)"))
            {
                writer.Line(step);
                foreach (int chain in AllChains)
                {
                    EmitStep(writer, element, chain, Block(chain, "aBlock"), Block(chain, "bBlock"));
                }

            }

            if (Chains > 1)
            {
                using (writer.Block("for (nint k = steps; k < steps + rest; k++)"))
                {
                    writer.Line(step);
                    int last = Chains - 1;
                    EmitStep(writer, element, last, Block(last, "aBlock"), Block(last, "bBlock"));
                }
            }

            EmitEnd(writer, element, "c", "bLast", CutsC ? "cLast" : null);
        }
    }

    /// <summary>Writes the forward pass row by row, without a loop over the sum: every weight vector and every input has its line.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="element">The element type.</param>
    /// <param name="plan">The layer's plan.</param>
    /// <param name="hasBias">Whether the sums start from a bias.</param>
    /// <remarks>
    /// The lines stand in the kernel itself: as a method to be inlined they would exceed what the JIT spends on inlining
    /// into a short one.
    /// </remarks>
    public void EmitStraightLine(SourceWriter writer, Element element, LayerPlan plan, bool hasBias)
    {
        PanelPlan panel = plan.Panels[0];
        using (writer.Block("for (; rows > 0; rows--)"))
        {
            EmitStart(writer, element, "w", Address.Text(plan.Storage.BiasStart), hasBias);
            int longest = plan.In - ((Chains - 1) * panel.ChainLength);
            for (int step = 0; step < longest; step++)
            {
                foreach (int chain in AllChains)
                {
                    if (step >= panel.ChainLength && chain < Chains - 1)
                    {
                        continue;
                    }

                    // Neighbouring lines belong to different sums, so that none waits for the one before it.
                    int k = (chain * panel.ChainLength) + step;
                    string input = $"I.Broadcast(ref x, {k})";
                    if (Vectors > 1)
                    {
                        writer.Line($"V x{k} = {input};");
                        input = $"x{k}";
                    }

                    foreach (int v in AllVectors)
                    {
                        writer.Line($"c{chain}{v} = I.Fma({input}, ref w, {(k * panel.Width) + (v * element.Lanes)}, c{chain}{v});");
                    }
                }
            }

            EmitEnd(writer, element, "y", null, panel.HasTail ? Address.Text(panel.Tail) : null);
            writer.Line($"x = ref Unsafe.Add(ref x, {plan.In});");
            writer.Line($"y = ref Unsafe.Add(ref y, {plan.Out});");
        }
    }

    private static string Block(int chain, string length) => Address.Product(Address.Text(chain), length);

    private void EmitStart(SourceWriter writer, Element element, string start, string offset, bool hasStart)
    {
        foreach (int chain in AllChains)
        {
            writer.Line("V " + string.Join(", ", AllVectors.Select(v => chain == 0 && hasStart
                ? $"c{chain}{v} = I.Load(ref {start}, {Address.Sum(offset, Address.Text(v * element.Lanes))})"
                : $"c{chain}{v} = I.Zero")) + ";");
        }
    }

    private void EmitStep(SourceWriter writer, Element element, int chain, string aOffset, string bOffset)
    {
        writer.Line($"V a{chain} = I.Broadcast(ref ak, {aOffset});");
        foreach (int v in AllVectors)
        {
            string offset = Address.Sum(bOffset, Address.Text(v * element.Lanes));
            string b = HasTail && v == Vectors - 1 ? $"I.LoadFirst(ref bk, {offset}, bLast)" : $"ref bk, {offset}";
            writer.Line($"c{chain}{v} = I.Fma(a{chain}, {b}, c{chain}{v});");
        }
    }

    private void EmitEnd(SourceWriter writer, Element element, string destination, string? bLast, string? cLast)
    {
        for (int chain = 1; chain < Chains; chain++)
        {
            foreach (int v in AllVectors)
            {
                writer.Line($"c0{v} = I.Add(c0{v}, c{chain}{v});");
            }
        }

        foreach (int v in AllVectors)
        {
            int offset = v * element.Lanes;
            bool isTail = HasTail && v == Vectors - 1;

            // The lanes that B has not got are zeros times A, which may be infinite.
            string value = isTail && bLast is not null ? $"I.First(c0{v}, {bLast})" : $"c0{v}";
            writer.Line(isTail && cLast is not null
                ? $"I.StoreFirst({value}, ref {destination}, {offset}, {cLast});"
                : $"I.Store({value}, ref {destination}, {offset});");
        }
    }
}
