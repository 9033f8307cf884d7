using LinearGen;

namespace ControlLoop;

/// <summary>
/// Keeps the arm on its swing. The command is what the network says the swing needs, plus a weak feedback of what is
/// left of the error. After every command the network learns from what past commands did.
/// </summary>
/// <remarks>
/// The network is asked about the desired motion and never about the arm's, so that it is no part of the feedback loop:
/// while it knows nothing it may be of no use, but it cannot make the loop unstable.
/// </remarks>
internal sealed class Controller
{
    private const double Stiffness = 4;         // N·m per rad
    private const double Damping = 0.4;         // N·m per rad/s
    private const int LookAhead = 5;            // Ticks. The motor answers late, so the network has to see what comes.
    private const int BatchSize = 8;
    private const double LearningRate = 2e-3;

    private readonly Random _random;
    private readonly InverseModel _model = new();
    private readonly Trainer<InverseModel> _trainer;
    private readonly Memory _memory = new(LookAhead);
    private readonly float[] _y = new float[InverseModel.Out];
    private readonly float[] _x = new float[BatchSize * InverseModel.In];
    private readonly float[] _commands = new float[BatchSize];

    public Controller(int seed)
    {
        _random = new Random(seed);
        _model.Initialize(_random);
        _trainer = new(_model, Loss.MeanSquared, new Adam(LearningRate), maxBatch: BatchSize);
    }

    /// <summary>The command in N·m for the arm as it is at a time, which is then remembered.</summary>
    /// <param name="arm">What the sensors tell.</param>
    /// <param name="time">In seconds.</param>
    /// <param name="tick">How long a command is kept, in seconds.</param>
    /// <param name="withNetwork">Whether the network takes part and learns.</param>
    public double Step(Motion arm, double time, double tick, bool withNetwork)
    {
        Motion desired = Swing.At(time);
        double command = (Stiffness * (desired.Angle - arm.Angle)) + (Damping * (desired.Velocity - arm.Velocity));
        if (withNetwork)
        {
            Span<float> x = _x.AsSpan(0, InverseModel.In);
            InverseModel.Describe(desired, Swing.At(time + (LookAhead * tick)), x);
            _model.Forward(x, _y);
            command += _y[0];
        }

        command = Math.Clamp(command, -Arm.LargestTorque, Arm.LargestTorque);
        _memory.Add(arm, command);
        if (withNetwork)
        {
            _memory.Draw(_random, _x, _commands);
            _trainer.Step(_x, _commands);
        }

        return command;
    }
}
