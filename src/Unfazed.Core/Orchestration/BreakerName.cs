namespace Unfazed.Core.Orchestration;

/// <summary>The name under which a breaker is kept: what it guards, and of which repository or at which address.</summary>
/// <param name="Kind">Whether it guards a service or a tool.</param>
/// <param name="Name">The service's or the check's name.</param>
/// <param name="Identity">Of a tool: a digest of its program, command and configuration. Of a defined service: its address, without credentials. Else empty.</param>
/// <param name="Root">The root of the repository, absolute; empty for a defined service, which is the same for all of a user's repositories.</param>
public sealed record BreakerName(BreakerKind Kind, string Name, string Identity, string Root)
{
    private const char Separator = ':';

    /// <summary>The key in the store; reads back with <see cref="TryParse"/>.</summary>
    public string Key => Kind switch
    {
        BreakerKind.Service => string.Join(Separator, "service", Uri.EscapeDataString(Name), Root),
        BreakerKind.Endpoint => string.Join(Separator, "endpoint", Uri.EscapeDataString(Name), Identity),
        _ => string.Join(Separator, "check", Uri.EscapeDataString(Name), Identity, Root),
    };

    /// <summary>Reads a key; null for one that is none of ours, such as a newer version may write.</summary>
    public static BreakerName? TryParse(string key)
    {
        var parts = key.Split(Separator, 4);
        return parts switch
        {
            ["check", var name, var identity, var root] => new BreakerName(BreakerKind.Tool, Uri.UnescapeDataString(name), identity, root),
            ["service", var name, _, ..] => new BreakerName(
                BreakerKind.Service, Uri.UnescapeDataString(name), "", key[("service".Length + name.Length + 2)..]),
            ["endpoint", var name, _, ..] => new BreakerName(
                BreakerKind.Endpoint, Uri.UnescapeDataString(name), key[("endpoint".Length + name.Length + 2)..], ""),
            _ => null,
        };
    }
}

/// <summary>What a breaker guards.</summary>
public enum BreakerKind
{
    /// <summary>A service that checks depend on, as this repository alone sees it: nobody defines it, or the repository is not trusted.</summary>
    Service,

    /// <summary>A service that the user or a trusted repository defines, at its address.</summary>
    Endpoint,

    /// <summary>One tool, as it is configured here.</summary>
    Tool,
}
