namespace Unfazed.Core.Configuration;

/// <summary>Whether a repository's configuration may reach beyond the repository: name services, and what else <see cref="UnfazedConfiguration.Withheld"/> can hold.</summary>
public enum TrustState
{
    /// <summary>It asks for nothing of the kind.</summary>
    NotNeeded,

    /// <summary>Nobody has said so: what it asks for does not count.</summary>
    Untrusted,

    /// <summary>It was trusted as it was; it has changed since, and does not count until somebody looks at it again.</summary>
    Changed,

    /// <summary>It is trusted as it is now.</summary>
    Trusted,
}
