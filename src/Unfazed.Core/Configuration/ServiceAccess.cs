using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>What a service wants to see of its callers, and the way to it. What is shown of it never holds a secret.</summary>
public sealed record ServiceAccess
{
    /// <summary>A bearer token: visible ASCII.</summary>
    public Setting<string>? Token { get; init; }

    /// <summary>The absolute path of a file whose content is the token. It is read at each call, so that a token that is rotated counts at once.</summary>
    public Setting<string>? TokenFile { get; init; }

    /// <summary>The absolute path of a file whose content is the password of the user that the address names. It is read at each call.</summary>
    public Setting<string>? PasswordFile { get; init; }

    /// <summary>Further headers by their names.</summary>
    public Setting<ImmutableDictionary<string, string>>? Headers { get; init; }

    /// <summary>The HTTP proxy in between; null for none. Proxies of the environment are never used.</summary>
    public Setting<ServiceAddress>? Proxy { get; init; }

    /// <summary>The part that may be sent to an address that a repository names, or through its proxy: never a secret out of the user's own file.</summary>
    internal ServiceAccess WithoutSecretsOfUser() => this with
    {
        Token = Unless(Token),
        TokenFile = Unless(TokenFile),
        PasswordFile = Unless(PasswordFile),
        Headers = Unless(Headers),
    };

    private static Setting<T>? Unless<T>(Setting<T>? setting) => setting?.Source.Origin == SettingOrigin.UserFile ? null : setting;
}
