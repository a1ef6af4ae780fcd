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

    /// <summary>JavaScript's sources.</summary>
    public static FileKind JavaScript { get; } = new() { Noun = "JavaScript file", Suffixes = [".js", ".jsx", ".mjs", ".cjs"] };

    /// <summary>TypeScript's sources.</summary>
    public static FileKind TypeScript { get; } = new() { Noun = "TypeScript file", Suffixes = [".ts", ".tsx", ".mts", ".cts"] };

    /// <summary>What tools of either language may be set up for, files with scripts in them included.</summary>
    public static FileKind EcmaScript { get; } = new()
    {
        Noun = "JavaScript or TypeScript file",
        Suffixes = [.. JavaScript.Suffixes, .. TypeScript.Suffixes, ".vue", ".svelte", ".astro"],
    };

    /// <summary>C#'s sources.</summary>
    public static FileKind CSharp { get; } = new() { Noun = "C# file", Suffixes = [".cs"] };

    /// <summary>What a .NET build reads.</summary>
    public static FileKind Dotnet { get; } = new()
    {
        Noun = "source file of a .NET project",
        Suffixes = [".cs", ".fs", ".vb", ".razor", ".cshtml", ".xaml", ".resx", ".csproj", ".fsproj", ".vbproj", ".props", ".targets"],
    };
}
