using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Reads what <c>go vet</c> and the go command print: a finding a line, and errors of the compiler, of packages and of <c>go.mod</c>. What does not
/// compile is a finding, and its package was not vetted.
/// </summary>
internal sealed partial class GoReader : ILineReader
{
    /// <summary>The rule of what does not compile.</summary>
    public const string Compile = "compile";

    private const int LongestLine = 16 * 1024;
    private const string Result = "what it says of a package";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var collected = new Collected(output);
        foreach (var line in output.Lines.Concat(output.ErrorLines))
        {
            collected.Add(line.Length <= LongestLine ? line : line[..LongestLine]);
        }

        collected.EndImports();
        var stop = collected.Findings.FirstOrDefault(static finding => finding.Rule == Compile);
        var isStrange = collected is { Unaccounted: not null, Findings.Count: 0, Unread.Count: 0 };
        return new OutputReading
        {
            Extent = Extent.StoppedAt(stop).Or(collected.IsHeadingLast ? Extent.EndsBefore(Result) : Extent.Whole).Or(Extent.Without(collected.Unaccounted)),
            Findings = [.. Once(collected.Findings)],
            UnreadableFiles = [.. collected.Unread.Distinct(StringComparer.Ordinal)],
            Nothing = collected.HasNoPackage ? "no package here is for this system" : null,
            NothingExplainsExit = collected.HasNoPackage,
            Flaw = !output.Outcome.StandardError.IsWhole ? "standard error could not be read to the end"
                : collected is { IsHeadingLast: true, Findings.Count: 0, Failure: null } ? $"its output ends before {Result}"
                : isStrange ? $"it printed \"{OutputTail.Shorten(collected.Unaccounted!, 120)}\", which is no line of its format"
                : null,
            Failure = collected.Failure,
            ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt),
        };
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) => Accompanying().IsMatch(line) || NoPackage().IsMatch(line);

    /// <summary>Whether a message of the go command is about the network or about what was not downloaded, not about the code.</summary>
    public static bool IsAboutDownloads(string message) => Downloads().IsMatch(message);

    // The compiler and vet say the same of a place in different words.
    private static IEnumerable<Finding> Once(List<Finding> findings)
    {
        var places = new HashSet<(string?, int?, int?)>();
        return findings.Where(finding => finding.Rule != Compile || finding.Line is null || places.Add((finding.Path, finding.Line, finding.Column)));
    }

    private sealed class Collected(ToolOutput output)
    {
        private readonly List<string> _imports = [];

        public List<Finding> Findings { get; } = [];

        public List<string> Unread { get; } = [];

        public string? Failure { get; private set; }

        public bool HasNoPackage { get; private set; }

        /// <summary>Whether it ends with the name of a package, below which what is wrong with it was to stand.</summary>
        public bool IsHeadingLast { get; private set; }

        /// <summary>The first line that is no finding and says something.</summary>
        public string? Unaccounted { get; private set; }

        public void Add(string line)
        {
            IsHeadingLast = line.StartsWith("# ", StringComparison.Ordinal) || (IsHeadingLast && line.AsSpan().Trim().IsEmpty);
            if (line.Length > 0 && line[0] is '\t' or ' ')
            {
                Continue(line);
                return;
            }

            EndImports();
            if (line.AsSpan().Trim().IsEmpty || Accompanying().IsMatch(line))
            {
                return;
            }

            if (ImportedBy().IsMatch(line))
            {
                _imports.Add(line);
            }
            else if (NoPackage().IsMatch(line))
            {
                HasNoPackage = true;
            }
            else if (Unopened().Match(line) is { Success: true } unopened)
            {
                Unread.Add($"{output.Paths.Resolve(unopened.Groups["path"].Value) ?? unopened.Groups["path"].Value}: {unopened.Groups["message"].Value}");
            }
            else if (OwnRefusal(line) is { } own)
            {
                Findings.Add(own);
            }
            else if (IsAboutDownloads(line) || Refusal().IsMatch(line))
            {
                Failure ??= OutputTail.Shorten(line.Trim(), 400);
            }
            else if (Names().Match(line) is { Success: true } names)
            {
                Findings.Add(Finding($"{names.Groups["folder"].Value}/{names.Groups["file"].Value}", names.Groups["message"].Value, Compile));
            }
            else if (Record().Match(line) is { Success: true } match)
            {
                Findings.Add(Placed(match));
            }
            else
            {
                Unaccounted ??= line;
            }
        }

        /// <summary>Makes a finding of a chain of imports that could not be followed: the go command looked at nothing beside it.</summary>
        public void EndImports()
        {
            if (_imports.Count == 0)
            {
                return;
            }

            var last = _imports[^1];
            var reason = last.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0 ? colon : last.Length;
            _imports[^1] = last[..reason];
            var why = reason < last.Length ? FolderOfMachine().Replace(last[(reason + 2)..], "") : "it could not be imported";
            Findings.Add(Finding("", $"{why}: {string.Join(" ", _imports)}", Compile));
            _imports.Clear();
        }

        // What the go command refuses because files of the repository contradict each other: nobody else can fix it.
        private Finding? OwnRefusal(string line)
        {
            if (Unkept().Match(line) is { Success: true } unkept)
            {
                return Refused("go.mod", unkept.Groups["message"].Value);
            }

            return NoModule().Match(line) is { Success: true } module && output.Paths.Resolve(module.Groups["path"].Value) is { } inside
                ? Refused("go.work", $"{inside}: {module.Groups["message"].Value}")
                : null;
        }

        private Finding Refused(string file, string said)
        {
            var (path, message) = output.Paths.PlaceUpwards(file, said);
            return new Finding { Tool = output.Tool, Rule = Compile, Severity = Severity.Error, Message = message, Path = path };
        }

        // The compiler's "have" and "want", the command that adds a module, or the next package of a chain.
        private void Continue(string line)
        {
            if (_imports.Count > 0)
            {
                _imports.Add(line.Trim());
            }
            else if (Findings.Count > 0)
            {
                Findings[^1] = Findings[^1] with { Message = OutputTail.Shorten($"{Findings[^1].Message} {line.Trim()}", 2000) };
            }
            else
            {
                Unaccounted ??= line;
            }
        }

        private Finding Placed(Match match)
        {
            var message = match.Groups["message"].Value.Trim();
            var raw = match.Groups["path"].Value;
            var isCompile = match.Groups["vet"].Success || raw.EndsWith("go.mod", StringComparison.Ordinal) || raw.EndsWith("go.work", StringComparison.Ordinal) || Compiler().IsMatch(message);
            var line = Position.Of(match.Groups["line"].Value);
            return Finding(raw, message, isCompile ? Compile : "") with { Line = line, Column = line is null ? null : Position.Of(match.Groups["column"].Value) };
        }

        private Finding Finding(string raw, string said, string rule)
        {
            var (path, message) = output.Paths.Place(raw, said);
            return new Finding { Tool = output.Tool, Rule = rule, Severity = rule == Compile ? Severity.Error : SeverityWords.Of(null), Message = message, Path = path };
        }
    }

    // Assembly, C, generated files, go.mod and go.work have places as well.
    [GeneratedRegex(@"^(?<vet>vet: )?(?<path>[^:#\s][^:]*\.[A-Za-z]+):(?<line>[0-9]{1,9}):((?<column>[0-9]{1,9}):)? (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // "#" begins a package's name; the go command tells what it fetches; make prints the command.
    [GeneratedRegex(@"^(# .*|([^ ]*/)?go (build|test|vet)( .*)?|go: (downloading|finding|extracting|warning:) .*|go: errors parsing .*:|exit status [0-9]+|too many errors|note: module requires Go .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Accompanying();

    [GeneratedRegex("^no packages to vet$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NoPackage();

    [GeneratedRegex("^package [^ ]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ImportedBy();

    [GeneratedRegex(@"^open (?<path>[^:]+): (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unopened();

    [GeneratedRegex(@"^(?<message>found packages [^ ]+ \([^)]+\) and [^ ]+ \((?<file>[^)]+)\)) in (?<folder>.+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();

    // The chain names the package already.
    [GeneratedRegex(" in /.+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FolderOfMachine();

    // Of an imported package the compiler's own words are shown, without vet's mark.
    [GeneratedRegex(@"^(syntax error: |undefined: |undeclared name: |cannot use |missing return|invalid operation: |assignment mismatch: |too (many|few) |not enough |expected |no required module provides |import cycle |initialization (cycle|loop) |invalid recursive type |illegal cycle |duplicate (case|key|argument|method|field) |cannot (assign to|range over|infer|convert|call|embed|find package) |label .* (not defined|not declared|defined and not used|declared (and|but) not used)|.* (is not in a loop|not in for)|func (init|main) must have no |could not determine (kind of|what) |pattern .*: (no matching files found|cannot embed)|expression in (defer|go) must be |non-name |no new variables |first argument to |undefined symbol|.* (is not used|is not a constant|is not constant|overflows|truncated)$|.* (declared (and|but) not used|imported and not used|redeclared in this block|undefined \(type .*|is not a type|is not in (GOROOT|std).*)( .*)?$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Compiler();

    [GeneratedRegex("^go: ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();

    // A vendor folder that does not match ("inconsistent vendoring") stays an error of the set-up: it is what "go mod vendor" fetched last.
    [GeneratedRegex(@"^go: (?<message>updates to go\.mod needed)( in .*|; .*|, but .*)?:?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unkept();

    // Go 1.18 to 1.20, and later ones.
    [GeneratedRegex(@"^go: (open (?<path>.+/go\.mod)|cannot load module (?<path>[^ ]+) listed in go\.work file: open .+): (?<message>no such file or directory)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NoModule();

    [GeneratedRegex(@"dial tcp|module lookup disabled|missing go\.sum entry|: Get ""https?://|connection refused|no such host", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Downloads();
}
