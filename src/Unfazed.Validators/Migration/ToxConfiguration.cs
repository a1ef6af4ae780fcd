using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Migration;

/// <summary>Reads the environments of <c>tox.ini</c> (https://tox.wiki) that are checks.</summary>
internal sealed partial class ToxConfiguration(MigrationNotes notes)
{
    /// <summary>Its name.</summary>
    public const string FileName = "tox.ini";

    private const string Prefix = "testenv";

    /// <summary>Notes what it asks for.</summary>
    public void Read(string text)
    {
        var file = IniFile.Parse(text);
        foreach (var section in file.Sections.Where(static section => section == Prefix || section.StartsWith(Prefix + ":", StringComparison.Ordinal)))
        {
            foreach (var line in file.Lines(section, "commands"))
            {
                ReadCommand(section, line);
            }
        }
    }

    [GeneratedRegex(@"\{posargs(:[^{}]*)?\}|\{tty:[^{}]*\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"\{(toxinidir|tox_root)\}/?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Root();

    [GeneratedRegex(@"\{(envpython|envbindir\}/python3?|env_python)\}?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Python();

    private void ReadCommand(string section, string line)
    {
        var name = section == Prefix ? "tests" : section[(Prefix.Length + 1)..];
        var origin = $"{FileName}: [{Quoted.Short(section)}]";
        var plain = Python().Replace(Root().Replace(Arguments().Replace(line.TrimStart('-', ' '), ""), ""), "python3");
        if (plain.Contains('{', StringComparison.Ordinal))
        {
            notes.Leave(origin, $"{Quoted.Of(line)} uses values of tox");
            return;
        }

        var (words, problem) = CommandMapping.Split(plain);
        if (!words.IsEmpty && CommandMapping.Known(words, origin) is { } known)
        {
            notes.Propose(known);
        }
        else if (problem is not null || !IsCheck(words))
        {
            notes.Leave(origin, problem ?? Reason(words));
        }
        else
        {
            notes.Propose(new Proposal(name, origin) { Run = words, IsOffered = true, Remark = "tox runs it in an environment of its own" });
        }
    }

    private static bool IsCheck(ImmutableArray<string> words) => words.Any(static word => word is "pytest" or "unittest" or "nose2" or "py.test");

    private static string Reason(ImmutableArray<string> words) => words.Contains("pre-commit", StringComparer.Ordinal)
        ? "it runs pre-commit, whose hooks were looked at by themselves"
        : $"{Quoted.Of(string.Join(' ', words))} is no tool that is known; a check of your own can run it";
}
