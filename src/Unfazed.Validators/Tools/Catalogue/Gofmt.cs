using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary><c>gofmt</c>, the formatter of Go. Expected where a module is: Go has no other layout.</summary>
internal static partial class Gofmt
{
    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "gofmt",
        TestedVersion = "1.19.8",
        Dimension = Dimension.Format,
        Role = "formatter",
        Language = "Go",
        Files = Languages.Go,
        Evidence = [new ManifestEvidence("go.mod")],
        LookUp = new LookUp { Program = "gofmt" },
        Scope = CheckScope.File,

        // Files are named, since it would walk into vendor and testdata.
        Arguments = static _ => ["-l", "{files}"],
        Exits = ExitTable.Linter.With(ExitMeaning.StoppedEarly, 2),
        Reader = new LineReader(new LineFormat { Record = Record, Unread = Unread, OnlyOutput = true, NamesFilesOnly = true, Rule = "format", Message = "not formatted as gofmt has it" }),

        // It has no option for its version.
        VersionArguments = [],
        Package = new Package { Debian = "golang-go", Otherwise = "get Go from https://go.dev/dl/" },
        Fix = new ToolFix(FixKind.Formatter, static _ => ["-l", "-w", "{files}"]),
        FixSuggestion = "gofmt -w .",
    };

    [GeneratedRegex("^(?<path>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    [GeneratedRegex(@"^((?<path>[^:]+):[0-9]+:[0-9]+|(open|stat|lstat|read) (?<path>[^:]+)): (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();
}
