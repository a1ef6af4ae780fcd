using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Microsoft Azure: connection strings, application secrets, and keys with the sign of their service.</summary>
internal static class AzureForms
{
    private const string Rule = "detect-azure-key";
    private const int DevOpsLength = 84;
    private const int MaxBehindDevOps = 8;

    private static readonly System.Buffers.SearchValues<byte> OfEntra = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-"u8);

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rule, "Azure account key", "AccountKey="u8, Key(86, "=="u8.ToArray())),
        Of(Rule, "Azure shared access key", "SharedAccessKey="u8, Key(43, "="u8.ToArray())),
        Of(Rule, "Microsoft Entra application secret", "7Q~"u8, Entra),
        Of(Rule, "Microsoft Entra application secret", "8Q~"u8, Entra),
        Of(Rule, "Azure DevOps access token", "AZDO"u8, DevOps),
    ];

    // So many bytes in base64.
    private static TokenMatch Key(int length, byte[] padding) => (text, _, end) =>
        Run(text, end, Base64) == length + padding.Length && text.Slice(end, length).IndexOf((byte)'=') < 0
        && Continues(text, end + length, padding) && IsGenerated(text.Slice(end, length))
            ? new(end, end + length + padding.Length)
            : null;

    // Three characters and a digit stand before its sign, 31 to 34 behind it.
    private static SecretPlace? Entra(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, OfEntra, 40);
        var first = start - 3;
        return first >= 0 && run is >= 31 and <= 34 && text[first..start].IndexOfAnyExcept(OfEntra) < 0 && StartsAt(text, first) && IsGenerated(text.Slice(end, run)) ? new(first, end + run) : null;
    }

    private static SecretPlace? DevOps(ReadOnlySpan<byte> text, int start, int end)
    {
        var before = RunBefore(text, start, Alphanumeric, DevOpsLength);
        var behind = Run(text, end, Alphanumeric, MaxBehindDevOps);
        return before + (end - start) + behind == DevOpsLength && behind <= MaxBehindDevOps && IsGenerated(text[(start - before)..(end + behind)]) ? new(start - before, end + behind) : null;
    }
}
