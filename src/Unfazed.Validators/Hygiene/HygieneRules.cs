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

    /// <summary>TOML that does not parse.</summary>
    public const string Toml = "check-toml";

    /// <summary>A byte order mark of UTF-8.</summary>
    public const string ByteOrderMark = "fix-byte-order-marker";

    /// <summary>Breakpoints and imports of debuggers in Python.</summary>
    public const string DebugStatements = "debug-statements";

    /// <summary>Files that may be executed, are text, and name no interpreter.</summary>
    public const string ExecutablesHaveShebangs = "check-executables-have-shebangs";

    /// <summary>Scripts that name an interpreter and may not be executed.</summary>
    public const string ShebangsAreExecutable = "check-shebang-scripts-are-executable";

    /// <summary>Large files that are new.</summary>
    public const string LargeFiles = "check-added-large-files";

    /// <summary>Names that are one where case does not matter.</summary>
    public const string CaseConflict = "check-case-conflict";

    /// <summary>Names that are not UTF-8: no check looks at such a file. No hook has this rule.</summary>
    public const string FileNames = "check-file-names";

    /// <summary>Symbolic links that lead nowhere.</summary>
    public const string Symlinks = "check-symlinks";

    /// <summary>Symbolic links that became files with the path as their text.</summary>
    public const string DestroyedSymlinks = "destroyed-symlinks";

    /// <summary>Symbolic links that leave the root.</summary>
    public const string OutsideSymlinks = "forbid-outside-symlinks";

    /// <summary>Submodules that are new; off unless it is switched on.</summary>
    public const string NewSubmodules = "forbid-new-submodules";

    /// <summary>Every rule: the keys under <c>hygiene</c> in the configuration.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        MergeConflict, Json, Yaml, Toml, Xml, TrailingWhitespace, EndOfFile, MixedLineEnding, ByteOrderMark, DebugStatements, ExecutablesHaveShebangs,
        ShebangsAreExecutable, LargeFiles, CaseConflict, FileNames, Symlinks, DestroyedSymlinks, OutsideSymlinks, NewSubmodules,
    ];
}
