namespace ControlLoop;

/// <summary>
/// What the arm did in the last two seconds, and under which commands. To learn from a draw of these, and not just from
/// the present moment, keeps the network from forgetting one end of the swing while the arm is at the other.
/// </summary>
/// <param name="lookAhead">Ticks from the motion now to the motion later in what is drawn.</param>
internal sealed class Memory(int lookAhead)
{
    private const int Capacity = 1000;

    private readonly (Motion Motion, double Command)[] _moments = new (Motion, double)[Capacity];
    private long _count;

    /// <summary>Remembers a motion and the command that was given in it.</summary>
    public void Add(Motion motion, double command) => _moments[_count++ % Capacity] = (motion, command);

    /// <summary>Fills a mini-batch with moments at random: what the arm did, and the command that made it.</summary>
    public void Draw(Random random, Span<float> x, Span<float> commands)
    {
        long oldest = Math.Max(0, _count - Capacity);
        for (int row = 0; row < commands.Length; row++)
        {
            long now = random.NextInt64(oldest, _count - lookAhead);
            (Motion motion, double command) = _moments[now % Capacity];
            Motion later = _moments[(now + lookAhead) % Capacity].Motion;
            InverseModel.Describe(motion, later, x.Slice(row * InverseModel.In, InverseModel.In));
            commands[row] = (float)command;
        }
    }
}
