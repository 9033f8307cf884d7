using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>Constants that are added to all rows alike, or multiplied by.</summary>
internal static class RowConstant
{
    /// <summary>One value for each column.</summary>
    /// <param name="constant">A scalar, a vector, or several rows that are all the same.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="node">The node that takes it.</param>
    /// <param name="name">The constant's name.</param>
    /// <param name="along">The size of the last axis, which a reshape may have made part of a longer row; null if that is not known.</param>
    /// <exception cref="ImportException">It is not the same for all rows, or not as wide.</exception>
    public static double[] Of(Tensor constant, int width, OnnxNode node, string name, long? along = null)
    {
        int columns = constant.Rank == 0 ? 1 : constant.Shape[^1];
        double[] row = new double[width];

        // All of a sample's axes, one number for each.
        if (along is not null && along != width && constant.Values.Length == width && columns == along)
        {
            return constant.Values;
        }

        bool isRepeated = along == columns && width % columns == 0;
        if (columns != 1 && columns != width && !isRepeated)
        {
            throw node.Error($"combines rows of {width} values with {Quoted.Name(name)} of shape {Quoted.Shape(constant.Shape)}; expected [{width}], [1, {width}], [1] or a scalar.");
        }

        // A matrix of several rows fits one number of rows only, and is a layer's bias only if all its rows are equal.
        for (int n = columns; n < constant.Values.Length; n++)
        {
            if (constant.Values[n] != constant.Values[n % columns])
            {
                throw node.Error($"combines rows with {Quoted.Name(name)} of shape {Quoted.Shape(constant.Shape)}, which is another for each row; supported is the same for all rows: [{width}], [1, {width}], [1] or a scalar.");
            }
        }

        for (int n = 0; n < width; n++)
        {
            row[n] = constant.Values[n % columns];
        }

        return row;
    }
}
