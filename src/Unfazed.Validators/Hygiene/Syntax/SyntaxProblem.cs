using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Why a file does not parse, or was not parsed to its end.</summary>
/// <param name="Message">One sentence for people.</param>
/// <param name="Place">Where.</param>
internal sealed partial record SyntaxProblem(string Message, TextPlace Place)
{
    /// <summary>An error, or a note where a limit of ours ended the parsing.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>A note that this file was not parsed to its end.</summary>
    public static SyntaxProblem NotChecked(string reason, TextPlace place = default) => new($"not checked further: {reason}", place) { Severity = Severity.Note };

    /// <summary>
    /// A parser's message on one line, without what it quotes of the file: that may be a secret. What is in quotes is left where it is a
    /// single character.
    /// </summary>
    public static string Unquoted(string message) => Quoted().Replace(message.ReplaceLineEndings(" "), static match => match.Length == 3 ? match.Value : "…").TrimEnd(' ', '.');

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
