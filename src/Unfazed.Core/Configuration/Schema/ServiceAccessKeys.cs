using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys of a service that say how it is reached: credentials and a proxy. No message and no listing shows a secret.</summary>
internal static class ServiceAccessKeys
{
    private const int MaxLength = 16 * 1024;

    /// <summary>The address of a service.</summary>
    public static readonly Shape<ServiceAddress> Address = new ScalarShape<ServiceAddress>
    {
        Expected = ServiceAddress.Expected,
        Parse = static (node, _) => ServiceAddress.TryParse(node.Text, out var address, out var error) ? address : new Wrong(error),
        Format = static address => address.ToString(),
        Schema = static (writer, _) => Shapes.WritePattern(writer, ServiceAddress.Pattern),
    };

    // They describe the request itself, which Unfazed writes.
    private static readonly ImmutableHashSet<string> OwnHeaders = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    private static readonly Shape<string> Token = Secret("a token of visible ASCII characters", static character => character is > ' ' and < '\x7f');

    private static readonly Shape<string> HeaderValue = Secret("the value of a header: visible ASCII characters and spaces", static character => character is >= ' ' and < '\x7f');

    private static readonly Shape<string> SecretFile = Shapes.Checked("the absolute path of a file", static (text, _) =>
        Path.IsPathFullyQualified(text) && !text.Contains('\0', StringComparison.Ordinal) ? text : new Wrong($"{Quoted.Of(text)} is not an absolute path"));

    private static readonly TableShape<string> HeaderTable = new("a mapping of headers", static (key, _) => HeaderProblem(key), HeaderValue)
    {
        KeySchema = static (writer, _) => writer.WriteString("pattern", "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"),
    };

    /// <summary>The keys, for entries under <c>services</c>.</summary>
    public static ImmutableArray<Key<ServiceSettings>> All { get; } =
    [
        Of("token", "Of questdb and prometheus: a bearer token. token_file keeps it out of this file.", Token, static access => access.Token, static (access, value) => access with { Token = value }),
        Of("token_file", "Of questdb and prometheus: a file that holds the bearer token, read at each call.", SecretFile, static access => access.TokenFile, static (access, value) => access with { TokenFile = value }),
        Of("password_file", "Of questdb and prometheus: a file that holds the password of the user in the address, read at each call.", SecretFile, static access => access.PasswordFile, static (access, value) => access with { PasswordFile = value }),
        Of(
            "headers",
            "Of questdb and prometheus: further headers of each request, by their names.",
            HeaderTable,
            static access => access.Headers is { } headers ? TableEntries.Of(headers) : null,
            static (access, value) => access with { Headers = TableEntries.ToSetting(value) }),
        Of("proxy", "Of questdb and prometheus: the HTTP proxy on the way; none by default, not even that of the environment.", Address, static access => access.Proxy, static (access, value) => access with { Proxy = value }),
    ];

    /// <summary>The variables that say the same for a service. A token that is given replaces where a weaker source has one.</summary>
    public static IEnumerable<Key<UnfazedConfiguration>> VariablesOf(string service) =>
    [
        Variable("token", service, Token, static (access, value) => access with { Token = value, TokenFile = null }),
        Variable("token-file", service, SecretFile, static (access, value) => access with { TokenFile = value, Token = null }),
        Variable("password-file", service, SecretFile, static (access, value) => access with { PasswordFile = value }),
        Variable("proxy", service, Address, static (access, value) => access with { Proxy = value }),
    ];

    private static ValueKey<ServiceSettings, T> Of<T>(string name, string description, Shape<T> shape, Func<ServiceAccess, Setting<T>?> get, Func<ServiceAccess, Setting<T>, ServiceAccess> set) => new(name, description, shape)
    {
        Get = service => get(service.Access),
        Set = (service, value) => service with { Access = set(service.Access, value) },
    };

    private static Key<UnfazedConfiguration> Variable<T>(string name, string service, Shape<T> shape, Func<ServiceAccess, Setting<T>, ServiceAccess> set) =>
        ServiceKeys.Variable($"services-{service}-{name}", service, shape, (settings, value) => settings with { Access = set(settings.Access, value) });

    private static string? HeaderProblem(string name) =>
        !name.All(static character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal)) || name.Length == 0 ? $"{Quoted.Of(name)} cannot be the name of a header"
        : OwnHeaders.Contains(name) ? $"{Quoted.Of(name)} is written by Unfazed itself"
        : null;

    private static ScalarShape<string> Secret(string expected, Func<char, bool> isAllowed) => new()
    {
        Expected = expected,
        Parse = (node, _) => node.Text.Length is > 0 and <= MaxLength && node.Text.All(isAllowed) && node.Text.Trim().Length == node.Text.Length ? node.Text : new Wrong($"not {expected}"),
        Format = static _ => "***",
        Schema = static (writer, _) => Shapes.WriteText(writer),
    };
}
