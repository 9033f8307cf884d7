using LinearGen.Benchmarks.Commands;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Networks.Contenders;

namespace LinearGen.Benchmarks.Networks;

/// <summary>Who takes part.</summary>
/// <param name="Rows">Those for single rows, ours first.</param>
/// <param name="Batches">Those for batches, ours first.</param>
/// <param name="Absent">Those that are not there, and why.</param>
internal sealed record NetPeers(IReadOnlyList<INetContender> Rows, IReadOnlyList<INetContender> Batches, IReadOnlyList<string> Absent)
{
    /// <summary>Looks for everybody.</summary>
    public static NetPeers Find(Options options)
    {
        List<INetContender> batches = [new FusedNet(), new LayeredNet()];
        List<INetContender> rows = [.. batches, new TypedNet(), new HandwrittenNet(), new PlainNet(), new TensorNet()];
        List<string> absent = [];
        if (!options.Native)
        {
            return new NetPeers(rows, batches, ["native peers: --no-native"]);
        }

        Add(NativeNets.PlainC(), "plain C: no gcc on the PATH");
        Add(NativeNets.Eigen(), "Eigen: no headers (Debian: libeigen3-dev), no g++ on the PATH, or it refused");
        INetContender[] neural = [.. RtNeuralNets.Create()];
        rows.AddRange(neural);
        if (neural.Length == 0)
        {
            absent.Add("RTNeural: RTNEURAL_INCLUDE names no checkout, no g++ on the PATH, or it refused");
        }

        if (OnnxRuntime.Load(options.OnnxRuntime) is { } runtime)
        {
            OnnxNet onnx = new(runtime);
            rows.Add(onnx);
            batches.Add(onnx);
        }
        else
        {
            absent.Add(OnnxRuntime.Absence);
        }

        return new NetPeers(rows, batches, absent);

        void Add(INetContender? contender, string reason)
        {
            if (contender is null)
            {
                absent.Add(reason);
            }
            else
            {
                rows.Add(contender);
            }
        }
    }
}
