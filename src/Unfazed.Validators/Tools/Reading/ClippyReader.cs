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
    private const string BuildScriptRule = "build-script";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var messages = CargoMessages.Read(output);
        var findings = messages.Findings;
        var isFailed = output.Outcome.ExitCode is not 0 || messages.HasSucceeded == false;
        var hasStopped = AddOutsideOfCode(findings, output, isFailed);
        var missing = RustToolchain.Missing(output.ErrorExcerpt) ?? messages.MissingTarget;
        var error = output.ErrorLines.FirstOrDefault(static line => line.StartsWith("error", StringComparison.Ordinal));
        return new OutputReading
        {
            Extent = ExtentOf(output, messages, isFailed, error),
            Findings = missing is null ? [.. findings.Distinct()] : [],
            UnreadableFiles = [.. findings.Where(static finding => finding.Rule == Clippy.Syntax).Select(static finding => $"{finding.Path}: {finding.Message}").Distinct(StringComparer.Ordinal)],
            Missing = missing?.What,
            Remedy = missing?.Remedy,
            Flaw = messages.Flaw ?? (hasStopped || messages.HasSucceeded is not null ? null : "cargo's messages have no end (build-finished): it needs --message-format json"),
            Failure = isFailed && findings.Count == 0 ? Reason(output, messages, error) : null,
            ToolError = error is null ? OutputTail.LastLine(output.ErrorExcerpt) : OutputTail.Shorten(error.Trim(), 400),
        };
    }

    // What cargo says on standard error alone. Returns whether it stopped before it compiled anything, and then it says nothing of an end.
    private static bool AddOutsideOfCode(List<Finding> findings, ToolOutput output, bool isFailed)
    {
        var before = findings.Count;
        if (output.ErrorLines.Any(static line => Lock().IsMatch(line)))
        {
            findings.Add(Placed("Cargo.lock", null, null, LockRule, "Cargo.lock is not up to date with the manifests: run cargo update --workspace", output));
        }

        if (isFailed && CargoManifest.Find(output.ErrorLines) is { IsToolchain: false } manifest)
        {
            findings.Add(Placed(manifest.Path, manifest.Line, manifest.Column, ManifestRule, manifest.Message, output));
        }

        var hasStopped = findings.Count > before;
        if (isFailed && CargoBuildScript.Find(output.ErrorLines) is { IsLocal: true } script)
        {
            findings.Add(Placed(script.File, script.Line, script.Column, BuildScriptRule, script.Message, output));
        }

        return hasStopped;
    }

    private static Finding Placed(string file, int? line, int? column, string rule, string said, ToolOutput output)
    {
        var (path, message) = output.Paths.PlaceUpwards(file, said);
        var isThere = output.Paths.Exists(path) || rule is not BuildScriptRule;
        return new Finding { Tool = output.Tool, Rule = rule, Severity = Severity.Error, Message = message, Path = isThere ? path : null, Line = isThere ? line : null, Column = isThere ? column : null };
    }

    // Cargo compiles nothing that depends on a crate with an error, a denied lint included, and after the first error it starts nothing new.
    private static Extent ExtentOf(ToolOutput output, CargoMessages messages, bool isFailed, string? error)
    {
        var stop = messages.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error && (isFailed || IsOfCompiler(finding.Rule)));
        if (stop is not null)
        {
            return Extent.StoppedAt(stop);
        }

        var beside = output.ErrorLines.FirstOrDefault(static line => Errors().Match(line) is { Success: true } match && !CargoMessages.IsCount(match.Groups["text"].Value));
        return (messages.HasSucceeded == false ? Extent.Unfinished($"cargo states that the build failed: {OutputTail.Shorten(Reason(output, messages, error) ?? "", 200)}") : Extent.Whole)
            .Or(Extent.Without(messages.Unplaced ?? beside))
            .Or(output.Outcome.ExitCode is 0 ? Extent.Whole : Extent.Without(error ?? "nothing about an error"));
    }

    private static string? Reason(ToolOutput output, CargoMessages messages, string? error)
    {
        var reason = messages.Unplaced ?? CargoBuildScript.Find(output.ErrorLines)?.Message
            ?? (error is null ? null : CargoManifest.Cause(output.ErrorLines) is { } cause ? $"{error.Trim()}: {cause}" : error.Trim())
            ?? (messages.HasSucceeded == false ? "cargo states that the build failed, and its messages contain no error" : null);
        return reason is null ? null : OutputTail.Shorten(reason, 400);
    }

    // What the compiler says about types and names, and about syntax: no lint inspects such a crate.
    private static bool IsOfCompiler(string rule) =>
        rule is Clippy.Syntax or LockRule or ManifestRule || (rule.Length > 1 && rule[0] == 'E' && !rule.AsSpan(1).ContainsAnyExceptInRange('0', '9'));

    [GeneratedRegex(@"^error(\[E[0-9]+\])?: (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Errors();

    [GeneratedRegex("^error: (the lock file .* needs to be updated but --locked|cannot (update|create) the lock file .* because --locked)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Lock();
}
