using System.Text;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads what <c>go test</c> prints (Go 1.14 and later), as text or with <c>-json</c>: failed tests, panics, races, and what does not compile. The
/// lines of the compiler and of the go command are read as <see cref="GoReader"/> reads them.
/// </summary>
/// <param name="isExitCertain">Whether the exit code is that of the go command.</param>
internal sealed partial class GoTestReader(bool isExitCertain = false) : IOutputReader
{
    private const int MaxBuildCharacters = 1024 * 1024;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "go test");
        var packages = new Dictionary<string, GoTestLines>(StringComparer.Ordinal);
        var build = new StringBuilder();
        var (isBuild, hasBuild, hasCompiler, hasHeading, endsInHeading) = (false, false, false, false, false);
        foreach (var printed in log.Bounded(output.Lines))
        {
            var isEvent = GoTestEvent.TryRead(printed, out var happened);
            hasBuild |= happened is { IsBuild: true };
            if (happened is { IsBuild: false, Package: not null })
            {
                Of(packages, happened.Package, log).TakeEvent(happened);
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
                    endsInHeading = happened is null && Heading().IsMatch(line) && !Of(packages, null, log).IsInTest;
                    hasHeading |= endsInHeading;
                    Append(build, line);
                }
                else
                {
                    endsInHeading &= line.Length == 0;
                    Of(packages, happened?.Package, log).Take(line, happened?.Package);
                }
            }
        }

        // What tests print on standard error, go prints on its standard output.
        var (hasNothing, endsInExit) = (false, false);
        foreach (var line in log.Bounded(output.ErrorLines))
        {
            hasNothing |= line == "no packages to test";
            endsInHeading = Heading().IsMatch(line) || (endsInHeading && line.AsSpan().Trim().IsEmpty);
            hasHeading |= endsInHeading;
            endsInExit = Exit().IsMatch(line) || (endsInExit && line.AsSpan().Trim().IsEmpty);
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

        // Also what was built after the tests, or what does not compile where the output was cut before its "FAIL".
        var hasPassed = isExitCertain && output.Outcome.ExitCode is 0;
        built ??= hasHeading && !hasPassed && Compile(output, build.ToString()) is var left && DoesNotCompile(left, endsInHeading) ? left : null;
        log.StatesFailure = endsInExit && !hasPassed ? true : null;
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
        log.StatesFailure = packages.Any(static package => package.StatesFailure) ? true : log.StatesFailure;
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
            Flaw = hasError || built.Failure is not null || hasNothing ? null : tested.Flaw ?? (built.Extent.IsStop ? built.Flaw : null),
            Nothing = hasNothing ? "no package to test is here" : tested.Nothing,
            NothingExplainsExit = hasNothing,
        };
    }

    // The C compiler's and the linker's warnings stand below the same heading where a build succeeds.
    private static bool DoesNotCompile(OutputReading built, bool endsInHeading) => built.Findings.IsEmpty ? endsInHeading && built.Extent.IsStop
        : built.Findings.Any(static finding => finding.Rule == GoReader.Compile && !finding.Message.StartsWith("warning:", StringComparison.Ordinal));

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

    // "# ex.org/a/p [ex.org/a/p.test]"
    [GeneratedRegex(@"^# [^\s]+( \[[^\]]+\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex("^exit status [1-9][0-9]{0,2}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Exit();
}
