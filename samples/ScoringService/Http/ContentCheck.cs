using Microsoft.Net.Http.Headers;

namespace ScoringService.Http;

/// <summary>The check of a request's headers: a body is JSON in UTF-8, and not compressed.</summary>
internal static class ContentCheck
{
    /// <returns>Why the body is not read; null if it is.</returns>
    public static Rejection? Check(HttpRequest request)
    {
        if (!request.HasJsonContentType() || !IsUtf8(request.ContentType))
        {
            return Unsupported("content-type", $"The content type is '{request.ContentType}'; expected 'application/json', in UTF-8.");
        }

        return request.Headers.ContentEncoding.All(static coding => coding is null or "" or "identity")
            ? null
            : Unsupported("content-encoding", $"The content encoding is '{request.Headers.ContentEncoding}'; expected none.");
    }

    private static bool IsUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Rejection Unsupported(string reason, string detail) => new(StatusCodes.Status415UnsupportedMediaType, reason, detail);
}
