namespace LinearGen.Generator;

/// <summary>The names of the pipelines' steps, for tests of the steps that an edit repeats.</summary>
internal static class TrackingNames
{
    /// <summary>The step from an attribute to a specification and diagnostics.</summary>
    public const string Parse = "LinearLayer.Parse";

    /// <summary>The specifications of right declarations.</summary>
    public const string Spec = "LinearLayer.Spec";

    /// <summary>The diagnostics of wrong declarations.</summary>
    public const string Diagnostics = "LinearLayer.Diagnostics";
}
