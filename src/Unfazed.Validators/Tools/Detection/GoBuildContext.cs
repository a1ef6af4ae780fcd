using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>The system that the go command builds for, and its tags (go help buildconstraint).</summary>
internal sealed class GoBuildContext
{
    private static readonly FrozenSet<string> Systems = FrozenSet.ToFrozenSet(
        ["aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> NotUnix = FrozenSet.ToFrozenSet(["js", "nacl", "plan9", "wasip1", "windows", "zos"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Architectures = FrozenSet.ToFrozenSet(
        [
            "386", "amd64", "amd64p32", "arm", "arm64", "arm64be", "armbe", "loong64", "mips", "mips64", "mips64le", "mips64p32", "mips64p32le", "mipsle", "ppc", "ppc64", "ppc64le", "riscv", "riscv64",
            "s390", "s390x", "sparc", "sparc64", "wasm",
        ], StringComparer.Ordinal);

    private readonly string _system;
    private readonly string _architecture;
    private readonly bool _isCgo;
    private readonly FrozenSet<string> _tags;

    /// <summary>Takes what decides about it.</summary>
    /// <param name="variable">The value of a variable of the go command's process; null where it is not set.</param>
    /// <param name="arguments">Its arguments, which may set tags.</param>
    public GoBuildContext(Func<string, string?> variable, ImmutableArray<string> arguments)
    {
        _system = variable("GOOS") is { Length: > 0 } system ? system : OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        _architecture = variable("GOARCH") is { Length: > 0 } architecture ? architecture : ArchitectureOfMachine();
        _isCgo = variable("CGO_ENABLED") != "0";
        _tags = Tags([.. (variable("GOFLAGS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), .. arguments]).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Whether a tag of a build constraint is satisfied.</summary>
    public bool Has(string tag) => tag switch
    {
        "gc" => true,
        "cgo" => _isCgo,
        "unix" => !NotUnix.Contains(_system),
        _ when tag.StartsWith("go1.", StringComparison.Ordinal) => true,
        _ => IsSystem(tag) || tag == _architecture || _tags.Contains(tag),
    };

    /// <summary>Whether the name of a file, such as <c>a_windows_amd64_test.go</c>, lets it be built.</summary>
    public bool Admits(ReadOnlySpan<char> name)
    {
        if (name is ['_' or '.', ..])
        {
            return false;
        }

        var stem = name[..(name.IndexOf('.') is var dot and >= 0 ? dot : name.Length)].ToString();
        var parts = stem.Split('_')[1..];
        parts = parts is [.., "test"] ? parts[..^1] : parts;
        return parts switch
        {
            [.., var system, var architecture] when Systems.Contains(system) && Architectures.Contains(architecture) => IsSystem(system) && architecture == _architecture,
            [.., var last] when Systems.Contains(last) => IsSystem(last),
            [.., var last] when Architectures.Contains(last) => last == _architecture,
            _ => true,
        };
    }

    // Android is a Linux, illumos a Solaris and iOS a Darwin.
    private bool IsSystem(string name) => name == _system || (_system, name) is ("android", "linux") or ("illumos", "solaris") or ("ios", "darwin");

    private static string ArchitectureOfMachine() => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Ppc64le => "ppc64le",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> Tags(ImmutableArray<string> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index].TrimStart('-');
            var value = word.StartsWith("tags=", StringComparison.Ordinal) ? word["tags=".Length..]
                : word.StartsWith("build-tags=", StringComparison.Ordinal) ? word["build-tags=".Length..]
                : word is "tags" or "build-tags" && index + 1 < words.Length ? words[index + 1]
                : "";
            foreach (var tag in value.Split([',', ' ', '\'', '"'], StringSplitOptions.RemoveEmptyEntries))
            {
                yield return tag;
            }
        }
    }
}
