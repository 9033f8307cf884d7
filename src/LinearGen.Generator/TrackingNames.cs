namespace LinearGen.Generator;

/// <summary>The names of the pipelines' steps, for tests that look at what was computed again.</summary>
internal static class TrackingNames
{
    /// <summary>Attribute to specification and diagnostics.</summary>
    public const string Parse = "LinearLayer.Parse";

    /// <summary>The specifications of right declarations.</summary>
    public const string Spec = "LinearLayer.Spec";

    /// <summary>What is wrong with the others.</summary>
    public const string Diagnostics = "LinearLayer.Diagnostics";
}
