namespace Unfazed.Validators.Tools;

/// <summary>The kinds of files that several tools share.</summary>
internal static class Languages
{
    /// <summary>Python's sources; stubs count for type checkers alone, but a project of stubs is a Python project.</summary>
    public static FileKind Python { get; } = new() { Noun = "Python file", Suffixes = [".py", ".pyi"] };

    /// <summary>Shell scripts by name or by their first line.</summary>
    public static FileKind Shell { get; } = new()
    {
        Noun = "shell script",
        Suffixes = [".sh", ".bash", ".ksh", ".dash"],
        Interpreters = ["sh", "bash", "dash", "ksh"],
    };
}
