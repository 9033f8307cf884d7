using LinearGen;

namespace ControlLoop;

[LinearLayer(In = 8, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden1;

[LinearLayer(In = 16, Out = 16, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class Hidden2;

[LinearLayer(In = 16, Out = 1, Bias = true)]
internal sealed partial class Torque;

/// <summary>
/// The arm turned round: from the motion now and the motion a moment later to the command that leads from the one to
/// the other. The attribute writes the network; this part says what its inputs are.
/// </summary>
[Sequential(typeof(Hidden1), typeof(Hidden2), typeof(Torque))]
internal sealed partial class InverseModel
{
    /// <summary>Writes a pair of motions as one row of inputs.</summary>
    public static void Describe(Motion now, Motion later, Span<float> x)
    {
        Describe(now, x[..(In / 2)]);
        Describe(later, x[(In / 2)..]);
    }

    // A network learns fastest from inputs of about −1 … 1; the divisors are what the swing reaches.
    private static void Describe(Motion motion, Span<float> x)
    {
        (double sin, double cos) = Math.SinCos(motion.Angle);
        x[0] = (float)sin;
        x[1] = (float)cos;
        x[2] = (float)(motion.Velocity / 5);
        x[3] = (float)(motion.Acceleration / 25);
    }
}
