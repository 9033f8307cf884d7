namespace LinearGen.Generator.Emit;

/// <summary>
/// The workhorse schedule: lanes along the columns, each element of A broadcast. A tile of several rows and vectors
/// stays in registers while it walks down the sum.
/// </summary>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Vectors">Vectors of the tile.</param>
/// <param name="HasTail">Whether the last vector may be cut off in memory: the tile then takes its number of lanes.</param>
/// <param name="InPlace">Whether the sums always start from what C holds.</param>
/// <param name="Continues">Whether a tile may go on from partial sums that an earlier block of the sum left in memory.</param>
internal sealed record RowTile(int Rows, int Vectors, bool HasTail, bool InPlace, bool Continues)
{
    /// <summary>The method's name.</summary>
    public string Name => $"Tile{Rows}x{Vectors}";

    /// <summary>Whether C may be cut off: parameters and their gradients, which are added to in place, are padded.</summary>
    public bool CutsC => HasTail && !InPlace;

    private string Columns => Vectors == 1 ? "1 vector" : $"{Vectors} vectors";

    /// <summary>Writes the method.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="element">The element type.</param>
    public void Emit(SourceWriter writer, Element element)
    {
        string t = element.Keyword;
        writer.Line($"// c[{Rows}, {Columns}] = {(InPlace ? "c" : "start")} + a[{Rows}, steps]·b[steps, {Columns}]{(Continues ? ", c + a·b if not first" : "")}.");
        writer.Line("[MethodImpl(Inline)]");
        using (writer.Block(
            $"static void {Name}(ref {t} a, nint aRow, nint aStep, ref {t} b, nint bStep, {(HasTail ? "int bLast, " : "")}nint steps, "
            + $"{(InPlace ? "" : $"ref {t} start, nint startRow, ")}ref {t} c, nint cRow{(CutsC ? ", int cLast" : "")}{(Continues ? ", bool first" : "")})"))
        {
            for (int r = 0; r < Rows; r++)
            {
                writer.Line(Declare("c" + r, v =>
                    $"I.Load(ref {(InPlace ? "c" : "start")}, {Address.Sum(Address.Product(Address.Text(r), InPlace ? "cRow" : "startRow"), Offset(v, element))})"));
            }

            if (Continues)
            {
                string sums = string.Concat(Enumerable.Range(0, Rows).SelectMany(r => Enumerable.Range(0, Vectors).Select(v => $"c{r}{v} = ")));
                writer.Line($"if (!first) {sums}I.Zero;");
            }

            using (writer.Block("for (nint k = 0; k < steps; k++)"))
            {
                writer.Line($"ref {t} ak = ref Unsafe.Add(ref a, k * aStep), bk = ref Unsafe.Add(ref b, k * bStep);");
                writer.Line(Declare("b", v => LoadOf("bk", "0", "bLast", v, element)));
                for (int r = 0; r < Rows; r++)
                {
                    string factor = $"I.Broadcast(ref ak, {Address.Product(Address.Text(r), "aRow")})";
                    if (Vectors > 1)
                    {
                        writer.Line($"V a{r} = {factor};");
                        factor = $"a{r}";
                    }

                    for (int v = 0; v < Vectors; v++)
                    {
                        writer.Line($"c{r}{v} = I.Fma({factor}, b{v}, c{r}{v});");
                    }
                }
            }

            if (Continues)
            {
                using (writer.Block("if (!first)"))
                {
                    ForEachAccumulator((r, v) => writer.Line($"c{r}{v} = I.Add({LoadOf("c", Row(r), "cLast", v, element)}, c{r}{v});"));
                }
            }

            ForEachAccumulator((r, v) => writer.Line(StoreOf($"c{r}{v}", Row(r), v, element)));
        }
    }

    private static string Row(int r) => Address.Product(Address.Text(r), "cRow");

    private static string Offset(int vector, Element element) => Address.Text(vector * element.Lanes);

    private string Declare(string name, Func<int, string> value) =>
        "V " + string.Join(", ", Enumerable.Range(0, Vectors).Select(v => $"{name}{v} = {value(v)}")) + ";";

    private string LoadOf(string name, string row, string last, int v, Element element)
    {
        string offset = Address.Sum(row, Offset(v, element));
        return HasTail && v == Vectors - 1 ? $"I.LoadFirst(ref {name}, {offset}, {last})" : $"I.Load(ref {name}, {offset})";
    }

    private string StoreOf(string value, string row, int v, Element element)
    {
        string offset = Address.Sum(row, Offset(v, element));
        if (!HasTail || v < Vectors - 1)
        {
            return $"I.Store({value}, ref c, {offset});";
        }

        // The lanes that B has not got are zeros times A, which may be infinite.
        string masked = $"I.First({value}, bLast)";
        return CutsC ? $"I.StoreFirst({masked}, ref c, {offset}, cLast);" : $"I.Store({masked}, ref c, {offset});";
    }

    private void ForEachAccumulator(Action<int, int> action)
    {
        for (int r = 0; r < Rows; r++)
        {
            for (int v = 0; v < Vectors; v++)
            {
                action(r, v);
            }
        }
    }
}
