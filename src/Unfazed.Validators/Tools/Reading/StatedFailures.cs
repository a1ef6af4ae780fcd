using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>The lines in which make, Ninja, SCons, Bazel, CMake, a compiler or a tool for archives and objects state that they failed, without a reason.</summary>
/// <param name="output">The output, for the tool's name and the paths.</param>
internal sealed partial class StatedFailures(ToolOutput output)
{
    private Match? _failed;
    private int? _missingAt;
    private string _previous = "";
    private string? _stated;
    private string? _stopped;
    private string? _bsdMake;
    private string? _tool;

    /// <summary>The first recipe that failed, for where nothing else says why; null for none. A program that is missing or was killed says nothing about the code.</summary>
    public Finding? Recipe { get; private set; }

    /// <summary>The first line that states a failure; null for none.</summary>
    public string? Stated => _stated ?? _bsdMake ?? _tool;

    /// <summary>The first of these lines after which the build did not do the rest; null for none.</summary>
    public string? Stopped => _stopped ?? _bsdMake;

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
        _stopped ??= Stopping().IsMatch(line) ? line : null;
        _stated ??= Stating().IsMatch(line) || ReferenceEquals(_stopped, line) ? line : null;
        Counted += Position.Of(Count().Match(line).Groups["errors"].Value) ?? 0;
        _previous = line;
    }

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
            Recipe ??= BuildFileLines.Finding(output, "make", recipe, $"the recipe of {recipe.Groups["target"].Value} failed ({how})");
        }
    }

    // A make that ignores a failure says so after it. It repeats the ones that it does not ignore: GNU make above, BSD make at its end.
    private void TakeIgnorable(string line)
    {
        if (Ignored().IsMatch(line))
        {
            (_bsdMake, _tool) = (null, ReferenceEquals(_previous, _tool) ? null : _tool);
            return;
        }

        _bsdMake ??= BsdMake().IsMatch(line) ? line : null;
        _tool ??= ObjectTool().IsMatch(line) ? line : null;
    }

    // The step, "FAILED: TARGET", the command, what it printed; that it stopped comes last, so that what a test prints is not taken for it.
    private void TakeNinja(string line)
    {
        if (Ninja().Match(line) is { Success: true } failed)
        {
            _failed ??= failed.Groups["code"].Value is "126" or "127" ? null : failed;
            _stated ??= Step().IsMatch(_previous) ? line : null;
        }
        else if (_failed is not null && Missing().IsMatch(line))
        {
            _failed = null;
        }
        else if (_failed is { } command && line.StartsWith("ninja: build stopped: ", StringComparison.Ordinal))
        {
            Recipe ??= BuildFileLines.Finding(output, "ninja", command, $"the command of {command.Groups["target"].Value} failed");
        }
    }

    // A signal that a program earns itself; others come from outside of it.
    [GeneratedRegex(@"^[a-z]*make(\[(?<depth>[0-9]+)\])?: \*\*\* \[((?<path>[^\]:]+):(?<line>[0-9]{1,9}): )?(?<target>[^\]]+)\] (Error (?<code>[0-9]{1,3})|(?<signal>Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)( \(core dumped\))?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Recipes();

    [GeneratedRegex(@"^FAILED: (\[code=(?<code>[0-9]{1,3})\] )?(?<target>[^ ].*?) *$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ninja();

    [GeneratedRegex(@"^\[[0-9]+/[0-9]+\] ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();

    [GeneratedRegex("^[^ :]*sh: (line )?([0-9]+: )?[^ ]+: (command )?not found$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^(ninja: build stopped: .*|[a-z]*make(\[[0-9]+\])?: (\*\*\* .*|Target '.*' not remade because of errors\.)|[a-z]*make: stopped (making .* )?in .*|`.*' not remade because of errors\.|\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3} \(continuing\)|scons: (building terminated because of errors\.|\*\*\* .*)|(FAILED|ERROR): Build did NOT complete successfully|fatal error: too many errors emitted, stopping now.*|compilation terminated due to -fmax-errors=.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stopping();

    [GeneratedRegex(@"^(-- Configuring incomplete, errors occurred!|ninja: fatal: .*|Error: (/.* is not a directory|could not load cache|could not find CMAKE_.*|not a CMake build directory.*)|[a-z]*make(\[[0-9]+\])?: (invalid|unrecognized) option .*|([0-9]+ warnings? and )?[0-9]+ errors? generated\.)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Stating();

    [GeneratedRegex(@"^([a-z]*make(\[[0-9]+\])?: \[.*|\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3}) \(ignored\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ignored();

    // FreeBSD and NetBSD, OpenBSD; "stopped in" comes last. An outer make may ignore what a nested one says, and nobody what the outermost does.
    [GeneratedRegex(@"^(\*\*\* (\[.+\] )?(Error code|Signal) [0-9]{1,3}( \(continuing\))?|\*\*\* (Error|Signal) [0-9]{1,3} in .+ \(.+\)|[a-z]*make(\[[0-9]+\])?: (stopped (making .* )?in .*|don't know how to make .*|exec\(.+\) failed .*|Fatal errors? .*))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BsdMake();

    // What they say beside that they do their work is not among these: "ar: creating x.a", "ranlib: file: x.a(y.o) has no symbols".
    [GeneratedRegex(@"^([^\s:]*[/-])?(ar|ranlib|strip|objcopy|objdump|nm|libtool|lipo|install_name_tool): ([^:]+: )*(No such file|[Ff]ile (format )?not recognized|[Ff]ile truncated|[Ii]nvalid operation|[Pp]ermission denied|[Mm]alformed archive|No space left on device|unrecognized option|invalid option|unable to |[Cc]an't |[Cc]annot |could not ).*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectTool();

    [GeneratedRegex(@"^([0-9]+ warnings? and )?(?<errors>[0-9]{1,9}) errors? generated\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Count();
}
