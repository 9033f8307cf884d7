using LinearGen.Generator.Model;

namespace LinearGen.Generator.Scheduling;

/// <summary>How the weights that a forward pass reads are stored; the names are those of the runtime's enum of the same name.</summary>
internal enum WeightStorage
{
    /// <summary>As they are.</summary>
    Full,

    /// <summary>Rounded to bfloat16 and kept as floats.</summary>
    Rounded,

    /// <summary>As bfloat16.</summary>
    Packed,
}

/// <summary>The choice of the storage.</summary>
internal static class WeightStorages
{
    /// <summary>Chooses the storage of a layer's weights: packed where that is faster, and no dot form reads them, whose layout is another.</summary>
    /// <param name="format">The format asked for.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    public static WeightStorage Of(WeightFormat format, int inputs, int outputs)
    {
        if (format == WeightFormat.Full)
        {
            return WeightStorage.Full;
        }

        bool isDot = new Gemm(inputs, outputs, sizeof(float), HasStart: false).IsDot || new Gemm(outputs, inputs, sizeof(float), HasStart: false).IsDot;
        return isDot || outputs <= Tuning.RoundedColumns || (long)inputs * outputs * sizeof(float) < Tuning.PackedBytes ? WeightStorage.Rounded : WeightStorage.Packed;
    }
}
