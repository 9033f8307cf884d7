namespace LinearGen.Tool.Timing;

/// <summary>The results of a <see cref="TimingPlan"/>.</summary>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Vectors">The vectors that kernels compute with.</param>
/// <param name="Series">In the order of the plan's rows; LinearGen's first.</param>
/// <param name="Notes">Reasons why something was not timed.</param>
internal sealed record TimingResult(string Runtime, string Vectors, IReadOnlyList<TimedSeries> Series, IReadOnlyList<string> Notes);

/// <summary>A library's calls with one number of rows.</summary>
/// <param name="Rows">Rows of a call.</param>
/// <param name="Library">The library.</param>
/// <param name="Minimum">The fastest round, in nanoseconds per call.</param>
/// <param name="Median">The median of the rounds, in nanoseconds per call.</param>
/// <param name="Rounds">The number of rounds.</param>
/// <param name="Bytes">Bytes on the managed heap per call.</param>
internal sealed record TimedSeries(int Rows, string Library, double Minimum, double Median, int Rounds, double Bytes);
