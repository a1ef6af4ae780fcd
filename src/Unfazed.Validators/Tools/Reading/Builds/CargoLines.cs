using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// The lines of cargo and rustc. Cargo compiles everything before it runs the first program, so what reads as an error after that was printed by a program,
/// unless cargo itself confirms it ("could not compile").
/// </summary>
/// <param name="log">The log.</param>
/// <param name="exitCode">The exit code.</param>
/// <param name="isExitCertain">Whether it is cargo's own.</param>
internal sealed partial class CargoLines(BuildLog log, int? exitCode, bool isExitCertain)
{
    private const int MaxLines = 200;
    private const int MaxDeferred = 1000;

    private readonly CargoTestPrograms _programs = new(log, isExitCertain && exitCode is 0);
    private readonly List<string> _text = [];
    private readonly List<Action> _deferred = [];
    private (Severity Severity, string Rule, string Message)? _diagnostic;
    private bool _isRunning;
    private bool _isDocumentation;
    private bool _stopped;
    private bool _compiles;

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        if (_programs.IsPrinting)
        {
            // A test may print whatever it likes; a test of the documentation is compiled only here.
            if (_programs.IsDocumentation && Headline().Match(line) is { Success: true } inside)
            {
                _programs.Explain();
                _isDocumentation = true;
                Begin(line, inside);
                return;
            }

            _programs.Take(line);
        }
        else if (Headline().Match(line) is { Success: true } headline)
        {
            EndDiagnostic();
            Begin(line, headline);
        }
        else if (Short().Match(line) is { Success: true } brief)
        {
            EndDiagnostic();
            Begin(brief.Groups["headline"].Value, Headline().Match(brief.Groups["headline"].Value));
            _text.Add($" --> {brief.Groups["place"].Value}");
            EndDiagnostic();
        }
        else if (CargoStatus.Find(line) is { } status)
        {
            EndDiagnostic();
            TakeStatus(status);
        }
        else if (_diagnostic is not null)
        {
            TakeDetail(line);
        }
        else
        {
            TakeProgram(line);
        }
    }

    /// <summary>Takes the beginning of standard output: where standard error says what cargo does, only programs print here.</summary>
    /// <param name="hasStatus">Whether it does.</param>
    public void BeginOutput(bool hasStatus) => _isRunning = hasStatus;

    /// <summary>Takes the end of standard output, where the programs print: cargo and rustc print on standard error.</summary>
    /// <param name="hasStatus">Whether standard error says what cargo does, and so when programs run.</param>
    public void EndOutput(bool hasStatus)
    {
        EndDiagnostic();
        _programs.EndOutput();
        _isRunning &= !hasStatus;
    }

    /// <summary>Adds what is still open.</summary>
    public void End()
    {
        EndDiagnostic();
        _programs.End();
        if (exitCode is not (0 or null) && log is { HasError: false, Failure: null, Missing: null })
        {
            Confirm();
        }

        log.Extent = _stopped && log.HasError ? Extent.StoppedAt(log.FirstError) : log.Extent;

        log.OwesResult = (_compiles && !_stopped && log.Failure is null) || _programs.OwesResult;
    }

    private void Begin(string line, Match headline)
    {
        var message = headline.Groups["message"].Value;
        var severity = headline.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning;
        if (Summary().IsMatch(message))
        {
            log.IsKnown = true;
            TakeSummary(message);
        }
        else
        {
            _diagnostic = (severity, headline.Groups["rule"].Value, message);
            _text.Clear();
            _text.Add(line);
        }
    }

    private void TakeSummary(string message)
    {
        var isStop = message.StartsWith("could not ", StringComparison.Ordinal) || message.StartsWith("build failed", StringComparison.Ordinal);
        _stopped |= isStop;
        log.StatesFailure = isStop ? true : log.StatesFailure;
        if (isStop || message.StartsWith('`'))
        {
            Confirm();
        }

        if (Rerun().Match(message) is { Success: true } rerun)
        {
            _programs.Fail(rerun.Groups["target"].Value);
        }
        else if (Position.Of(Failed().Match(message).Groups["count"].Value) is { } count)
        {
            _programs.StateFailures(count);
        }
    }

    private void TakeStatus(CargoStatus status)
    {
        log.IsKnown = true;
        _compiles = status.IsCompilation || (_compiles && !status.IsRun && status.Verb != "Finished");
        _isRunning = status.IsRun;
        if (status.IsRun)
        {
            _programs.Begin(status);
        }
        else
        {
            _deferred.Clear();
        }
    }

    // A diagnostic ends at an empty line, but for what a build script or a linker printed, which is indented.
    private void TakeDetail(string line)
    {
        if (_text.Count < MaxLines && (line.StartsWith(' ') || line.StartsWith("note: ", StringComparison.Ordinal) || line.Length == 0 || Gutter().IsMatch(line) || line.StartsWith("Caused by", StringComparison.Ordinal)))
        {
            _text.Add(line);
            return;
        }

        EndDiagnostic();
        TakeProgram(line);
    }

    private void TakeProgram(string line) => _isRunning |= _programs.Take(line);

    private void EndDiagnostic()
    {
        if (_diagnostic is not { } open)
        {
            return;
        }

        var add = Read(open, [.. _text]);
        (_diagnostic, var isDeferred) = (null, _isRunning && !_isDocumentation);
        _isDocumentation = false;
        if (!isDeferred)
        {
            add();
        }
        else if (_deferred.Count < MaxDeferred)
        {
            _deferred.Add(add);
        }
    }

    private void Confirm()
    {
        _deferred.ForEach(static add => add());
        _deferred.Clear();
    }

    private Action Read((Severity Severity, string Rule, string Message) open, List<string> text)
    {
        var isError = open.Severity == Severity.Error;
        if (isError && RustToolchain.MissingTarget(text) is { } target)
        {
            return () => log.Missing ??= target;
        }

        if (isError && open.Rule.Length == 0 && text.Exists(static line => Environment().IsMatch(line)))
        {
            return () => Fail(open.Message);
        }

        if (isError && CargoManifest.Find(text) is { } manifest)
        {
            return () => TakeManifest(manifest);
        }

        if (isError && CargoBuildScript.Find(text) is { } script)
        {
            return () => TakeBuildScript(script);
        }

        return ReadDiagnostic(open, text);
    }

    private Action ReadDiagnostic((Severity Severity, string Rule, string Message) open, List<string> text)
    {
        var place = text.Select(static line => Arrow().Match(line)).FirstOrDefault(static match => match.Success) ?? RustPanic.Place(text);
        if (place is null && open.Severity == Severity.Warning)
        {
            return static () => { };
        }

        // Cargo exits with 1 where it does not understand its arguments.
        if (exitCode is 1 && place is null && open.Rule.Length == 0 && !text.Exists(static line => Cause().IsMatch(line)))
        {
            return () => Fail(open.Message);
        }

        var reason = text.Find(static line => Undefined().IsMatch(line)) ?? RustPanic.Message(text);
        var why = reason is null ? null : Undefined().Match(reason) is { Success: true } undefined ? undefined.Groups["reason"].Value : reason.Trim();
        var said = Folder().Replace(why is null ? open.Message : $"{open.Message}: {why}", "");
        var isError = open.Severity == Severity.Error;
        return () =>
        {
            _stopped |= isError;
            log.Add(Place(place), open.Severity, open.Rule.Length > 0 ? open.Rule : isError ? "compile" : "", said);
        };
    }

    private void Fail(string message) => (log.Failure, log.IsKnown) = (log.Failure ?? message, true);

    private void TakeManifest(CargoManifest manifest)
    {
        log.IsKnown = true;
        if (manifest.IsToolchain)
        {
            log.Failure ??= manifest.Message;
            return;
        }

        _stopped = true;
        log.Add(new LogPlace(manifest.Path, manifest.Line, manifest.Column), Severity.Error, "manifest", manifest.Message);
    }

    private void TakeBuildScript(CargoBuildScript script)
    {
        if (script.IsLocal)
        {
            _stopped = true;
            log.Add(new LogPlace(script.File, script.Line, script.Column), Severity.Error, "compile", script.Message);
        }
        else
        {
            Fail(script.Message);
        }
    }

    private static LogPlace Place(Match? match) => match is null ? LogPlace.None
        : new LogPlace(match.Groups["path"].Value, Position.Of(match.Groups["line"].Value), Position.Of(match.Groups["column"].Value));

    [GeneratedRegex(@"^(?<severity>error|warning)(\[(?<rule>[A-Za-z0-9:_]+)\])?: (?<message>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Headline();

    // --message-format short
    [GeneratedRegex(@"^(?<place>[^\s:][^:]*\.rs:[0-9]{1,9}:[0-9]{1,9}): (?<headline>(error|warning)(\[[A-Za-z0-9:_]+\])?: .*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Short();

    [GeneratedRegex(@"^(could not (compile|document) .*|test failed, to rerun .*|doctest failed, to rerun .*|[0-9]+ targets? failed:|build failed.*|aborting due to .*|`.+` \(.*\) generated [0-9]+ warnings?.*|[0-9]+ warnings? emitted|unused manifest key.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^ *(-->|:::) (?<path>[^ ].*?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^ *[0-9]* *\|.*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Gutter();

    [GeneratedRegex("^(Caused by:| += note: )", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Cause();

    // Of a package its folder is named.
    [GeneratedRegex(@" \(/[^)]*\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Folder();

    [GeneratedRegex(@"(?<reason>undefined (symbol|reference)[: ].*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Undefined();

    [GeneratedRegex("^(doc)?test failed, to rerun pass [`'](?<target>.+)[`']$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Rerun();

    [GeneratedRegex("^(?<count>[0-9]{1,9}) targets? failed:$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failed();

    [GeneratedRegex("offline mode|failed to (download|fetch|get `|update registry)|unable to (update|get packages)|Could not (resolve host|connect)|no matching package|network failure|toolchain '.*' is not installed|linker `.*` not found|requires rustc|no such command", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Environment();
}
