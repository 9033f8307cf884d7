using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Calls;

/// <summary>The types that lengths, counts and indices have.</summary>
internal static class Integers
{
    /// <summary>Whether values of this type are whole numbers.</summary>
    public static bool IsIntegral(ITypeSymbol? type) => type?.SpecialType
        is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_SByte or SpecialType.System_IntPtr
        or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_UIntPtr;

    /// <summary>The number that a constant is, or null.</summary>
    public static long? ValueOf(Optional<object?> constant) => constant.HasValue
        ? constant.Value switch
        {
            int value => value,
            long value => value,
            uint value => value,
            short value => value,
            ushort value => value,
            byte value => value,
            sbyte value => value,
            _ => null,
        }
        : null;
}
