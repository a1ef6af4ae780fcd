namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>What <c>.editorconfig</c> files ask of one file; null where they ask nothing.</summary>
internal readonly record struct EditorConfigProperties
{
    /// <summary><c>trim_trailing_whitespace</c>.</summary>
    public bool? TrimTrailingWhitespace { get; init; }

    /// <summary><c>insert_final_newline</c>.</summary>
    public bool? InsertFinalNewline { get; init; }

    /// <summary><c>end_of_line</c>.</summary>
    public LineEnding? EndOfLine { get; init; }

    /// <summary><c>charset</c>: true for <c>utf-8-bom</c>, false for <c>utf-8</c>.</summary>
    public bool? WantsMark { get; init; }

    /// <summary>Whether the section that gives <c>charset</c> names the file or its kind, such as <c>[*.ps1]</c>, and is not for everything there is.</summary>
    public bool IsMarkAskedByName { get; init; }

    /// <summary>These properties after one more pair; <c>unset</c> and a value that the specification does not know take a former one away.</summary>
    public EditorConfigProperties With(string key, string value) => key.ToLowerInvariant() switch
    {
        "trim_trailing_whitespace" => this with { TrimTrailingWhitespace = Truth(value) },
        "insert_final_newline" => this with { InsertFinalNewline = Truth(value) },
        "charset" => this with { WantsMark = Mark(value) },
        "end_of_line" => this with { EndOfLine = Ending(value) },
        _ => this,
    };

    private static bool? Truth(string value) => value.ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static bool? Mark(string value) => value.ToLowerInvariant() switch
    {
        "utf-8-bom" => true,
        "utf-8" => false,
        _ => null,
    };

    private static LineEnding? Ending(string value) => value.ToLowerInvariant() switch
    {
        "lf" => LineEnding.Lf,
        "crlf" => LineEnding.CrLf,
        "cr" => LineEnding.Cr,
        _ => null,
    };
}
