using System.Buffers;

namespace Unfazed.Core.Redaction;

/// <summary>Says of a name (of a variable, of a key in JSON) whether what it holds looks like a secret.</summary>
internal static class SecretName
{
    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Hinting = ["AUTH", "AUTHORIZATION", "PASS", "PWD", "PAT", "JWT", "DSN", "COOKIE", "SALT", "SIGNATURE", "BEARER"];

    // What stands at the end of a name that speaks of the secret and does not hold it.
    private static readonly string[] About =
        ["FILE", "PATH", "DIR", "NAME", "URL", "URI", "HOST", "PORT", "SOCK", "USER", "TYPE", "MODE", "ALGORITHM", "TIMEOUT", "TTL", "EXPIRY", "LENGTH", "PARALLELISM"];

    // Keys that open nothing.
    private static readonly string[] Harmless = ["CACHE", "PROJECT", "PUBLIC", "PRIMARY", "FOREIGN", "SORT", "PARTITION", "GROUP", "ROUTING", "GPG", "COMPOSE"];

    // The shell's own, always set, always a path.
    private static readonly string[] Folders = ["PWD", "OLDPWD"];

    /// <summary>How much a name promises.</summary>
    public static SecretPromise Of(string name)
    {
        if (Array.IndexOf(Folders, name) >= 0)
        {
            return SecretPromise.None;
        }

        var words = name.ToUpperInvariant().Split('_', '-', '.', ' ');
        var isAbout = words.Length > 1 && Array.IndexOf(About, words[^1]) >= 0;
        if (name.AsSpan().ContainsAny(Telling) || IsKey(words))
        {
            return isAbout ? SecretPromise.Weak : SecretPromise.Strong;
        }

        return name.Contains("KEY", StringComparison.OrdinalIgnoreCase) || words.Intersect(Hinting).Any() ? SecretPromise.Weak : SecretPromise.None;
    }

    private static bool IsKey(string[] words) => words is [.., var what, "KEY"] && Array.IndexOf(Harmless, what) < 0;
}

/// <summary>How much a name says about its value.</summary>
internal enum SecretPromise
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It may be a secret: only a value that looks random is one.</summary>
    Weak,

    /// <summary>It is a secret unless the value can't be one.</summary>
    Strong,
}
