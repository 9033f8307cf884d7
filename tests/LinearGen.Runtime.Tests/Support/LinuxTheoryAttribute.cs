using LinearGen.Kernel.Checks;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>A theory that needs <see cref="GuardedMemory"/>.</summary>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!GuardedMemory.IsSupported)
        {
            Skip = "Pages are protected by mmap and mprotect.";
        }
    }
}
