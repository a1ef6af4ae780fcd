namespace Unfazed.Core.Orchestration;

/// <summary>The name under which a breaker is kept: what it guards, of which repository.</summary>
/// <param name="Kind">Whether it guards a service or a tool.</param>
/// <param name="Name">The service's or the check's name.</param>
/// <param name="Identity">Of a tool: a digest of its program, command and configuration. Empty for a service.</param>
/// <param name="Root">The root of the repository, absolute.</param>
internal sealed record BreakerName(BreakerKind Kind, string Name, string Identity, string Root)
{
    private const char Separator = ':';

    /// <summary>The key in the store; reads back with <see cref="TryParse"/>.</summary>
    public string Key => Kind == BreakerKind.Service
        ? string.Join(Separator, "service", Uri.EscapeDataString(Name), Root)
        : string.Join(Separator, "check", Uri.EscapeDataString(Name), Identity, Root);

    /// <summary>Reads a key; null for one that is none of ours, such as a newer version may write.</summary>
    public static BreakerName? TryParse(string key)
    {
        var parts = key.Split(Separator, 4);
        return parts switch
        {
            ["check", var name, var identity, var root] => new BreakerName(BreakerKind.Tool, Uri.UnescapeDataString(name), identity, root),
            ["service", var name, ..] => new BreakerName(
                BreakerKind.Service, Uri.UnescapeDataString(name), "", key[("service".Length + name.Length + 2)..]),
            _ => null,
        };
    }
}

/// <summary>What a breaker guards.</summary>
internal enum BreakerKind
{
    /// <summary>A service that checks depend on.</summary>
    Service,

    /// <summary>One tool, as it is configured here.</summary>
    Tool,
}
