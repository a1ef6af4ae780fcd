using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Validators.Secrets;

/// <summary>A form of secret that its issuer documents.</summary>
/// <param name="Rule">The rule that finds it.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Prefix">A fixed part of it, or of what stands before it: 3 bytes or more.</param>
/// <param name="Match">Decides whether a secret is at a place where the prefix is.</param>
internal sealed record TokenForm(string Rule, string Name, byte[] Prefix, TokenMatch Match)
{
    /// <summary>How severe a finding is.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>What to do.</summary>
    public string Advice { get; init; } = "Revoke it: a committed secret is public";

    /// <summary>Whether it finds any value in such a place: a form that names the service is preferred.</summary>
    public bool IsGeneral { get; init; }

    /// <summary>Whether it opens nothing but a service's test mode: documentation shows such keys on purpose.</summary>
    public bool IsForTests { get; init; }

    public static TokenForm Of(string rule, string name, ReadOnlySpan<byte> prefix, TokenMatch match) => new(rule, name, prefix.ToArray(), match);
}

/// <summary>Decides whether a secret is at a place. Reads a bounded part of the text.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Where the prefix begins.</param>
/// <param name="end">Behind the prefix.</param>
internal delegate SecretPlace? TokenMatch(ReadOnlySpan<byte> text, int start, int end);

/// <summary>Where a secret is, in bytes.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SecretPlace(int Start, int End)
{
    /// <summary>What identifies the secret in place of the text of its line: a hash, from which nobody gets it back.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether a passphrase protects it.</summary>
    public bool IsEncrypted { get; init; }
}
