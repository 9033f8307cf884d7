namespace LinearGen.CodeFixes;

/// <summary>The diagnostics that have a fix. A test holds the list to what the generator reports.</summary>
internal static class DiagnosticIds
{
    public const string NotPartial = "LG0001";
    public const string OuterNotPartial = "LG0002";
    public const string SizeMissing = "LG0003";
    public const string Static = "LG0010";
    public const string Abstract = "LG0011";
    public const string Record = "LG0012";
    public const string FileLocal = "LG0013";
    public const string SlopeWithoutUse = "LG0022";
    public const string StageSizeMissing = "LG0023";
    public const string ActivationMissing = "LG0025";
    public const string UnusableSlope = "LG0026";
    public const string DoesNotFit = "LG0101";
    public const string MixedPrecision = "LG0104";
    public const string NotWholeRows = "LG1001";
    public const string RowCountsDiffer = "LG1002";
    public const string ParameterCount = "LG1003";
    public const string LabelsForTargets = "LG1008";
}
