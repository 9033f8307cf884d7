namespace ControlLoop;

/// <summary>
/// The plant: an arm that turns in a vertical plane, moved by a motor at its joint. Gravity pulls at it, the joint rubs,
/// and the motor's torque follows the command with some delay. The controller knows none of these numbers.
/// </summary>
internal sealed class Arm
{
    /// <summary>What the motor can do, in N·m.</summary>
    public const double LargestTorque = 4;

    private const double Inertia = 0.05;        // kg·m²
    private const double Gravity = 1.2;         // N·m when the arm is level
    private const double Viscous = 0.08;        // N·m per rad/s
    private const double Coulomb = 0.15;        // N·m, against the direction of motion
    private const double CoulombRange = 0.2;    // rad/s, in which it changes its sign
    private const double MotorDelay = 0.01;     // s
    private const int Substeps = 4;             // Fine enough for the delay.

    private double _torque;
    private double _angle;
    private double _velocity;

    /// <summary>What sensors tell; the angle is 0 when the arm hangs down.</summary>
    public Motion Motion { get; private set; }

    /// <summary>Moves on by some seconds under a command in N·m.</summary>
    public void Step(double command, double seconds)
    {
        double before = _velocity;
        double h = seconds / Substeps;
        for (int step = 0; step < Substeps; step++)
        {
            _torque += h / MotorDelay * (command - _torque);
            double friction = (Viscous * _velocity) + (Coulomb * Math.Tanh(_velocity / CoulombRange));
            _velocity += h / Inertia * (_torque - (Gravity * Math.Sin(_angle)) - friction);
            _angle += h * _velocity;
        }

        Motion = new(_angle, _velocity, (_velocity - before) / seconds);
    }
}
