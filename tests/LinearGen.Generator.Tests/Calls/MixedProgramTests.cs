namespace LinearGen.Generator.Tests.Calls;

/// <summary>Programs as users write them, several features of C# in each. What is wrong is marked; nothing else is reported.</summary>
public class MixedProgramTests
{
    [Theory]
    [InlineData("Span<float> x = stackalloc float[3 * Projection.In]; Span<float> y = stackalloc float[2 * Projection.Out]; layer.Forward(x, {|LG1002:y|});")]
    [InlineData("const int Rows = 4; layer.Forward(new float[Rows * Projection.In], {|LG1002:new float[Rows * Head.Out]|});")]
    [InlineData("const int Rows = 4; float[] x = new float[Rows * Projection.In], y = new float[(Rows - 1) * Projection.Out]; layer.Forward(x, {|LG1002:y|});")]
    [InlineData("var x = new[] { 1f, 2f }; var y = new float[] { 0, 0 }; layer.Forward(x, {|LG1002:y|});")]
    [InlineData("ReadOnlySpan<float> x = [1, 2, 3, 4, 5]; layer.Forward({|LG1001:x|}, new float[6]);")]
    [InlineData("ReadOnlySpan<float> x = [1, 2, 3, 4, 5]; Span<float> y = new float[6]; layer.Forward(x[..4], y[..6]); layer.Forward({|LG1001:x[..^2]|}, y);")]
    [InlineData("Span<float> y = new float[9]; layer.Forward([1, 2], {|LG1002:y[^6..]|}); layer.Forward([1, 2], y[^3..]);")]
    [InlineData("Span<float> y = new float[9]; layer.Forward([1, 2], {|LG1002:y[1..^4]|});")]
    [InlineData("float[] buffer = new float[64]; layer.Forward(buffer.AsSpan(0, 4), {|LG1002:buffer.AsSpan(4, 3)|});")]
    [InlineData("float[] buffer = new float[64]; layer.Forward(buffer.AsSpan(..4), {|LG1002:buffer.AsSpan(4..7)|});")]
    [InlineData("float[] buffer = new float[64]; layer.Forward(buffer.AsSpan(0, Projection.In), {|LG1005:buffer.AsSpan(1, Projection.Out)|});")]
    [InlineData("Span<float> buffer = stackalloc float[16]; Span<float> x = buffer[..2], y = buffer.Slice(1, 3); layer.Forward(x, {|LG1005:y|});")]
    [InlineData("Memory<float> memory = new float[8]; layer.Forward({|LG1001:memory[..3].Span|}, new float[3]);")]
    [InlineData("Memory<float> memory = new float[8]; layer.Forward({|LG1001:memory.Slice(0, 5).Span|}, new float[3]);")]
    [InlineData("Two x = default; Span<float> y = x; layer.Forward(new float[2], {|LG1002:y|});")]
    [InlineData("Projection.Input x = default; Span<float> xs = x; layer.Forward(xs, {|LG1002:new float[6]|});")]
    [InlineData("Projection.Output y = default; layer.Forward(new float[4], {|LG1002:y|});")]
    [InlineData("Projection.Output hidden = default; layer.Forward({|LG1001:hidden|}, new float[3]);")]
    [InlineData("layer.Forward(new float[rows * Projection.In], {|LG1002:new float[rows * Projection.Out * 2]|});")]
    [InlineData("int batch = n; layer.Forward(new float[batch * Projection.In], {|LG1002:new float[n * Head.Out]|});")]
    [InlineData("int xs = rows * Projection.In, ys = rows * Projection.In; layer.Forward(new float[xs], {|LG1002:new float[ys]|});")]
    [InlineData("layer.Backward(x: new float[2], dy: new float[3], dx: {|LG1002:new float[3]|}, gradients: null);")]
    [InlineData("head.Backward(new float[6], new float[8], {|LG1002:new float[6]|}, new float[6], head.CreateGradients());")]
    [InlineData("head.Backward(new float[6], new float[8], new float[8], {|LG1002:new float[8]|}, null);")]
    [InlineData("float[] dy = new float[3]; square.Backward(input, dy, {|LG1005:dy.AsSpan()|}, null);")]
    [InlineData("exact.SetWeights({|LG1003:new double[5]|}); exact.GetWeights({|LG1003:stackalloc double[3]|});")]
    [InlineData("exact.Forward([1.0, 2.0], {|LG1002:new double[6]|}); exact.Backward(new double[4], {|LG1002:new double[4]|}, [], null);")]
    [InlineData("double w = exact[1, {|LG1004:3|}]; exact[{|LG1004:Exact.In|}, 0] = w;")]
    [InlineData("(layer[{|LG1004:5|}, 0], layer[0, 0]) = (1f, 2f);")]
    [InlineData("Func<float> read = () => layer[0, {|LG1004:7|}]; read();")]
    [InlineData("head.SetBias({|LG1003:new float[Head.In]|}); head.SetBias({|LG1003:[1f, 2f, 3f]|}); head.GetBias({|LG1003:new float[Head.Out + 1]|});")]
    [InlineData("network.Projection.SetWeights({|LG1003:new float[12]|}); network.Head.GetWeights({|LG1003:new float[16]|}, WeightLayout.OutIn);")]
    [InlineData("using var stream = new System.IO.MemoryStream(); network.Forward(new float[2], {|LG1002:new float[3]|});")]
#if !ROSLYN48 // C# 13 looks at the elements to choose an overload.
    [InlineData("Trainer<Classifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(1e-3), maxBatch: 8); trainer.Step(new float[8], {|LG1002:[0, 1, 2]|});")]
#endif
    [InlineData("Trainer<Classifier> trainer = new(network, Loss.MeanSquared, new Adam(1e-3), maxBatch: 8); trainer.Step(new float[8], {|LG1002:new float[12]|}); trainer.Step({|LG1001:new float[7]|}, new float[16]);")]
    [InlineData("Trainer<Classifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(1e-3), maxBatch: 8); int[] labels = [1]; double loss = trainer.Step(new float[rows * 2], {|LG1002:new int[rows * 3]|}); loss += trainer.Evaluate(new float[4], {|LG1002:labels|}).Loss;")]
    [InlineData("Classifier.Activations a = network.CreateActivations(4); network.Forward({|LG1006:new float[5 * Classifier.In]|}, a); network.Backward(new float[4], a, {|LG1002:new float[4]|}, [], null);")]
    [InlineData("var x = (float[])[1, 2, 3]; layer.Forward({|LG1001:x|}, input);")]
    [InlineData("if (condition) { float[] x = new float[3]; layer.Forward({|LG1001:x|}, input); } else { float[] x = new float[2]; layer.Forward(x, input.AsSpan(0, 3)); }")]
    [InlineData("switch (n) { case 1: layer.Forward(new float[2], {|LG1002:new float[3 * 2]|}); break; }")]
    [InlineData("try { layer.Forward(new float[2], {|LG1002:new float[12]|}); } catch (ArgumentException) { }")]
    [InlineData("System.Threading.Tasks.Task.Run(() => { float[] x = new float[1]; layer.Forward({|LG1001:x|}, new float[3]); });")]
    [InlineData("static void Local(Projection inner) => inner.Forward({|LG1001:new float[9]|}, new float[3]); Local(layer);")]
    [InlineData("float[] x = GC.AllocateArray<float>(3, pinned: true); layer.Forward({|LG1001:x|}, input);")]
    [InlineData("uint size = 3; layer.Forward({|LG1001:new float[size]|}, input);")]
    [InlineData("long size = 2L * Projection.In + 1; layer.Forward({|LG1001:new float[size]|}, input);")]
    [InlineData("float[] x = new float[2]; float[] y = x; square.Forward(new float[3], {|LG1002:y|}); layer.Forward(x, new float[3]);")]
    [InlineData("square.Forward(x: input, y: {|LG1005:input|});")]
    [InlineData("Span<float> s = input; ReadOnlySpan<float> r = s; square.Forward(r, {|LG1005:s|});")]
    [InlineData("layer.Forward(new float[Projection.In], {|LG1002:new float[Projection.ParameterCount]|});")]
    [InlineData("layer.Forward({|LG1001:new float[sizeof(float) - 1]|}, input);")]
    public void WrongCalls_AreReported(string statements) => Programs.Check(Programs.InMethod(statements));

    [Theory]
    [InlineData("Span<float> x = stackalloc float[2]; x.Clear(); Span<float> y = stackalloc float[3]; layer.Forward(x, y); head.Forward(y, stackalloc float[4]);")]
    [InlineData("float[] a = new float[Projection.In], b = new float[Projection.Out], c = new float[Head.Out]; layer.Forward(a, b); head.Forward(b, c); network.Forward(a, c);")]
    [InlineData("float[] buffer = new float[8 * Projection.In]; for (int k = 0; k < 8; k++) { layer.Forward(buffer.AsSpan(k * Projection.In, Projection.In), stackalloc float[3]); }")]
    [InlineData("float[] all = new float[8 * 5]; Span<float> x = all.AsSpan(0, 16), y = all.AsSpan(16, 24); layer.Forward(x, y);")]
    [InlineData("float[] all = new float[40]; layer.Forward(all.AsSpan()[..16], all.AsSpan()[16..]);")]
    [InlineData("float[] all = new float[40]; layer.Forward(all.AsSpan(..^24), all.AsSpan(^24..));")]
    [InlineData("Span<float> x = new float[6]; while (x.Length > 2) { x = x[2..]; layer.Forward(x, new float[x.Length / 2 * 3]); }")]
    [InlineData("float[] ping = new float[3], pong = new float[3]; for (int k = 0; k < n; k++) { square.Forward(ping, pong); (ping, pong) = (pong, ping); }")]
    [InlineData("float[] x = rows > 3 ? new float[4] : new float[2]; float[] y = new float[x.Length / Projection.In * Projection.Out]; layer.Forward(x, y);")]
    [InlineData("int count = 0; foreach (float v in input) { count++; } layer.Forward(new float[count * 2], new float[count * 3]); count--; layer.Forward(new float[count * 2], new float[count * 3]);")]
    [InlineData("int r = rows; r = Math.Max(r, 1); layer.Forward(new float[r * 2], new float[r * 3]);")]
    [InlineData("void Fill(Span<float> x, Span<float> y) => layer.Forward(x, y); Fill(new float[2], new float[3]); Fill(new float[4], new float[6]);")]
    [InlineData("float[] y = System.Buffers.ArrayPool<float>.Shared.Rent(3); layer.Forward(new float[2], y.AsSpan(0, 3));")]
    [InlineData("float[] x = new float[5]; Span<float> used = x.AsSpan(0, 4); layer.Forward(used, new float[6]);")]
    [InlineData("float[] x = new float[5]; if (x is [_, _, .. var rest]) { layer.Forward(rest.AsSpan(0, 2), new float[3]); }")]
    [InlineData("Span<float> s = stackalloc float[10]; s = s[..2]; layer.Forward(s, new float[3]);")]
    [InlineData("ref float[] alias = ref input; alias = new float[2]; layer.Forward(alias, new float[3]);")]
    [InlineData("scoped Span<float> x = default; x = new float[2]; layer.Forward(x, new float[3]);")]
    [InlineData("float[] x; if (condition) x = new float[2]; else x = new float[4]; layer.Forward(x, new float[x.Length / 2 * 3]);")]
    [InlineData("float[]? x = condition ? null : new float[3]; layer.Forward(x ?? new float[2], new float[3]);")]
    [InlineData("Func<int, float[]> make = length => new float[length]; layer.Forward(make(2), make(3));")]
    [InlineData("int Square(int k) { k = k * 2; return k; } layer.Forward(new float[Square(1)], new float[3]);")]
    [InlineData("foreach (int size in new[] { 1, 2 }) { layer.Forward(new float[size * 2], new float[size * 3]); }")]
    [InlineData("for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) { layer[i, j] = i + j; layer[1 - i, 2 - j] *= 2; }")]
    [InlineData("int i = 0; while (i < 2) { layer[i++, 0] = 1; }")]
    [InlineData("int i = 5; i -= 4; layer[i, 0] = 1;")]
    [InlineData("int i = 5; Interlocked(ref i); layer[i, 0] = 1; static void Interlocked(ref int k) => k = 1;")]
    [InlineData("if (!int.TryParse(\"1\", out int i)) { i = 0; } layer[i, 0] = 1;")]
    [InlineData("layer.Backward(new float[2], new float[3], Span<float>.Empty, null); layer.Backward(new float[2], new float[3], stackalloc float[2], layer.CreateGradients());")]
    [InlineData("float[] y = new float[4]; head.Forward(new float[3], y); head.Backward(new float[3], y, [1, 0, 0, 0], [], head.CreateGradients());")]
    [InlineData("exact.Forward([.. input.Select(v => (double)v)], new double[3]);")]
#if !ROSLYN48 // C# 13 looks at the elements to choose an overload.
    [InlineData("Trainer<Classifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), maxBatch: 4); for (int k = 0; k < 8; k += 4) { trainer.Step(input.AsSpan(k * 2, 8), [0, 1, 2, 3]); }")]
#endif
    [InlineData("Trainer<Classifier> trainer = new(network, Loss.MeanSquared, new Adam(), maxBatch: 2); trainer = new(network, Loss.MeanSquared, new Adam(), maxBatch: 8); trainer.Step(new float[8], new float[16]);")]
    [InlineData("Projection.Input x = default; x[0] = 1; layer.Forward(in x, out Projection.Output y); layer.Forward(x, y);")]
    [InlineData("Projection.Input x = default; layer.Forward(x, new float[3]); Projection.Output y = default; layer.Forward([1, 2], y); head.Forward(y, new float[4]);")]
    [InlineData("layer.Forward(input[..(rows * 2)], input.AsSpan(0, rows * 3));")]
    [InlineData("layer.Forward(input.AsSpan(rows, 2), input.AsSpan(rows + 2, 3)); square.Forward(input.AsSpan(rows, 3), input.AsSpan(n, 3));")]
    [InlineData("checked { layer.Forward(new float[rows * 2], new float[3 * rows]); }")]
    [InlineData("layer.Forward(new float[(rows + 1) * 2], new float[(rows + 1) * 3]); layer.Forward(new float[rows * 2 + 2], new float[rows * 3 + 3]);")]
    [InlineData("layer.Forward(new float[n / 2 * 2], new float[n / 2 * 3]); layer.Forward(new float[n], new float[n * 3 / 2]);")]
    [InlineData("Index start = 2; layer.Forward(input.AsSpan()[start..4], new float[3]);")]
    [InlineData("Span<float> y = new float[6]; y.Slice(rows).Clear(); layer.Forward(new float[2], y.Slice(rows, 3)); layer.Forward(new float[2], y[rows..(rows + 3)]);")]
    public void RightCalls_AreNot(string statements) => Programs.Check(Programs.InMethod(statements));

    [Theory]
    [InlineData("public class Outer<T> { public class Inner<U> where U : struct { public void Run(Projection layer) { float[] x = new float[3]; layer.Forward({|LG1001:x|}, new float[3]); } } }")]
    [InlineData("partial class Half { public partial void Run(Projection layer); } partial class Half { public partial void Run(Projection layer) => layer.Forward({|LG1001:new float[1]|}, new float[3]); }")]
    [InlineData("class User { readonly float[] _x = new float[2 * Projection.In], _y = new float[2 * Projection.In]; void Run(Projection layer) => layer.Forward(_x, {|LG1002:_y|}); }")]
    [InlineData("class User { static readonly int Rows = 4; readonly float[] _x = new float[Rows * Projection.In], _y = new float[Rows * Head.Out]; void Run(Projection layer) => layer.Forward(_x, {|LG1002:_y|}); }")]
    [InlineData("class User { const int Hidden = 5; void Run(Head head) => head.Forward({|LG1001:new float[Hidden]|}, new float[Head.Out]); }")]
    [InlineData("class User { Projection Layer { get; } = new(); float[] Apply(ReadOnlySpan<float> x) { float[] y = new float[x.Length]; Layer.Forward(x, {|LG1002:y|}); return y; } }")]
    [InlineData("class User { async System.Threading.Tasks.Task Run(Projection layer) { await System.Threading.Tasks.Task.Yield(); layer.Forward(new float[2], {|LG1002:new float[9]|}); } }")]
    [InlineData("class User { System.Collections.Generic.IEnumerable<int> Run(Projection layer) { float[] x = new float[3]; layer.Forward({|LG1001:x|}, new float[3]); yield return 1; } }")]
    [InlineData("class User { readonly Projection _layer = new(); public User() => _layer.SetWeights({|LG1003:[1, 2, 3]|}); ~User() => _layer.Forward({|LG1001:new float[1]|}, []); }")]
    [InlineData("record User(Projection Layer) { public static User operator +(User left, User right) { left.Layer.Forward(new float[2], {|LG1002:new float[6]|}); return left; } }")]
    [InlineData("class User<TNet> { static readonly float[] X = new float[3]; void Run(Projection layer) => layer.Forward({|LG1001:X|}, new float[3]); }")]
    [InlineData("class User { void Run(Trainer<Projection> trainer, int rows) => trainer.Step(new float[rows * Projection.In], {|LG1002:new float[rows]|}); }")]
    public void WrongMembers_AreReported(string source) => Programs.Check(source);

    [Theory]
    [InlineData("class User { readonly float[] _x; public User(int rows) => _x = new float[rows]; void Run(Projection layer) => layer.Forward(_x, new float[_x.Length / 2 * 3]); }")]
    [InlineData("class User { readonly float[] _x = new float[2]; public float[] Y { get; set; } = new float[4]; void Run(Projection layer) => layer.Forward(_x, Y); }")]
    [InlineData("class User { float[] _ping = new float[3], _pong = new float[3]; void Run(Square layer) { layer.Forward(_ping, _pong); (_ping, _pong) = (_pong, _ping); } }")]
    [InlineData("class User<T> where T : INetwork<float>, INetworkShape { void Run(T net) { float[] x = new float[T.In], y = new float[T.Out]; net.Forward(x, y); } }")]
    [InlineData("partial class Half { public partial float[] Make(); void Run(Projection layer) => layer.Forward(Make(), new float[3]); } partial class Half { public partial float[] Make() => new float[2]; }")]
    [InlineData("class Base { protected virtual int Rows => 1; protected void Run(Projection layer) => layer.Forward(new float[Rows * 2], new float[Rows * 3]); } class Derived : Base { protected override int Rows => 2; }")]
    [InlineData("class User { int _rows = 1; int Next() => _rows++; void Run(Projection layer) { float[] x = new float[_rows * 2]; Next(); layer.Forward(x, new float[3]); float[] y = new float[_rows * 2]; layer.Forward(new float[4], new float[6]); } }")]
    [InlineData("class User { static volatile int Rows = 1; void Run(Projection layer) => layer.Forward(new float[Rows * 2], new float[Rows * 3 + 0]); }")]
    [InlineData("class User { void Run(Projection layer, params float[] x) => layer.Forward(x, new float[3]); void Call(Projection layer) { Run(layer, 1, 2); Run(layer, [1, 2, 3, 4]); } }")]
    [InlineData("class User { void Run(Projection layer, int rows = 1) => layer.Forward(new float[2], new float[rows * Projection.Out]); }")]
    [InlineData("struct Row { public float A, B; } class User { void Run(Projection layer, Row[] rows) => layer.Forward(System.Runtime.InteropServices.MemoryMarshal.Cast<Row, float>(rows), new float[rows.Length * 3]); }")]
    [InlineData("class User { [ThreadStatic] static float[]? Scratch; void Run(Projection layer) { Scratch ??= new float[3]; layer.Forward(new float[2], Scratch); } }")]
    [InlineData("class User { readonly Lazy<float[]> _x = new(() => new float[2]); void Run(Projection layer) => layer.Forward(_x.Value, new float[3]); }")]
    public void RightMembers_AreNot(string source) => Programs.Check(source);

    [Fact]
    public void TopLevelStatements_WithConstantsAndFunctions() => Programs.Check("""
        const int Rows = 2;
        Projection layer = new();
        Head head = new();
        Span<float> x = stackalloc float[Rows * Projection.In], hidden = stackalloc float[Rows * Projection.Out];
        layer.Forward(x, hidden);
        head.Forward(hidden, {|LG1002:new float[Rows * Projection.Out]|});
        int count = args.Length;
        layer.Forward(new float[count * 2], new float[count * 4]);
        count = 3;
        layer.Forward(Make(), []);
        static float[] Make() => new float[3];
        """);

    [Theory]
    [InlineData("float[] x; x = new float[5]; layer.Forward({|LG1001:x|}, input);")]
    [InlineData("float[] x, y; x = new float[4]; y = new float[4]; layer.Forward(x, {|LG1002:y|});")]
    [InlineData("Span<float> y; if (condition) { y = new float[4]; layer.Forward(new float[2], {|LG1002:y|}); }")]
    [InlineData("int size; size = 2 * n; layer.Forward(new float[size], {|LG1002:new float[size]|});")]
    public void Locals_ThatAreAssignedOnceAreFollowed(string statements) => Programs.Check(Programs.InMethod(statements));

    [Theory]
    [InlineData("float[] x; if (condition) { x = new float[5]; } else { x = new float[4]; } layer.Forward(x, input);")]
    [InlineData("float[] x; if (condition) { x = new float[5]; } else { x = Load(); } layer.Forward(x, input);")]
    [InlineData("if (!Try(out var x)) { x = new float[5]; } layer.Forward(x, input); static bool Try(out float[] x) { x = new float[4]; return true; }")]
    [InlineData("if (input is not { Length: 4 } x) { x = new float[5]; } layer.Forward(x, input);")]
    [InlineData("var (x, k) = (new float[4], 3); if (k > rows) { x = new float[5]; } layer.Forward(x, input);")]
    [InlineData("float[] x; x = new float[5]; Reload(ref x); layer.Forward(x, input);")]
    [InlineData("float[] x = []; if (condition) { x = new float[5]; } layer.Forward(x, input);")]
    [InlineData("float[]? x = null; x = new float[5]; x = x[..4]; layer.Forward(x, input);")]
    [InlineData("float[] x; (x, int k) = (new float[5], 3); x ??= new float[k]; layer.Forward(x, input);")]
    [InlineData("int k; k = 1; k++; layer.Forward(new float[k], new float[3]);")]
    public void Locals_ThatAreAssignedOftenerAreNot(string statements) => Programs.Check(Programs.InMethod(statements));

    [Theory]
    [InlineData("class User { private readonly float[] _x; public User() => _x = new float[5]; void Run(Projection layer, float[] y) => layer.Forward({|LG1001:_x|}, y); }")]
    [InlineData("class User { private readonly float[] _x; public User() { this._x = new float[3 * Projection.In + 1]; } void Run(Projection layer, float[] y) => layer.Forward({|LG1001:_x|}, y); }")]
    [InlineData("class User { private readonly float[] _x, _y; public User(int rows) { ArgumentOutOfRangeException.ThrowIfNegative(rows); _x = new float[rows * Projection.In]; _y = new float[rows * Projection.In]; } void Run(Projection layer) => layer.Forward(_x, {|LG1002:_y|}); }")]
    [InlineData("class User { private static readonly float[] X; static User() { X = [1, 2, 3]; } void Run(Projection layer, float[] y) => layer.Forward({|LG1001:X|}, y); }")]
    [InlineData("class User { private readonly Trainer<Projection> _trainer; public User(Projection layer) => _trainer = new(layer, Loss.L1, new Adam(), maxBatch: 1); void Run() => _trainer.Step({|LG1006:new float[4]|}, new float[6]); }")]
    public void Fields_ThatTheirConstructorAssignsAreFollowed(string source) => Programs.Check(source);

    [Theory]
    [InlineData("class User { private readonly float[] _x; public User() => _x = new float[5]; public User(int n) => _x = new float[n]; void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[]? _x; public User() { } public User(bool big) => _x = new float[5]; void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[] _x = []; public User(bool big) { if (big) { _x = new float[5]; } } void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[]? _x; public User(bool big) { if (big) { _x = new float[5]; } } void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[]? _x; public User(bool small) { if (small) { return; } _x = new float[5]; } void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[] _x; public User(Projection layer) { Run(layer, []); _x = new float[5]; } void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[] _x, _y; public User(int rows) { _x = new float[rows * 2]; _y = new float[rows * 2]; } static void Run(Projection layer, User a, User b) => layer.Forward(a._x, b._y); }")]
    [InlineData("class User { private readonly float[] _x, _y; public User(int rows) { _x = new float[rows * 2]; rows++; _y = new float[rows * 2]; } void Run(Projection layer) => layer.Forward(_x, _y); }")]
    [InlineData("class Base { protected Base() => Run(); protected virtual void Run() { } } class User : Base { private readonly float[] _x; public User() => _x = new float[5]; protected override void Run() => new Projection().Forward(_x, []); }")]
    [InlineData("class User { private readonly float[] _x; public User() { Action set = () => { }; set(); _x = new float[5]; Set(ref _x); } static void Set(ref float[] x) => x = new float[2]; void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("struct User { private readonly float[] _x; public User() => _x = new float[5]; readonly void Run(Projection layer, float[] y) => layer.Forward(_x, y); }")]
    [InlineData("class User { private readonly float[] _x; public User(int rows) => _x = new float[rows * 2]; public float[] Run(Projection layer, int rows) { float[] y = new float[rows * 2]; layer.Forward(_x, y); return y; } }")]
    public void Fields_ThatMayBeSomethingElseAreNot(string source) => Programs.Check(source);
}
