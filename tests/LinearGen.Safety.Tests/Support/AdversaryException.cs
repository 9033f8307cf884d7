namespace LinearGen.Safety.Tests.Support;

/// <summary>What the adversary's own callbacks throw: it must come out as it went in.</summary>
public sealed class AdversaryException : Exception;
