using System.Numerics;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>Parameters as networks store them, which generated classes show through their interface alone.</summary>
internal static class Stored
{
    public static Span<T> Of<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T> => network.Parameters;
}
