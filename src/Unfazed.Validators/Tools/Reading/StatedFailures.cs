using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines in which make, Ninja, SCons, Bazel, CMake, a compiler, a shell or a tool for archives and objects state that they failed, without a reason.</summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
/// <param name="isExitCertain">Whether the exit code is that of the build tool itself.</param>
internal sealed partial class StatedFailures(ToolOutput output, bool isExitCertain)
{
    private const int MaxDepths = 100;

    private readonly CommandFailures _commands = new();
    private readonly List<(int Depth, Finding Said)> _recipes = [];
    private readonly List<(int Depth, string Said)> _stops = [];
    private Match? _failed;
    private int? _missingAt;
    private string _previous = "";
    private string? _stated;
    private string? _bsdMake;
    private string? _last;

    /// <summary>The first recipe that failed, for where nothing else says why; null for none. A program that is missing or was killed says nothing about the code.</summary>
    public Finding? Recipe => _recipes is [var (_, first), ..] ? first : null;

    /// <summary>The first line that states a failure; null for none.</summary>
    public string? Stated => _stated ?? Stopped ?? _commands.Stated;

    /// <summary>The first of these lines after which the build did not do the rest; null for none.</summary>
    public string? Stopped => _stops is [var (_, first), ..] ? first : _bsdMake;

    /// <summary>How many errors the compilers count.</summary>
    public int Counted { get; private set; }

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        if (Recipes().Match(line) is { Success: true } recipe)
        {
            TakeRecipe(recipe);
        }

        TakeNinja(line);
        TakeIgnorable(line);
        _commands.Take(line);
        _stated ??= Stating().IsMatch(line) ? line : null;
        Counted += Position.Of(Count().Match(line).Groups["errors"].Value) ?? 0;
        _previous = line;
    }

    /// <summary>Takes the end of a stream.</summary>
    /// <param name="isError">Whether it is standard error.</param>
    public void EndStream(bool isError)
    {
        _commands.EndStream(counts: !(isError && isExitCertain));
        (_stated, _last, _previous) = (_stated ?? _last, null, "");
    }

    /// <summary>How deep below the outermost one the make runs that ignores a failure, as a line says; null for another line.</summary>
    public static int? IgnoringDepth(string line) => Ignored().Match(line) is { Success: true } ignored ? Position.Of(ignored.Groups["depth"].Value) ?? 0 : null;

    // Each make above the one in which a program was missing fails with 2 because of it.
    private void TakeRecipe(Match recipe)
    {
        var depth = Position.Of(recipe.Groups["depth"].Value) ?? 0;
        var code = recipe.Groups["code"].Value;
        if (code is "126" or "127")
        {
            _missingAt = depth;
        }
        else if (!(code == "2" && depth < _missingAt))
        {
            var how = code.Length > 0 ? $"exit code {code}" : recipe.Groups["signal"].Value;
            AddFirst(_recipes, depth, BuildFileLines.Finding(output, "make", recipe, $"the recipe of {recipe.Groups["target"].Value} failed ({how})"));
        }
    }

    // A make that ignores a failure says so after it, also one of a make below it. It repeats the ones that it does not ignore: GNU make above, BSD make at its end.
    private void TakeIgnorable(string line)
    {
        if (IgnoringDepth(line) is { } depth)
        {
            _bsdMake = null;
            _missingAt = _missingAt > depth ? null : _missingAt;
            _stops.RemoveAll(stop => stop.Depth > depth);
            _recipes.RemoveAll(recipe => recipe.Depth > depth);
        }
        else if (Stopping().Match(line) is { Success: true } stopping)
        {
            AddFirst(_stops, Position.Of(stopping.Groups["depth"].Value) ?? 0, line);
        }
        else
        {
            _bsdMake ??= BsdMake().IsMatch(line) ? line : null;
        }
    }

    private static void AddFirst<T>(List<(int Depth, T Said)> all, int depth, T said)
    {
        if (all.Count < MaxDepths && !all.Exists(one => one.Depth == depth))
        {
            all.Add((depth, said));
        }
    }

    // The step, "FAILED: TARGET", the command, what it printed; that it stopped comes last, so that what a test prints is not taken for it.
    private void TakeNinja(string line)
    {
        if (Ninja().Match(line) is { Success: true } failed)
        {
            _failed ??= failed.Groups["code"].Value is "126" or "127" ? null : failed;
            _stated ??= Step().IsMatch(_previous) ? line : null;
            _last = NoTarget().IsMatch(failed.Groups["target"].Value) ? null : line;
            return;
        }

        _last = line.Length == 0 ? _last : null;
        if (_failed is not null && Missing().IsMatch(line))
        {
            _failed = null;
        }
        else if (_failed is { } command && line.StartsWith("ninja: build stopped: ", StringComparison.Ordinal))
        {
            AddFirst(_recipes, 0, BuildFileLines.Finding(output, "ninja", command, $"the command of {command.Groups["target"].Value} failed"));
        }
    }

    // A signal that a program earns itself; others come from outside of it.
    [GeneratedRegex(@"^[a-z]*make(\[(?<depth>[0-9]+)\])?: \*\*\* \[((?<path>[^\]:]+):(?<line>[0-9]{1,9}): )?(?<target>[^\]]+)\] (Error (?<code>[0-9]{1,3})|(?<signal>Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)( \(core dumped\))?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Recipes();

    [GeneratedRegex(@"^FAILED: (\[code=(?<code>[0-9]{1,3})\] )?(?<target>[^ ].*?) *$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ninja();

    // "FAILED: 0", "FAILED: none" end the summary of a test runner.
    [GeneratedRegex(@"^(\[?[0-9][0-9/%., ]*\]?|0 .*|none|no|-)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoTarget();

    [GeneratedRegex(@"^\[[0-9]+/[0-9]+\] ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();

    [GeneratedRegex("^[^ :]*sh: (line )?([0-9]+: )?[^ ]+: (command )?not found$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^(ninja: build stopped: .*|[a-z]*make(\[(?<depth>[0-9]+)\])?: (\*\*\* .*|Target '.*' not remade because of errors\.)|[a-z]*make: stopped (making .* )?in .*|`.*' not remade because of errors\.|\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3} \(continuing\)|scons: (building terminated because of errors\.|\*\*\* .*)|(FAILED|ERROR): Build did NOT complete successfully|fatal error: too many errors emitted, stopping now.*|compilation terminated due to -fmax-errors=.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stopping();

    [GeneratedRegex(@"^([^ :]+: (all|some) warnings being treated as errors|-- Configuring incomplete, errors occurred!|ninja: fatal: .*|Error: (/.* is not a directory|could not load cache|could not find CMAKE_.*|not a CMake build directory.*)|[a-z]*make(\[[0-9]+\])?: (invalid|unrecognized) option .*|([0-9]+ warnings? and )?[1-9][0-9]* errors? generated\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stating();

    [GeneratedRegex(@"^([a-z]*make(\[(?<depth>[0-9]+)\])?: (\*\*\* )?\[.*|\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3}) \(ignored\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ignored();

    // FreeBSD and NetBSD, OpenBSD; "stopped in" comes last. An outer make may ignore what a nested one says, and nobody what the outermost does.
    [GeneratedRegex(@"^(\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3}( \(continuing\))?|\*\*\* (Error|Signal) [0-9]{1,3} in .+ \(.+\)|[a-z]*make(\[[0-9]+\])?: (stopped (making .* )?in .*|don't know how to make .*|exec\(.+\) failed .*|Fatal errors? .*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BsdMake();

    [GeneratedRegex(@"^([0-9]+ warnings? and )?(?<errors>[0-9]{1,9}) errors? generated\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Count();
}
