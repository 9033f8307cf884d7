using System.Buffers.Binary;
using Google.Protobuf.Collections;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Tensors;

/// <summary>Reads stored tensors, however the file has them: bytes, numbers or another file.</summary>
/// <param name="external">Opens other files.</param>
/// <param name="budget">The limit on allocation.</param>
internal sealed class TensorReader(ExternalData external, WorkBudget budget)
{
    private const int External = 1;

    /// <summary>Reads a tensor.</summary>
    /// <param name="tensor">As it is in the file.</param>
    /// <param name="what">Its name in messages: "Initialiser 'w'".</param>
    /// <exception cref="ImportException">It is damaged or of a type that is not read.</exception>
    public Tensor Read(TensorProto tensor, string what)
    {
        ElementType type = (ElementType)tensor.DataType;
        if (type == ElementType.Unknown || !Enum.IsDefined(type))
        {
            throw new ImportException($"{what} holds {ElementTypes.Display(tensor.DataType)}; float, double, float16, bfloat16 and, as sizes, switches and quantised weights, int32, int64, int8, uint8 and bool are read.");
        }

        int[] shape = CheckShape(tensor.Dims, what);
        long count = Tensor.Count(shape);
        if (tensor.DataLocation is not (0 or External))
        {
            throw new ImportException($"{what} is declared to be at a place of kind {tensor.DataLocation}; expected this file or another one.");
        }

        if (tensor.DataLocation == External)
        {
            return new Tensor(type, shape, Decode(external.Read(tensor.ExternalData, count * type.Size(), what), type));
        }

        int forms = new[] { tensor.RawData.Length, tensor.FloatData.Count, tensor.DoubleData.Count, tensor.Int32Data.Count, tensor.Int64Data.Count }.Count(count => count > 0);
        if (forms > 1)
        {
            throw new ImportException($"{what} is given in {forms} forms, as bytes and as numbers or as numbers of several types; expected one.");
        }

        if (tensor.RawData.Length > 0 || Numbers(tensor, type) == 0)
        {
            long expected = count * type.Size();
            return tensor.RawData.Length == expected
                ? new Tensor(type, shape, Decode(tensor.RawData.Span, type))
                : throw new ImportException($"{what} has {tensor.RawData.Length} bytes of data; expected {expected} = {Quoted.Shape(shape)} of {type.Display()}.");
        }

        return Numbers(tensor, type) == count
            ? new Tensor(type, shape, Convert(tensor, type))
            : throw new ImportException($"{what} has {Numbers(tensor, type)} numbers; expected {count} = {Quoted.Shape(shape)}.");
    }

    /// <summary>Reads a tensor of which only the numbers are stored that are not 0.</summary>
    /// <param name="sparse">As it is in the file.</param>
    /// <param name="what">The tensor's name in messages.</param>
    /// <exception cref="ImportException">It is damaged.</exception>
    public Tensor Read(SparseTensorProto sparse, string what)
    {
        Tensor values = Read(sparse.Values, what), indices = Read(sparse.Indices, what + ", its indices,");
        int[] shape = CheckShape(sparse.Dims, what);
        long count = Tensor.Count(shape);
        bool isLinear = indices.Rank == 1;
        if (values.Rank != 1 || indices.Type != ElementType.Int64 || indices.Shape[0] != values.Values.Length || (!isLinear && (indices.Rank != 2 || indices.Shape[1] != shape.Length)))
        {
            throw new ImportException($"{what} is sparse, with values of shape {Quoted.Shape(values.Shape)} and indices of shape {Quoted.Shape(indices.Shape)}; expected [n] and, for its {shape.Length} dimensions, [n] or [n, {shape.Length}].");
        }

        budget.Allocate(count);
        double[] all = new double[count];
        for (int n = 0; n < values.Values.Length; n++)
        {
            double at = isLinear ? indices.Values[n] : 0;
            for (int axis = 0; axis < shape.Length && !isLinear; axis++)
            {
                double place = indices.Values[(n * shape.Length) + axis];
                at = place >= 0 && place < shape[axis] ? (at * shape[axis]) + place : -1;
                if (at < 0)
                {
                    break;
                }
            }

            all[at >= 0 && at < count ? (long)at : throw new ImportException($"{what} is sparse and has a value outside of its shape {Quoted.Shape(shape)}.")] = values.Values[n];
        }

        return new Tensor(values.Type, shape, all);
    }

    /// <summary>A shape whose element count is an int; whether the elements are there, data tells.</summary>
    private static int[] CheckShape(RepeatedField<long> dims, string what)
    {
        if (dims.Count > Limits.Dimensions)
        {
            throw new ImportException($"{what} has {dims.Count} dimensions; at most {Limits.Dimensions} are read.");
        }

        UInt128 count = 1;
        foreach (long size in dims)
        {
            if (size is < 0 or > int.MaxValue || (count *= (UInt128)size) > int.MaxValue)
            {
                throw new ImportException($"{what} has the shape {Quoted.Shape(dims)}, which is not possible or too large.");
            }
        }

        // Nothing to multiply; and the other sizes would be bounded by nothing.
        return count == 0 && dims.Count > 1
            ? throw new ImportException($"{what} has the shape {Quoted.Shape(dims)}: it is empty.")
            : [.. dims.Select(size => (int)size)];
    }

    /// <summary>The number of elements in the field of a type.</summary>
    private static int Numbers(TensorProto tensor, ElementType type) => type switch
    {
        ElementType.Float => tensor.FloatData.Count,
        ElementType.Double => tensor.DoubleData.Count,
        ElementType.Int64 => tensor.Int64Data.Count,
        _ => tensor.Int32Data.Count,
    };

    private double[] Convert(TensorProto tensor, ElementType type)
    {
        budget.Allocate(Numbers(tensor, type));
        return type switch
        {
            ElementType.Float => [.. tensor.FloatData.Select(value => (double)value)],
            ElementType.Double => [.. tensor.DoubleData],
            ElementType.Int64 => [.. tensor.Int64Data.Select(value => (double)value)],
            ElementType.Int32 or ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => [.. tensor.Int32Data.Select(value => (double)value)],

            // Their bits, in the lower half.
            ElementType.Float16 => [.. tensor.Int32Data.Select(bits => (double)BitConverter.UInt16BitsToHalf(unchecked((ushort)bits)))],
            _ => [.. tensor.Int32Data.Select(bits => BFloat16(unchecked((ushort)bits)))],
        };
    }

    private double[] Decode(ReadOnlySpan<byte> data, ElementType type)
    {
        int size = type.Size();
        budget.Allocate(data.Length / size);
        double[] values = new double[data.Length / size];
        for (int n = 0; n < values.Length; n++)
        {
            ReadOnlySpan<byte> element = data.Slice(n * size, size);
            values[n] = type switch
            {
                ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(element),
                ElementType.Bool or ElementType.UInt8 => element[0],
                ElementType.Int8 => (sbyte)element[0],
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
                ElementType.BFloat16 => BFloat16(BinaryPrimitives.ReadUInt16LittleEndian(element)),
                _ => throw new InvalidOperationException(type.ToString()),
            };
        }

        return values;
    }

    /// <summary>bfloat16 is the upper half of a float.</summary>
    private static double BFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
