using CsCheck;
using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Testing;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace LinearGen.Tool.Tests;

/// <summary>Spoiled models: an import ends in layers or in the tool's own exception, whatever the bytes.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly byte[] Interesting = [0, 1, 2, 7, 8, 10, 0x7F, 0x80, 0xFF, 0xFE, 9, 18, 34, 42, 58];

    private static readonly byte[] Endless = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

    private static readonly byte[][] Models =
        [.. TestData.Models.Select(model => model.Path).Append(TestData.Path("Damaged", "ox_ok.onnx")).Select(File.ReadAllBytes).Where(content => content.Length < 4000).OrderBy(content => content.Length)];

    private static readonly Gen<int> Place = Gen.Int[0, 3999];

    /// <summary>A change at some place of a file, which is taken modulo its length.</summary>
    private static readonly Gen<Func<byte[], byte[]>> Edit = Gen.OneOf(
        Gen.Select(Place, Gen.Byte, (at, value) => Changed(at, _ => value)),
        Gen.Select(Place, Gen.OneOf(Interesting), (at, value) => Changed(at, _ => value)),
        Gen.Select(Place, Gen.Int[0, 7], (at, bit) => Changed(at, value => (byte)(value ^ (1 << bit)))),
        Gen.Select(Place, Gen.Int[1, 8], (at, count) => Spliced(at, count, [])),
        Gen.Select(Place, Gen.Int[1, 39], (at, count) => (Func<byte[], byte[]>)(content => Spliced(at, 0, content.AsSpan(at % content.Length).ToArray()[..Math.Min(count, content.Length - (at % content.Length))])(content))),
        Gen.Select(Place, at => Spliced(at, 0, Endless)),
        Gen.Frequency((7, Gen.Select(Place, at => Spliced(at, 1, []))), (1, Gen.Select(Place, at => Spliced(at, int.MaxValue, [])))));

    private static readonly Gen<byte[]> Spoiled = Gen.Select(
        Gen.OneOf(Models),
        Edit.Array[1, 4],
        (model, edits) => edits.Aggregate(model, (content, edit) => content.Length > 1 ? edit(content) : content));

    [Fact]
    public void SpoiledModels_AreImportedOrRefused()
    {
        int refused = 0;
        int count = Property.Check(Spoiled, Check, fast: 4_000, full: 40_000, Convert.ToBase64String, output.WriteLine);

        // Neither all nothing but noise, nor all unharmed.
        Assert.True(count < 1000 || (refused > count / 20 && refused < count - (count / 100)), $"{refused} of {count} were refused.");

        void Check(byte[] content)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ImportedModel model = OnnxImporter.Read(content, "fuzz.onnx", folder: null);

                // Nothing that a file says, its names above all, gets out of the comments that it stands in.
                string code = new ClassWriter(model, "Acme", "Net", new ClassOptions()).Write();
                Assert.DoesNotContain(CSharpSyntaxTree.ParseText(code).GetDiagnostics(), diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden);
            }
            catch (ImportException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }
    }

    private static Func<byte[], byte[]> Changed(int at, Func<byte, byte> change) => content =>
    {
        byte[] changed = [.. content];
        changed[at % content.Length] = change(content[at % content.Length]);
        return changed;
    };

    /// <summary>Puts bytes into the place of others.</summary>
    private static Func<byte[], byte[]> Spliced(int at, int count, byte[] inserted) => content =>
    {
        int start = at % content.Length;
        return [.. content[..start], .. inserted, .. content[(start + Math.Min(count, content.Length - start))..]];
    };
}
