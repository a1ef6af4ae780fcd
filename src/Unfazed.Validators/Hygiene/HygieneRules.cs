using System.Collections.Immutable;

namespace Unfazed.Validators.Hygiene;

/// <summary>The names of the rules of <c>hygiene</c>: those of the hooks at https://github.com/pre-commit/pre-commit-hooks whose meaning they have.</summary>
public static class HygieneRules
{
    /// <summary>Lines that git leaves where it could not merge.</summary>
    public const string MergeConflict = "check-merge-conflict";

    /// <summary>JSON that does not parse.</summary>
    public const string Json = "check-json";

    /// <summary>YAML that does not parse.</summary>
    public const string Yaml = "check-yaml";

    /// <summary>XML that does not parse.</summary>
    public const string Xml = "check-xml";

    /// <summary>White space at the end of lines.</summary>
    public const string TrailingWhitespace = "trailing-whitespace";

    /// <summary>No line feed at the end of the file, or several.</summary>
    public const string EndOfFile = "end-of-file-fixer";

    /// <summary>Line endings of several kinds, or of another kind than <c>.editorconfig</c> asks for.</summary>
    public const string MixedLineEnding = "mixed-line-ending";

    /// <summary>Every rule: the keys under <c>hygiene</c> in the configuration.</summary>
    public static ImmutableArray<string> Names { get; } = [MergeConflict, Json, Yaml, Xml, TrailingWhitespace, EndOfFile, MixedLineEnding];
}
