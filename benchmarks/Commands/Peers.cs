using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Contenders.Handwritten;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Who takes part.</summary>
/// <param name="Contenders">Those that are there, ours first.</param>
/// <param name="Absent">Those that are not, and why.</param>
internal sealed record Peers(IReadOnlyList<IContender> Contenders, IReadOnlyList<string> Absent)
{
    /// <summary>Looks for everybody.</summary>
    public static Peers Find(IReadOnlyList<Shape> shapes, Options options)
    {
        List<IContender> contenders = [new LinearGenContender(), new PlainContender(), new TensorMultiplyAddContender(), new TensorDotContender(), new MathNetContender(), new HandwrittenContender()];
        List<string> absent = [];
        if (!options.Native)
        {
            absent.Add("native peers: --no-native");
            return new Peers(contenders, absent);
        }

        Add(PlainCContender.Create(shapes), "C: no gcc on the PATH");
        Add([EigenContender.Create(shapes)], "Eigen: no headers in /usr/include/eigen3 (Debian: libeigen3-dev), no g++ on the PATH, or it refused");
        Add(LibxsmmContender.Create(), "libxsmm: neither libxsmm.so nor, with gcc, libxsmm.a (Debian: libxsmm-dev)");
        Add(OneDnnContender.Create(), "oneDNN: no headers in /usr/include/oneapi (Debian: libdnnl-dev), no g++ on the PATH, or it refused, as it does for another version than 2");
        Add([OpenBlasContender.Create()], "OpenBLAS: no libopenblas.so (Debian: libopenblas-dev)");
        Add([OnnxRuntimeContender.Create(options.OnnxRuntime)], OnnxRuntime.Absence);
        return new Peers(contenders, absent);

        void Add(IReadOnlyList<IContender?> found, string reason)
        {
            IContender[] present = [.. found.OfType<IContender>()];
            contenders.AddRange(present);
            if (present.Length == 0)
            {
                absent.Add(reason);
            }
        }
    }
}
