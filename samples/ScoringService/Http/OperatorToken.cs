using System.Security.Cryptography;
using System.Text;

namespace ScoringService.Http;

/// <summary>The secret that an operator's requests carry. Addresses and headers of proxies prove nothing: every proxy adds others, or none.</summary>
internal sealed class OperatorToken(ServiceOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _hash = options.ReloadToken is { } token ? Hash(token) : null;

    /// <summary>Whether there is one; without, operators' requests are refused.</summary>
    public bool IsSet => _hash is not null;

    /// <summary>Whether a request carries it, compared in a time that tells nothing about it.</summary>
    public bool IsIn(HttpRequest request) =>
        _hash is not null
        && request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..]), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
