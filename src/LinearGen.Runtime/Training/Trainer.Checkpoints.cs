namespace LinearGen;

public partial class Trainer<TNetwork, T>
{
    /// <summary>
    /// Writes the state of training, so that <see cref="LoadCheckpoint(Stream)"/> can go on from here with the same
    /// bits: parameters, the optimiser's state, step counts and <see cref="LearningRate"/>.
    /// </summary>
    /// <param name="stream">The stream to write to. It is neither flushed nor closed.</param>
    /// <remarks>
    /// Not written: the trainer's own settings (loss, hyper-parameters, schedule, greatest norm of the gradients),
    /// which layers are frozen, and the order of the data. Of each layer the weights are written as [In, Out] row-major, then the
    /// bias, and the optimiser's state in the same order: the file does not depend on how this version stores layers. A network that
    /// you wrote yourself is written as its <see cref="INetwork{T}.Parameters"/> hold it. To exchange weights, write a safetensors file.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using CallGuard.Call call = _calls.Enter(nameof(SaveCheckpoint));
        new Checkpoint<T>(Network, _layers, Optimizer).Write(stream, Steps, _learningRate);
    }

    /// <summary>
    /// Writes a checkpoint to a file, as a whole or not at all: to a temporary file in the same folder first, which
    /// then takes the place of the one before.
    /// </summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <remarks><see cref="SaveCheckpoint(Stream)"/> lists what is written and what is not.</remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    public void SaveCheckpoint(string path) => ReplacementFile.Write(path, SaveCheckpoint);

    /// <summary>
    /// Goes on where <see cref="SaveCheckpoint(Stream)"/> was called: with a trainer made alike, the same further steps
    /// give the same bits. Everything is checked before anything is changed.
    /// </summary>
    /// <param name="stream">The checkpoint; read to its end, which must be that of the checkpoint.</param>
    /// <remarks>
    /// Files of version 1 of the format, which builds before the first release wrote, are refused. A file from another
    /// version of this library gives the same parameters; further steps may differ in the last bits, see docs/versions.md.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another network, optimiser or element type, of an unknown version, or damaged; neither parameters nor trainer have changed.</exception>
    public void LoadCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using CallGuard.Call call = _calls.Enter(nameof(LoadCheckpoint));
        (Steps, _learningRate) = new Checkpoint<T>(Network, _layers, Optimizer).Read(stream);
        Network.ParametersChanged();
    }

    /// <summary>Goes on from a checkpoint in a file, see <see cref="LoadCheckpoint(Stream)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be read; neither parameters nor trainer have changed.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another network, optimiser or element type, of an unknown version, or damaged; neither parameters nor trainer have changed.</exception>
    public void LoadCheckpoint(string path)
    {
        using FileStream stream = RegularFile.OpenRead(path);
        LoadCheckpoint(stream);
    }
}
