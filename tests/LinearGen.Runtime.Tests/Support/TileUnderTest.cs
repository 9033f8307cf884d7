using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>The public methods of the register tiles.</summary>
internal static class TilesUnderTest
{
    /// <summary>Each method on each width of vectors.</summary>
    public static TheoryData<int, string> All
    {
        get
        {
            TheoryData<int, string> tiles = [];
            foreach (int bits in (int[])[256, 512])
            {
                foreach (MethodInfo method in Methods<float>(bits))
                {
                    tiles.Add(bits, method.Name);
                }
            }

            return tiles;
        }
    }

    public static TileUnderTest<T> Get<T>(int bits, string name)
        where T : unmanaged, IFloatingPointIeee754<T> => new(bits, Methods<T>(bits).Single(method => method.Name == name));

    private static IEnumerable<MethodInfo> Methods<T>(int bits)
        where T : unmanaged => (bits == 512 ? typeof(RegisterTiles<Vector512<T>, Simd512<T>, T>) : typeof(RegisterTiles<Vector256<T>, Simd256<T>, T>))
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.Name.StartsWith("Rows", StringComparison.Ordinal));
}

/// <summary>A register tile of so many rows and vectors.</summary>
internal sealed partial class TileUnderTest<T>
    where T : unmanaged
{
    public TileUnderTest(int bits, MethodInfo method)
    {
        Match sizes = Sizes().Match(method.Name);
        Assert.True(sizes.Success, method.Name);
        Rows = int.Parse(sizes.Groups["rows"].Value, CultureInfo.InvariantCulture);
        Columns = int.Parse(sizes.Groups["vectors"].Value, CultureInfo.InvariantCulture) * SimdUnderTest.Get<T>(bits).Count;
        Lanes = SimdUnderTest.Get<T>(bits).Count;
        Run = method.CreateDelegate<TileMethod>();
    }

    public delegate void TileMethod(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind);

    public int Rows { get; }

    /// <summary>Whether the rows of A must be neighbours, as those of Xᵀ are, for dW.</summary>
    public bool TakesNeighbours => Rows == 16;

    /// <summary>Columns of all vectors.</summary>
    public int Columns { get; }

    public int Lanes { get; }

    public TileMethod Run { get; }

    [GeneratedRegex(@"^Rows(?<rows>\d+)Vectors(?<vectors>\d+)$")]
    private static partial Regex Sizes();
}
