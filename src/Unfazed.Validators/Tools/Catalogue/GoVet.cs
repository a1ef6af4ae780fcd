using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>go vet</c> (Go 1.17 and later): what Go itself thinks wrong. Expected where a module is, unless a linter is configured.</summary>
internal static partial class GoVet
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "go-vet",
        TestedVersion = "1.19.8",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Go",
        Files = Languages.Go,
        Evidence = [new ManifestEvidence("go.mod")],
        LookUp = new LookUp { Program = "go" },
        Scope = CheckScope.Project,
        Arguments = static _ => ["vet", "./..."],
        AddedArgumentsAt = 1,

        // 2 until Go 1.21, then 1; 1 is also what the go command says of itself.
        Exits = ExitTable.Linter.With(ExitMeaning.Findings, 2),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, Failure = Failure, Accompanying = Accompanying }),
        VersionArguments = ["version"],
        Package = new Package { Debian = "golang-go", Otherwise = "get Go from https://go.dev/dl/" },
        Network = true,
        OfflineEnvironment = ImmutableDictionary<string, string?>.Empty.Add("GOPROXY", "off").Add("GOSUMDB", "off").Add("GOTOOLCHAIN", "local"),
    };

    [GeneratedRegex(@"^(?<path>[^:#\s][^:]*\.[A-Za-z]+):(?<line>[0-9]{1,9}):((?<column>[0-9]{1,9}):)? (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // Assembly, C and generated files are vetted as well. "#" begins a package's name; the go command tells what it fetches.
    [GeneratedRegex("^(# .*|go: (downloading|finding|extracting) .*|exit status [0-9]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accompanying();

    // What does not parse or type-check is not vetted.
    [GeneratedRegex(@"^(vet: (?<path>[^:]+\.go):[0-9]+(:[0-9]+)?|open (?<path>[^:]+)): (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    [GeneratedRegex(@"^(?<message>(go: (errors|cannot|module|updates|go\.mod|no |.*: reading ).*)|.*(dial tcp|module lookup disabled|missing go\.sum entry|: Get ""https?://).*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();
}
