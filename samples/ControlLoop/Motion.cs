namespace ControlLoop;

/// <summary>How something turns at one moment: its angle in rad, and the first and second derivative of that.</summary>
internal readonly record struct Motion(double Angle, double Velocity, double Acceleration);
