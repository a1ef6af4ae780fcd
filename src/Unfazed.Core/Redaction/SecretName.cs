using System.Buffers;
using System.Text;

namespace Unfazed.Core.Redaction;

/// <summary>Says of a name (of a variable, of a key in JSON) whether what it holds looks like a secret.</summary>
internal static class SecretName
{
    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "APIKEY", "ACCESSKEY", "PRIVATEKEY", "ACCOUNTKEY", "MNEMONIC"],
        StringComparison.Ordinal);

    private static readonly string[] Passwords = ["PASS", "PWD", "PW"];

    // PGPASS, SSHPASS: no word of its own.
    private static readonly string[] NoPasswords = ["BYPASS", "COMPASS", "TRESPASS", "ENCOMPASS", "UNDERPASS"];

    private static readonly string[] Hinting =
    [
        "AUTH", "AUTHORIZATION", "PAT", "JWT", "DSN", "COOKIE", "SALT", "SIGNATURE", "SIG", "BEARER", "API", "WEBHOOK", "SEED", "OTP", "TOTP", "LICENSE",
        "P12", "PFX", "PKCS12", "JKS", "BASE64", "B64", "KUBECONFIG", "CERT",
    ];

    // What stands at the end of a name that speaks of the secret and does not hold it.
    private static readonly string[] About =
    [
        "FILE", "PATH", "DIR", "NAME", "URL", "URI", "HOST", "PORT", "SOCK", "USER", "USERNAME", "TYPE", "MODE", "ALGORITHM", "TIMEOUT", "TTL", "EXPIRY", "LENGTH", "PARALLELISM",
        "COUNT", "VERSION", "FORMAT", "PREFIX", "SUFFIX",
    ];

    // Keys that open nothing.
    private static readonly string[] Harmless = ["CACHE", "PROJECT", "PUBLIC", "PRIMARY", "FOREIGN", "SORT", "PARTITION", "GROUP", "ROUTING", "GPG", "COMPOSE", "HOST", "KNOWN"];

    // The shell's own, always set, always a path.
    private static readonly string[] Folders = ["PWD", "OLDPWD", "INIT_CWD"];

    /// <summary>How much the name of a variable promises.</summary>
    public static SecretPromise OfVariable(string name) => Array.IndexOf(Folders, name) >= 0 ? SecretPromise.None : Of(name);

    /// <summary>How much a name promises: of a key, an option or a variable.</summary>
    public static SecretPromise Of(string name)
    {
        var words = Words(name);
        var isAbout = words.Length > 1 && Array.IndexOf(About, words[^1]) >= 0;
        if (string.Concat(words).AsSpan().ContainsAny(Telling) || IsKey(words) || IsPassword(words) || (words.Contains("SEED", StringComparer.Ordinal) && words.Length > 1 && words[0] is "OTP" or "TOTP" or "WALLET"))
        {
            return isAbout ? SecretPromise.Weak : SecretPromise.Strong;
        }

        return name.Contains("KEY", StringComparison.OrdinalIgnoreCase) || words.Intersect(Hinting).Any() ? SecretPromise.Weak : SecretPromise.None;
    }

    /// <summary>Whether a name is of something that holds a user and a password.</summary>
    public static bool IsLogin(string name) => Words(name).Intersect(["AUTH", "LOGIN", "CREDENTIALS", "USERPWD", "USERPASS", "BASIC", "NETRC", "PGPASS"]).Any();

    private static bool IsPassword(string[] words) => words.Intersect(Passwords).Any()
        || words.Any(static word => word.Length > 4 && word.EndsWith("PASS", StringComparison.Ordinal) && Array.IndexOf(NoPasswords, word) < 0);

    private static bool IsKey(string[] words) => words is [.., var what, "KEY"] && Array.IndexOf(Harmless, what) < 0;

    // SERVICE_KEY, service-key, ServiceKey, serviceKey: two words.
    private static string[] Words(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var isBeginning = at > 0 && char.IsAsciiLetterUpper(name[at]) && char.IsAsciiLetterLower(name[at - 1]);
            words.Append(isBeginning ? "_" : "").Append(char.ToUpperInvariant(name[at]));
        }

        return words.ToString().Split('_', '-', '.', ' ', ':');
    }
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
