using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>Variables of the environment as parts of a key. Their values stand there as digests: one may be a secret.</summary>
internal static class KeyVariables
{
    private const int Digits = 16;

    // What interpreters, compilers and package managers read. Absent ones are no part: one that comes is a difference.
    private static readonly ImmutableArray<string> Everybodys =
    [
        "PYTHON*", "MYPYPATH", "MYPY_*", "VIRTUAL_ENV", "NODE_OPTIONS", "NODE_PATH", "NODE_ENV", "NODE_EXTRA_CA_CERTS", "DOTNET_*", "MSBUILD*", "NUGET_*", "GOFLAGS", "GOOS", "GOARCH",
        "GO111MODULE", "CGO_ENABLED", "GOWORK", "GOPATH", "RUSTFLAGS", "RUSTUP_TOOLCHAIN", "CARGO_*", "CLIPPY_*", "RUBYOPT", "RUBYLIB", "BUNDLE_*", "GEM_*", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES",
        "LANGUAGE", "TZ", "GIT_CONFIG_*",
    ];

    /// <summary>The variables that count for everybody, and these.</summary>
    /// <param name="environment">Our environment, which children inherit.</param>
    /// <param name="more">Names; <c>NAME_*</c> for all that begin so.</param>
    /// <param name="root">The root: where a value names it, it is no path of this machine.</param>
    public static IEnumerable<KeyPart> Of(ProcessEnvironment environment, ImmutableArray<string> more, string root)
    {
        var patterns = Everybodys.AddRange(more);
        return environment.Variables.Where(pair => patterns.Any(pattern => Fits(pattern, pair.Key)))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new KeyPart(KeyPartKind.Variable, pair.Key, Digest(pair.Value, root)));
    }

    /// <summary>A variable that our configuration sets; null for one that it takes away.</summary>
    public static KeyPart Own(string name, string? value, string root) => new(KeyPartKind.Setting, $"env {name}", value is null ? KeyPart.Absent : Digest(value, root));

    private static bool Fits(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : name == pattern;

    private static string Digest(string value, string root) => CacheKey.Hex(RootWord.Replace(value, root))[..Digits];
}
