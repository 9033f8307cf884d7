namespace DataParallel;

/// <summary>A pendulum on a cart that a force pushes: the simulation that rows of the data set are made by.</summary>
internal static class Cart
{
    /// <summary>Sine and cosine of the angle, its speed, the cart's speed, the force.</summary>
    public const int Inputs = 5;

    /// <summary>The changes of angle, its speed, the cart's position and its speed.</summary>
    public const int Outputs = 4;

    private const double Duration = 0.1;
    private const int Steps = 20;
    private const double Gravity = 9.81;
    private const double CartMass = 1;
    private const double PendulumMass = 0.3;
    private const double Length = 0.5;
    private const double Friction = 0.1;

    /// <summary>Makes a row, a function of its number: every process that asks gets the same.</summary>
    /// <param name="number">The row's number, 0 or more.</param>
    /// <param name="x">[Inputs]: overwritten.</param>
    /// <param name="targets">[Outputs]: overwritten.</param>
    public static void MakeRow(long number, Span<float> x, Span<float> targets)
    {
        ulong state = (ulong)number;
        double angle = Draw(ref state, Math.PI), angleSpeed = Draw(ref state, 6), speed = Draw(ref state, 2), force = Draw(ref state, 10);
        State start = new(angle, angleSpeed, 0, speed), end = start;
        for (int step = 0; step < Steps; step++)
        {
            end = RungeKutta(end, force, Duration / Steps);
        }

        x[0] = (float)Math.Sin(angle);
        x[1] = (float)Math.Cos(angle);
        x[2] = (float)(angleSpeed / 6);
        x[3] = (float)(speed / 2);
        x[4] = (float)(force / 10);
        targets[0] = (float)(end.Angle - start.Angle);
        targets[1] = (float)((end.AngleSpeed - start.AngleSpeed) / 6);
        targets[2] = (float)end.Position;
        targets[3] = (float)((end.Speed - start.Speed) / 2);
    }

    private static State RungeKutta(State at, double force, double step)
    {
        State first = Derivative(at, force);
        State second = Derivative(at.Plus(first, step / 2), force);
        State third = Derivative(at.Plus(second, step / 2), force);
        State fourth = Derivative(at.Plus(third, step), force);
        return at.Plus(first, step / 6).Plus(second, step / 3).Plus(third, step / 3).Plus(fourth, step / 6);
    }

    private static State Derivative(State at, double force)
    {
        (double sine, double cosine) = Math.SinCos(at.Angle);
        double mass = CartMass + PendulumMass;
        double pushed = (force - (Friction * at.Speed) + (PendulumMass * Length * at.AngleSpeed * at.AngleSpeed * sine)) / mass;
        double angular = ((Gravity * sine) - (cosine * pushed)) / (Length * ((4.0 / 3) - (PendulumMass * cosine * cosine / mass)));
        return new(at.AngleSpeed, angular, at.Speed, pushed - (PendulumMass * Length * angular * cosine / mass));
    }

    /// <summary>A number of −limit … limit (splitmix64): unlike Random, rows cost no object and no start.</summary>
    private static double Draw(ref ulong state, double limit)
    {
        state += 0x9E3779B97F4A7C15;
        ulong bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        return (((bits >> 11) * (2.0 / (1UL << 53))) - 1) * limit;
    }

    private readonly record struct State(double Angle, double AngleSpeed, double Position, double Speed)
    {
        public State Plus(State change, double factor) =>
            new(Angle + (factor * change.Angle), AngleSpeed + (factor * change.AngleSpeed), Position + (factor * change.Position), Speed + (factor * change.Speed));
    }
}
