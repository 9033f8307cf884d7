namespace LinearGen.Runtime.Tests.Support;

/// <summary>A theory that needs <see cref="GuardedMemory{T}"/>.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            Skip = "Pages are protected by mmap and mprotect.";
        }
    }
}
