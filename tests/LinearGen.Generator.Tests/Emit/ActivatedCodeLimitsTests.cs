using System.Text.RegularExpressions;
using System.Text;
using LinearGen.Generator.Members;
using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>How much code layers with activations may come to: no more than layers without. What an activation is made of counts where the machine code is read.</summary>
public sealed class ActivatedCodeLimitsTests
{
    private static readonly int[] Sizes = Suite.IsFull ? [1, 2, 3, 4, 7, 8, 9, 16, 17, 24, 31, 32, 33, 48, 64, 65, 100, 129, 200, 257, 300] : [1, 3, 8, 17, 24, 33, 65, 100, 127];

    private static readonly Model.Activation[] Activations = [.. Enum.GetValues<Model.Activation>().Skip(1)];

    public static TheoryData<string> AllActivations => [.. Activations.Select(activation => activation.ToString())];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryKernelOfALayer_StaysWithinWhatTheJitInlinesInto(bool isDouble)
    {
        int most = 0;
        foreach (LayerSpec spec in
            from inputs in Sizes
            from outputs in Sizes
            from activation in new[] { Activations[(inputs + outputs) % Activations.Length], Model.Activation.Gelu, Model.Activation.Softmax }
            select Shapes.Spec(inputs, outputs, hasBias: true, isDouble) with { Activation = activation })
        {
            string text = LayerEmitter.Emit(spec);
            IReadOnlyList<EmittedMethod> kernels = EmittedMethod.Read(text);
            foreach (EmittedMethod kernel in kernels)
            {
                CodeLimitsTests.Check(spec, kernel);
                CodeLimitsTests.CheckCalls(spec, kernel);
                most = Math.Max(most, kernel.VectorCalls);
            }

            CodeLimitsTests.CheckUses(spec);
            Assert.Contains(kernels, kernel => kernel.Name == "SumGradients");
            int bytes = Encoding.UTF8.GetByteCount(text);
            Assert.True(bytes <= CodeLimits.ActivatedSourceBytes, $"{Layers.Describe(spec)} {spec.Activation} comes to {bytes} bytes of source; the limit is {CodeLimits.ActivatedSourceBytes}.");
        }

        Assert.InRange(most, CodeLimits.VectorCalls / 2, CodeLimits.VectorCalls);
    }

    [Theory]
    [MemberData(nameof(AllActivations))]
    public void Activation_IsAppliedOnceToEveryOutput(string activation)
    {
        foreach (int outputs in (int[])[1, 8, 16, 32, 33, 100])
        {
            LayerSpec spec = Shapes.Spec(24, outputs, hasBias: true, isDouble: false) with { Activation = Enum.Parse<Model.Activation>(activation) };
            foreach (EmittedMethod kernel in EmittedMethod.Read(LayerEmitter.Emit(spec)).Where(kernel => kernel.Name is "ForwardRow" or "ForwardRows"))
            {
                // In registers, vector by vector, for a single row and for rows that pass by a matrix in registers; else in a pass, unless rows go one by one.
                bool isElementwise = !spec.Activation.IsRowWise();
                int lanes = Math.Max(256, kernel.Bits) / 32;
                int vectors = (outputs + lanes - 1) / lanes;
                Schedule schedule = new(LayerSchedule.Of(spec).Forward, new VectorWidth(sizeof(float), Math.Max(256, kernel.Bits)));
                int resident = kernel.IsOfOneRow || kernel.Bits == 0 ? 0 : schedule.ResidentRows;
                bool isInRegisters = isElementwise && outputs <= 32 && (kernel.IsOfOneRow || resident > 0);
                int passes = isInRegisters || (!kernel.IsOfOneRow && outputs == 1) ? 0 : 1;
                passes *= kernel.Bits == 0 && outputs > 8 ? 2 : 1; // One for each width.
                int rows = resident == 0 ? 1 : resident + (resident + schedule.RowsReached > 2 ? 1 : 0); // Of a turn, and of one for the last rows.
                int values = isInRegisters ? vectors * rows : 0;
                Assert.Equal(passes, kernel.Lines.Count(line => Regex.IsMatch(line, @"^Function(256|512)?\.Forward\(")));
                Assert.Equal(values, kernel.Lines.Count(line => line.Contains("Function.Value(", StringComparison.Ordinal)));
            }
        }
    }
}
