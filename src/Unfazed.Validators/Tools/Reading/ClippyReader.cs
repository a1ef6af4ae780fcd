using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Cargo's JSON messages, one a line (https://doc.rust-lang.org/cargo/reference/external-tools.html). Lines and columns count from 1, the end
/// is exclusive. A message that several targets of a package give is one finding.
/// </summary>
internal sealed partial class ClippyReader : IOutputReader
{
    private const string LockRule = "lock-file";
    private const string ManifestRule = "manifest";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? flaw = null;
        string? unplaced = null;
        var hasEnd = false;
        foreach (var line in output.Lines)
        {
            if (line is not ['{', ..])
            {
                continue;
            }

            using var document = JsonOutput.Parse(Encoding.UTF8.GetBytes(line), out var broken);
            flaw ??= broken;
            var root = document?.RootElement ?? default;
            hasEnd |= root.Text("reason") == "build-finished";
            if (root.Text("reason") != "compiler-message")
            {
                continue;
            }

            var message = root.Get("message");
            if (Finding(message, output) is { } finding)
            {
                findings.Add(finding);
            }
            else if (message.Text("level")?.StartsWith("error", StringComparison.Ordinal) == true && message.Text("message") is { } text && !IsCount(text))
            {
                unplaced ??= text;
            }
        }

        if (output.ErrorLines.Any(static line => Lock().IsMatch(line)))
        {
            hasEnd = true;
            findings.Add(OutdatedLock(output));
        }

        if (output.Outcome.ExitCode is not 0 && CargoManifest.Find(output.ErrorLines) is { IsToolchain: false } manifest)
        {
            hasEnd = true;
            findings.Add(InManifest(manifest, output));
        }

        var missing = RustToolchain.Missing(output.ErrorExcerpt);
        var error = output.ErrorLines.FirstOrDefault(static line => line.StartsWith("error", StringComparison.Ordinal));
        var beside = output.ErrorLines.FirstOrDefault(static line => Errors().Match(line) is { Success: true } match && !IsCount(match.Groups["text"].Value));
        var stop = findings.FirstOrDefault(static finding => finding.Severity == Severity.Error && (IsOfCompiler(finding.Rule) || finding.Rule is LockRule or ManifestRule));
        return new OutputReading
        {
            Extent = Extent.StoppedAt(stop)
                .Or(Extent.Without(unplaced ?? beside))
                .Or(output.Outcome.ExitCode is 0 || findings.Any(static finding => finding.Severity == Severity.Error) ? Extent.Whole : Extent.Without(error ?? "nothing about an error")),
            Findings = [.. findings.Distinct()],
            UnreadableFiles = [.. findings.Where(static finding => finding.Rule == Clippy.Syntax).Select(static finding => $"{finding.Path}: {finding.Message}").Distinct(StringComparer.Ordinal)],
            Missing = missing?.What,
            Remedy = missing?.Remedy,
            Flaw = flaw ?? (hasEnd ? null : "cargo's messages have no end (build-finished): it needs --message-format json"),
            Failure = findings.Count == 0 && output.Outcome.ExitCode is not 0 && error is not null ? OutputTail.Shorten(unplaced ?? (CargoManifest.Cause(output.ErrorLines) is { } cause ? $"{error.Trim()}: {cause}" : error.Trim()), 400) : null,
            ToolError = error is null ? OutputTail.LastLine(output.ErrorExcerpt) : OutputTail.Shorten(error.Trim(), 400),
        };
    }

    // Cargo stops before it compiles anything.
    private static Finding OutdatedLock(ToolOutput output)
    {
        var (path, message) = output.Paths.PlaceUpwards("Cargo.lock", "Cargo.lock is not up to date with the manifests: run cargo update --workspace");
        return new Finding { Tool = output.Tool, Rule = LockRule, Severity = Severity.Error, Message = message, Path = path };
    }

    private static Finding InManifest(CargoManifest manifest, ToolOutput output)
    {
        var (path, message) = output.Paths.PlaceUpwards(manifest.Path, manifest.Message);
        return new Finding { Tool = output.Tool, Rule = ManifestRule, Severity = Severity.Error, Message = message, Path = path, Line = manifest.Line, Column = manifest.Column };
    }

    // What the compiler says about types and names, and about syntax: no lint looks at such a crate, or at what depends on it.
    private static bool IsOfCompiler(string rule) => rule == Clippy.Syntax || (rule.Length > 1 && rule[0] == 'E' && !rule.AsSpan(1).ContainsAnyExceptInRange('0', '9'));

    // A count of what was said before, by the compiler or by cargo.
    private static bool IsCount(string text) =>
        text.StartsWith("aborting due to", StringComparison.Ordinal) || text.StartsWith("could not compile", StringComparison.Ordinal) || text.StartsWith("build failed", StringComparison.Ordinal) ||
        text.StartsWith("Compilation failed", StringComparison.Ordinal);

    [GeneratedRegex(@"^error(\[E[0-9]+\])?: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Errors();

    [GeneratedRegex("^error: (the lock file .* needs to be updated but --locked|cannot (update|create) the lock file .* because --locked)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Lock();

    // What has no place is none.
    private static Finding? Finding(JsonElement message, ToolOutput output)
    {
        var span = message.Items("spans").FirstOrDefault(static span => span.Get("is_primary").ValueKind == JsonValueKind.True);
        if (span.Text("file_name") is not { } raw)
        {
            return null;
        }

        var code = message.Get("code").Text("code");
        var severity = SeverityWords.Of(message.Text("level"));
        var (path, text) = output.Paths.PlaceUpwards(raw, message.Text("message") ?? "");
        return new Finding
        {
            Tool = output.Tool,
            Rule = code ?? (severity == Severity.Error ? Clippy.Syntax : ""),
            Severity = severity,
            Message = text,
            Path = path,
            Line = span.Number("line_start", 1),
            Column = span.Number("column_start", 1),
            EndLine = span.Number("line_end", 1),
            EndColumn = span.Number("column_end", 1),
            Url = code is not null && code.StartsWith("clippy::", StringComparison.Ordinal) && code.AsSpan(8).IndexOfAnyExceptInRange('_', 'z') < 0
                ? $"https://rust-lang.github.io/rust-clippy/stable/index.html#{code[8..]}" : null,
        };
    }
}
