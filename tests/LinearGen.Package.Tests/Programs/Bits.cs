using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using LinearGen;

// How wide vectors are, then the bits of results: a row at a time, and in batches.
Console.WriteLine(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);
Policy policy = new();
policy.Initialize(new Random(1));
Projection projection = new();
projection.Initialize(new Random(2));
foreach (int rows in (int[])[1, 5, 32])
{
    Console.WriteLine($"{rows}: {Bits(policy, Policy.In, Policy.Out, rows)} {Bits(projection, Projection.In, Projection.Out, rows)}");
}

static string Bits(INetwork<float> network, int inputs, int outputs, int rows)
{
    float[] x = [.. Enumerable.Range(0, rows * inputs).Select(i => ((i * 37 % 101) / 50f) - 1)];
    float[] y = new float[rows * outputs];
    network.Forward(x, y);
    return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(y.AsSpan())));
}

[LinearLayer(In = 2, Out = 3)]
internal sealed partial class Projection;

[LinearLayer(In = 24, Out = 64, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden;

[LinearLayer(In = Hidden.Out, Out = 5, Bias = true)]
internal sealed partial class Head;

[Sequential(typeof(Hidden), typeof(Head))]
internal sealed partial class Policy;
