using System.Numerics;

namespace LinearGen;

/// <summary>
/// Loads and saves the weights of layers and networks as safetensors files, the format in which PyTorch's users exchange
/// weights. <c>safetensors.torch.save_file(model.state_dict(), path)</c> writes what <see cref="Load{T}(string, INetwork{T}, TensorNames, WeightLayout, bool)"/> reads.
/// </summary>
public static class Safetensors
{
    /// <summary>Replaces all parameters of a layer or network by those in a file.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, independent of the file's types.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">Which tensors are which layer's; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">
    /// The layout of the file's weight matrices: [Out, In], as in PyTorch, by default. A file that names its layout, as those of <see cref="Save{T}(string, INetwork{T}, TensorNames, WeightLayout, TensorType?)"/>
    /// do, must name this one; any other file is believed to have it, since the shape of a square matrix does not tell.
    /// </param>
    /// <param name="ignoreOthers">Whether the file may hold tensors that are no layer's. Still, a layer without bias does not take weights that have one.</param>
    /// <remarks>
    /// Tensors may be of type F32, F64, F16 or BF16, and are converted to the nearest <typeparamref name="T"/>, ties to even. NaN and infinities are
    /// loaded as they are; a finite number that would become infinite is an error. Everything is read and checked before the first parameter changes.
    /// Like all that writes parameters, it must not overlap another call on the network.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, the network is not one of the generator's, or the names are not one for each layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    /// <exception cref="IOException">The file cannot be read; the network has not changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is a folder, or may not be read; the network has not changed.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit the network, which has not changed; the message says what was found and what expected.</exception>
    public static void Load<T>(string path, INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, bool ignoreOthers = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NetworkTensors<T> tensors = new(network, names, layout);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        tensors.Load(file, ignoreOthers);
    }

    /// <summary>Replaces all parameters of a layer or network by those in a stream.</summary>
    /// <param name="stream">The file, from where the stream stands; read to its end, which must be that of the file, and not closed. It need not be able to seek.</param>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">Which tensors are which layer's; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">The layout of the file's weight matrices; a file that names its layout must name this one.</param>
    /// <param name="ignoreOthers">Whether the file may hold tensors that are no layer's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's, or the names are not one for each layer.</exception>
    /// <exception cref="IOException">The stream cannot be read; the network has not changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit the network, which has not changed; the message says what was found and what expected.</exception>
    /// <inheritdoc cref="Load{T}(string, INetwork{T}, TensorNames, WeightLayout, bool)" path="/typeparam|/remarks"/>
    public static void Load<T>(Stream stream, INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, bool ignoreOthers = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        NetworkTensors<T> tensors = new(network, names, layout);
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        tensors.Load(file, ignoreOthers);
    }

    /// <summary>Replaces all parameters of a layer or network by those in an open file, which may hold tensors of your own besides.</summary>
    /// <param name="file">The file. If it cannot seek, the tensors of your own have to be read before.</param>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">Which tensors are which layer's; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">The layout of the file's weight matrices; a file that names its layout must name this one.</param>
    /// <param name="ignoreOthers">Whether the file may hold tensors that are no layer's; it may unless said otherwise.</param>
    /// <exception cref="ArgumentNullException"><paramref name="file"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's, or the names are not one for each layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit the network, which has not changed; the message says what was found and what expected.</exception>
    /// <inheritdoc cref="Load{T}(string, INetwork{T}, TensorNames, WeightLayout, bool)" path="/typeparam|/remarks"/>
    public static void Load<T>(SafetensorsFile file, INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, bool ignoreOthers = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        new NetworkTensors<T>(network, names, layout).Load(file, ignoreOthers);
    }

    /// <summary>
    /// Writes all parameters of a layer or network to a file, as a whole or not at all: to a temporary file in the same folder
    /// first, which then takes the place of the one before.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">The names of the tensors; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">The layout of weight matrices: [Out, In], as in PyTorch, by default. The file names it, too.</param>
    /// <param name="type">The type in which numbers are stored; the network's own if null, which for weights with <see cref="WeightFormat.BFloat16"/> is <see cref="TensorType.BF16"/>. Conversions round to the nearest, ties to even.</param>
    /// <remarks>The same parameters give the same bytes.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, the network is not one of the generator's, or the names are not one for each layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout or the type is not a defined value.</exception>
    /// <exception cref="OverflowException">A finite parameter is too large for the type; nothing has been written.</exception>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    public static void Save<T>(string path, INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, TensorType? type = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        new NetworkTensors<T>(network, names, layout).ToWriter(type).Save(path);
    }

    /// <summary>Writes all parameters of a layer or network to a stream.</summary>
    /// <param name="stream">The stream to write to. It is neither flushed nor closed.</param>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">The names of the tensors; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">The layout of weight matrices.</param>
    /// <param name="type">The type in which numbers are stored; the network's own if null, which for weights with <see cref="WeightFormat.BFloat16"/> is <see cref="TensorType.BF16"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's, or the names are not one for each layer.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout or the type is not a defined value.</exception>
    /// <exception cref="OverflowException">A finite parameter is too large for the type; nothing has been written.</exception>
    /// <inheritdoc cref="Save{T}(string, INetwork{T}, TensorNames, WeightLayout, TensorType?)" path="/typeparam|/remarks"/>
    public static void Save<T>(Stream stream, INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, TensorType? type = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        new NetworkTensors<T>(network, names, layout).ToWriter(type).Save(stream);
    }
}
