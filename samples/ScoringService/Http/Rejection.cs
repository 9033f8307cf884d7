namespace ScoringService.Http;

/// <summary>Why a request is not scored.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">A word for the metrics.</param>
/// <param name="Detail">A sentence for the sender.</param>
internal sealed record Rejection(int Status, string Reason, string Detail)
{
    public static Rejection BadRequest(string reason, string detail) => new(StatusCodes.Status400BadRequest, reason, detail);
}
