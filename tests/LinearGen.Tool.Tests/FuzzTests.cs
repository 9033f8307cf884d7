using System.Globalization;
using LinearGen.Tool.Models;
using LinearGen.Tool.Onnx;
using LinearGen.Tool.Tests.Support;
using LinearGen.Tool.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Tool.Tests;

/// <summary>
/// Spoiled models: an import ends in layers or in the tool's own exception, whatever the bytes. Other runs:
/// LINEARGEN_FUZZ_SEED and LINEARGEN_FUZZ_COUNT.
/// </summary>
public class FuzzTests
{
    private static readonly byte[] Interesting = [0, 1, 2, 7, 8, 10, 0x7F, 0x80, 0xFF, 0xFE, 9, 18, 34, 42, 58];

    private static readonly int Seed = Setting("LINEARGEN_FUZZ_SEED", 1);

    private static readonly int Count = Setting("LINEARGEN_FUZZ_COUNT", 4000);

    [Fact]
    public void SpoiledModels_AreImportedOrRefused()
    {
        byte[][] models = [.. TestData.Models.Select(model => model.Path).Append(TestData.Path("Damaged", "ox_ok.onnx")).Select(File.ReadAllBytes).Where(content => content.Length < 4000)];
        int refused = 0;
        for (int n = 0; n < Count; n++)
        {
            Random random = new(unchecked((Seed * 1_000_003) + n));
            byte[] content = Spoil(models[random.Next(models.Length)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ImportedModel model = OnnxImporter.Read(content, "fuzz.onnx", folder: null);

                // Nothing that a file says, its names above all, gets out of the comments that it stands in.
                string code = new ClassWriter(model, "Acme", "Net", isEmbedded: false).Write();
                Assert.DoesNotContain(CSharpSyntaxTree.ParseText(code).GetDiagnostics(), diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden);
            }
            catch (ImportException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {Seed}, input {n}: {fault}\n{Convert.ToBase64String(content)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }

        // Neither all nothing but noise, nor all unharmed.
        Assert.InRange(refused, Count / 20, Count - (Count / 100));
    }

    private static byte[] Spoil(byte[] content, Random random)
    {
        List<byte> bytes = [.. content];
        for (int edits = random.Next(1, 5); edits > 0 && bytes.Count > 1; edits--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = Interesting[random.Next(Interesting.Length)]; break;
                case 2: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 5: bytes.InsertRange(at, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]); break;
                default: bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : 1); break;
            }
        }

        return [.. bytes];
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
