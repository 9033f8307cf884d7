namespace LinearGen.Kernel.Tests.Jit;

/// <summary>The reader of the JIT's listings, with listings short enough to be judged by eye.</summary>
public sealed class ListingTests
{
    private const string Text = """
           1: JIT compiled Program:<Main>$(System.String[]) [Tier0, IL size=462, code size=1289]
           2: JIT compiled LinearGen.Generated.<X_g>F__Kernels256:ForwardRow(byref,byref) [FullOpts, IL size=5, code size=77]
           3: JIT compiled LinearGen.Generated.<X_g>F__Kernels:ForwardRow(byref) [Tier0, IL size=5, code size=88]
           4: JIT compiled LinearGen.Internals.RegisterTiles`3[System.Runtime.Intrinsics.Vector512`1[float],LinearGen.Internals.Simd512`1[float],float]:Rows4Vectors2(nint,byref) [Instrumented Tier0, IL size=1831, code size=820]
           5: JIT compiled LinearGen.Internals.KernelCalls`2[LinearGen.Generated.<X_g>F__Kernels,float]:Forward(byref) [Tier0, IL size=5, code size=77]
           6: JIT compiled Program:Loop() [Tier1-OSR @0x2c with Dynamic PGO, IL size=462, code size=12]
           7: JIT compiled LinearGen.Generated.<X_g>F__Kernels512:LinearGen.Internals.IKernels<System.Single>.Forward(byref) [Tier0, IL size=9, code size=63]
        ; Assembly listing for method Some.Type`1[float]:Method[Other](byref,nint) (FullOpts)
        ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

        G_M000_IG01:                ;; offset=0x0000
               push     rbp
               jmp      SHORT G_M000_IG05

        G_M000_IG02:                ;; offset=0x0004
               xor      ecx, ecx
               align    [0 bytes for IG03]

        G_M000_IG03:                ;; offset=0x0010
               xor      edx, edx

        G_M000_IG04:                ;; offset=0x0020
               vmovups  ymm9, ymmword ptr [rbp-0x40]
               vbroadcastss ymm10, dword ptr [rdi+0x04]
               vfmadd231ps ymm0, ymm10, ymmword ptr [r8+0x20]
               vfmadd231ps ymm1, ymm9, ymm10
               vmovups  ymmword ptr [rdx], ymm1
               vpermilps zmm3, zmm2, 85
               vfmadd231ps zmm4, zmm3, dword ptr [rdi+0x08]{1to16}
               cmp      rcx, 64
               jl       SHORT G_M000_IG04
               inc      rdx
               jl       G_M000_IG03
               call     [Some.Type:Throw()]
               int3

        G_M000_IG05:                ;; offset=0x0030
               cmp      rcx, 3
               jne      G_M000_IG02
               ret

        ; Total bytes of code 123
        ; Assembly listing for method Empty:Method() (Tier0)
        ; Total bytes of code 1
        """;

    private static readonly Listing s_listing = Listing.Parse(Text.Split('\n').Select(line => line.TrimEnd('\r')));

    [Fact]
    public void Summary_GivesTypesNamesTiersAndSizes()
    {
        Assert.Equal(["<Main>$", "ForwardRow", "ForwardRow", "Rows4Vectors2", "Forward", "Loop", "LinearGen.Internals.IKernels<System.Single>.Forward"], s_listing.Methods.Select(method => method.Name));
        Assert.Equal(["Tier0", "FullOpts", "Tier0", "Instrumented Tier0", "Tier0", "Tier1-OSR @0x2c with Dynamic PGO", "Tier0"], s_listing.Methods.Select(method => method.Tier));
        Assert.Equal([1289, 77, 88, 820, 77, 12, 63], s_listing.Methods.Select(method => method.Bytes));
    }

    [Fact]
    public void Kernels_AreToldFromWhatBecomesAPartOfThemAndFromTheRest()
    {
        Assert.Equal([false, true, false, false, false, false, false], s_listing.Methods.Select(method => method.IsGeneratedKernel));
        Assert.Equal([false, false, false, true, false, false, false], s_listing.Methods.Select(method => method.IsSharedKernel));
        Assert.Equal([0, 256, 0, 0, 0, 0, 512], s_listing.Methods.Select(method => method.Bits));
    }

    [Fact]
    public void Disassembly_GivesTitleAndLength()
    {
        Assert.Equal(["Some.Type`1[float]:Method[Other](byref,nint)", "Empty:Method()"], s_listing.Disassemblies.Select(one => one.Title));
        Assert.Equal([123, 1], s_listing.Disassemblies.Select(one => one.Bytes));
        Assert.Same(s_listing.Disassemblies[0], s_listing.Find("Some.Type", ":Method["));
        Assert.Throws<InvalidOperationException>(() => s_listing.Find(string.Empty, "Method"));
        Assert.Throws<InvalidOperationException>(() => s_listing.Find("Method", ":Method["));
    }

    // The jump to IG02 goes backward too, but what lies between does not lead back to it.
    [Fact]
    public void Loops_AreJumpsBackwardThatAreReachedFromTheirTargets()
    {
        Disassembly code = s_listing.Disassemblies[0];
        Assert.Equal(["G_M000_IG04", "G_M000_IG03"], code.Loops.Select(loop => loop[0].Label));
        Assert.Equal([10, 14], code.Loops.Select(loop => loop.Count));
        Assert.Equal("G_M000_IG04", Assert.Single(code.KernelLoops)[0].Label);
        Assert.Empty(s_listing.Disassemblies[1].Loops);
    }

    [Fact]
    public void Instructions_AreTold()
    {
        IReadOnlyList<Instruction> lines = s_listing.Disassemblies[0].Lines;
        Assert.Equal(3, lines.Count(line => line.IsMultiplyAdd));
        Assert.Equal("ymm0, ymm10, ymmword ptr [r8+0x20]", Assert.Single(lines, line => line.IsMultiplyAdd && line.HasVectorInMemory).Operands);
        Assert.Equal(2, lines.Count(line => line.IsWide));
        Assert.Equal("zmm3, zmm2, 85", Assert.Single(lines, line => line.IsPick).Operands);
        Assert.Equal("ymm9, ymmword ptr [rbp-0x40]", Assert.Single(lines, line => line.IsVectorLoad).Operands);
        Assert.Equal("ymmword ptr [rdx], ymm1", Assert.Single(lines, line => line.IsVectorStore).Operands);
        Assert.Equal(["ymm10, dword ptr [rdi+0x04]", "zmm4, zmm3, dword ptr [rdi+0x08]{1to16}"], lines.Where(line => line.IsBroadcast).Select(line => line.Operands));
        Assert.Equal("ymm9, ymmword ptr [rbp-0x40]", Assert.Single(lines, line => line.IsSpill).Operands);
        Assert.Single(lines, line => line.IsCall);
    }
}
