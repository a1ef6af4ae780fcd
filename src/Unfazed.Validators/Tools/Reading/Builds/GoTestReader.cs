using System.Text;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads what <c>go test</c> prints (Go 1.14 and later), as text or with <c>-json</c>: failed tests, panics, races, and what does not compile. The
/// lines of the compiler and of the go command are read as <see cref="GoReader"/> reads them.
/// </summary>
internal sealed partial class GoTestReader : IOutputReader
{
    private const int MaxBuildCharacters = 1024 * 1024;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "go test");
        var packages = new Dictionary<string, GoTestLines>(StringComparer.Ordinal);
        var build = new StringBuilder();
        var (isBuild, hasBuild, hasCompiler) = (false, false, false);
        foreach (var printed in log.Bounded(output.Lines))
        {
            var isEvent = GoTestEvent.TryRead(printed, out var happened);
            hasBuild |= happened is { IsBuild: true };
            if (happened is { IsBuild: false, Package: not null })
            {
                Of(packages, happened.Package, log).TakeEvent(happened.IsEnd);
            }

            if (isEvent && happened is null or { Text: null })
            {
                continue;
            }

            foreach (var line in (happened?.Text?.TrimEnd('\n') ?? printed).Split('\n'))
            {
                isBuild = happened?.IsBuild ?? (line.StartsWith("# ", StringComparison.Ordinal) || (isBuild && Compiler().IsMatch(line)));
                if (isBuild)
                {
                    hasCompiler = true;
                    Append(build, line);
                }
                else
                {
                    Of(packages, happened?.Package, log).Take(line, happened?.Package);
                }
            }
        }

        // What tests print on standard error, go prints on its standard output.
        var hasNothing = false;
        foreach (var line in log.Bounded(output.ErrorLines))
        {
            hasNothing |= line == "no packages to test";
            Append(build, line);
        }

        foreach (var package in packages.Values)
        {
            package.End();
        }

        // A pipe may have lost the exit code, and then what does not compile says so alone.
        var broken = packages.Values.SelectMany(static package => package.Broken).ToList();
        var isBuildAlone = hasCompiler && packages.Values.All(static package => package.Packages == 0);
        var built = output.Outcome.ExitCode is 0 && broken.Count == 0 && !hasBuild && !isBuildAlone ? null : Compile(output, build.ToString());
        if (built is { Findings.IsEmpty: true, Failure: null } && broken.Count > 0)
        {
            broken.ForEach(package => log.Add(LogPlace.None, Severity.Error, "compile", $"{package} does not compile"));
        }

        return Joined(Tested(log, [.. packages.Values]), log.HasError, built, hasNothing);
    }

    private static OutputReading Tested(BuildLog log, IReadOnlyList<GoTestLines> packages)
    {
        if (packages.Any(static package => package.Packages > 0) && log is { Tests: null, HasError: false } && packages.All(static package => package.WithoutTests == package.Packages))
        {
            log.Nothing = "no test ran";
        }

        const string result = "the result of a package";
        var isCutOff = packages.Any(static package => package.IsCutOff);
        log.Extent = packages.SelectMany(static package => package.Broken).FirstOrDefault() is { } broken ? Extent.EndedIn(broken)
            : log.Extent.Or(isCutOff ? Extent.EndsBefore(result) : Extent.Whole);
        log.StatesFailure = packages.Any(static package => package.StatesFailure) ? true : null;
        var read = log.ToReading();
        return isCutOff && !log.HasError ? read with { Flaw = read.Flaw ?? $"its output ends before {result}" } : read;
    }

    private static OutputReading Joined(OutputReading tested, bool hasTestError, OutputReading? built, bool hasNothing)
    {
        if (built is null)
        {
            return tested;
        }

        var hasError = hasTestError || !built.Findings.IsEmpty;
        return tested with
        {
            Findings = [.. built.Findings, .. tested.Findings],
            Extent = built.Findings.IsEmpty ? tested.Extent : built.Extent.Or(tested.Extent),
            Failure = hasError ? null : built.Failure,
            UnreadableFiles = built.UnreadableFiles,
            Flaw = hasError || built.Failure is not null || hasNothing ? null : tested.Flaw,
            Nothing = hasNothing ? "no package to test is here" : tested.Nothing,
            NothingExplainsExit = hasNothing,
        };
    }

    private static GoTestLines Of(Dictionary<string, GoTestLines> packages, string? package, BuildLog log)
    {
        if (!packages.TryGetValue(package ?? "", out var lines))
        {
            lines = new GoTestLines(log);
            packages.Add(package ?? "", lines);
        }

        return lines;
    }

    private static void Append(StringBuilder build, string line)
    {
        if (build.Length < MaxBuildCharacters && line is not ("no packages to test" or "FAIL") && !line.EndsWith("matched no packages", StringComparison.Ordinal))
        {
            build.Append(line).Append('\n');
        }
    }

    private static OutputReading Compile(ToolOutput output, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var captured = new CapturedOutput(bytes, default, bytes.Length, ReachedEnd: true);
        return new GoReader().Read(new ToolOutput(output.Tool, output.Outcome with { ExitCode = 1, StandardOutput = captured, StandardError = CapturedOutput.Empty }, output.Paths));
    }

    [GeneratedRegex(@"^(\t.*|[^\s:]+\.[A-Za-z]+:[0-9]+(:[0-9]+)?: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Compiler();
}
