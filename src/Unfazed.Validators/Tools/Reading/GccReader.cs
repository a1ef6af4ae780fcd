using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Reading.Builds;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines as GCC prints them, <c>path:line:column: error: text [rule]</c>, the column and the rule optional, on either stream; errors also
/// without a line, of a file or of a program (<c>collect2: error: text</c>); paths may be addresses, as Kotlin has them (<c>e: file:///A.kt:1:2 text</c>); other lines are passed over (GNU Coding Standards, Formatting
/// Error Messages). The errors of a linker, those of make, CMake and Meson in their own files, and the forms of Microsoft's compiler are read too. Lines and columns count from 1.
/// </summary>
/// <param name="isExitCertain">Whether the exit code is that of the build tool itself.</param>
internal sealed partial class GccReader(bool isExitCertain = false) : IOutputReader
{
    // Of these the first that is no count of the findings is looked for.
    private const int MaxOthers = 100;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var others = new List<string>();
        var folders = new MakeFolders(output);
        var linker = new LinkerLines(output);
        var build = new BuildFileLines(output);
        var stated = new StatedFailures(output, isExitCertain);
        var program = new CargoTarget("");
        string? broken = null;
        bool IsOther(string line)
        {
            stated.Take(line);
            program.Take(line);
            broken ??= Broken().IsMatch(line) ? line : null;
            return !build.Take(line) && !linker.Take(line);
        }

        var end = Collect(GccDialects.Rewritten(output.ErrorLines).Where(IsOther), output, findings, others, folders);
        stated.EndStream(isError: true);
        var panic = Panic(program, output);
        program = new CargoTarget("");
        end = end.Or(Collect(GccDialects.Rewritten(output.Lines).Where(IsOther), output, findings, others, folders));
        stated.EndStream(isError: false);
        panic ??= Panic(program, output);
        findings.AddRange(build.Findings);
        findings.AddRange(linker.Findings);
        if (findings.Any(static finding => finding.Severity == Severity.Error && !IsSummary(finding)))
        {
            findings.RemoveAll(IsSummary);
        }

        if ((panic ?? stated.Recipe) is { } recipe && broken is null && Errors(findings) == 0)
        {
            findings.Add(recipe);
        }

        var errors = Errors(findings);
        return new OutputReading
        {
            Extent = build.Extent.Or(end)
                .Or((stated.Stopped ?? broken) is { } stop ? Extent.Unfinished($"it said \"{OutputTail.Shorten(stop, 120)}\"") : Extent.Whole)
                .Or(stated.Counted > errors ? Extent.Counting(stated.Counted, errors) : Extent.Whole)
                .Or(ExtentOf(findings, others, output)),
            Findings = findings.ToImmutable(),
            Flaw = !output.Outcome.StandardError.IsWhole ? "standard error could not be read to the end"
                : stated.Stated is { } said && errors == 0 && broken is null ? $"it says \"{OutputTail.Shorten(said, 120)}\", and its output contains no error"
                : null,
            Failure = errors == 0 && broken is not null ? OutputTail.Shorten(broken, 400) : null,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    // A program that recovers prints more.
    private Finding? Panic(CargoTarget program, ToolOutput output) =>
        program.EndsInPanic && !(isExitCertain && output.Outcome.ExitCode is 0) && RustPanic.Place(program.Text) is { } place
            ? BuildFileLines.Finding(output, "panic", place, RustPanic.Message(program.Text) ?? "a program panicked") : null;

    // Only says that the linker or the compiler failed.
    private static bool IsSummary(Finding finding) => finding.Path is null && Summary().IsMatch(finding.Message);

    private static int Errors(ImmutableArray<Finding>.Builder findings) => findings.Count(static finding => finding.Severity == Severity.Error);

    // Warnings alone never make a compiler or what runs it fail.
    private static Extent ExtentOf(ImmutableArray<Finding>.Builder findings, List<string> others, ToolOutput output)
    {
        var line = others.Find(other => !UnaccountedLines.IsAside(other, findings.Count));
        return line is null && output.Outcome.ExitCode is not 0 && findings.All(static finding => finding.Severity != Severity.Error)
            ? Extent.Without(OutputTail.LastLine(output.ErrorExcerpt) ?? "nothing about an error")
            : Extent.Without(line);
    }

    // "fatal error" is how compilers call one after which they read no further.
    private static Extent Collect(IEnumerable<string> lines, ToolOutput output, ImmutableArray<Finding>.Builder findings, List<string> others, MakeFolders folders)
    {
        var end = Extent.Whole;
        foreach (var line in lines)
        {
            var finding = !line.Contains(": ", StringComparison.Ordinal) || Broken().IsMatch(line) ? null
                : Record().Match(line) is { Success: true } match ? (NamesFile(match, output.Paths) ? Finding(match, output, folders) : null)
                : MsvcLines.Read(line, output, folders) is { } placed ? placed
                : Whole().Match(line) is { Success: true } whole && !NoErrors().IsMatch(whole.Groups["text"].Value) ? WholeFinding(whole, output)
                : null;
            if (finding is not null)
            {
                findings.Add(finding);
                end = line.Contains(": fatal error", StringComparison.Ordinal) ? end.Or(Extent.StoppedAt(finding)) : end;
            }
            else if (others.Count < MaxOthers && !UnaccountedLines.IsAside(line, found: 0))
            {
                others.Add(line);
            }
        }

        return end;
    }

    // What has the form of a place and is none: "2024-01-01 10:20:30: error: x", "localhost:8080: error: refused".
    private static bool NamesFile(Match match, FindingPaths paths)
    {
        var name = match.Groups["path"].Value;
        var isOdd = name.Contains(' ', StringComparison.Ordinal) || (!match.Groups["column"].Success && Host().IsMatch(name));
        return !isOdd || paths.Exists(paths.Resolve(name));
    }

    // The name is a program's where no file bears it; one with a space in it is a sentence then. A success prints what it likes, so that the name must be one of a compiler there.
    private static Finding? WholeFinding(Match match, ToolOutput output)
    {
        var name = match.Groups["name"].Value;
        var path = name.Length == 0 ? null : output.Paths.Resolve(name);
        var isFile = output.Paths.Exists(path);
        var isKnown = name.Length == 0 || isFile || (!name.Contains(' ', StringComparison.Ordinal) && (output.Outcome.ExitCode is not 0 || BuildPrograms.Has(name)));
        return !isKnown ? null : new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = Severity.Error,
            Message = isFile || name.Length == 0 ? match.Groups["text"].Value : $"{name}: {match.Groups["text"].Value}",
            Path = isFile ? path : null,
        };
    }

    private static Finding Finding(Match match, ToolOutput output, MakeFolders folders)
    {
        var (path, message) = output.Paths.Place(folders.Within(match.Groups["path"].Value), match.Groups["text"].Value);
        var line = Position.Of(match.Groups["line"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = match.Groups["severity"].Value switch { "error" or "fatal error" or "sorry, unimplemented" or "e" => Severity.Error, "warning" or "w" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }

    [GeneratedRegex(@"^(?<path>(file://)?[^\s:][^:]*?):(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9}))?: (?<severity>fatal error|error|warning|note|info|style|sorry, unimplemented): (?<text>.*?)( +\[(?<rule>[^\]\s]{1,120})\])?$|^(?<severity>[ew]): (?<path>file://[^:]+):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}):? (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // A name without a suffix, an IPv4 address, or a name below a domain that no source file has for its suffix.
    [GeneratedRegex(@"^([A-Za-z0-9_-]+|[0-9]{1,3}(\.[0-9]{1,3}){3}|([A-Za-z0-9-]+\.)+(com|org|net|io|dev|local|internal|localhost))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Host();

    // The compiler broke down, or the machine had too little memory for it: neither says anything about the code.
    [GeneratedRegex(@"^([^\s:][^:]*: *([0-9]+:([0-9]+:)? )?internal compiler error: .*|[^\s:]+: fatal error: Killed signal terminated program .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Broken();

    // "Summary: error: 0, warning: 2".
    [GeneratedRegex("^0( *[,;|] *[A-Za-z ]+[:=] *[0-9]+)*[.)]?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NoErrors();

    [GeneratedRegex(@"^([^\s:]+: (ld returned [0-9]+ exit status|linker command failed with exit code .*|symbol\(s\) not found .*)|could not compile .*|aborting due to .*|too many errors emitted, stopping now)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    // "error: text" and rustc's "error[E0425]: text" name nothing.
    [GeneratedRegex(@"^((?<name>[^\s:][^:]*): )?(fatal error|error)(\[(?<rule>[A-Z]*[0-9]{1,9})\])?: (?<text>.*?)( +\[(?<rule>[^\]\s]{1,120})\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
