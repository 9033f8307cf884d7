using System.Security.Cryptography;
using LinearGen;
using ScoringService.Model;

namespace ScoringService.Serving;

/// <summary>A short name for a model's weights, made of all their bits.</summary>
internal static class Fingerprint
{
    private const int Bytes = 8;

    /// <returns>16 hexadecimal digits. It does not matter which file the weights came from, or as which type they were stored there.</returns>
    public static string Of(DigitsModel network)
    {
        // The same weights give the same bytes. Two copies of a small network; no request waits for this.
        using MemoryStream saved = new();
        Safetensors.Save(saved, network);
        byte[] hash = SHA256.HashData(saved.GetBuffer().AsSpan(0, (int)saved.Length));
        return Convert.ToHexStringLower(hash.AsSpan(0, Bytes));
    }
}
