using System.Collections.Immutable;

namespace Unfazed.Validators.Tools;

/// <summary>The kinds of files that several tools share.</summary>
internal static class Languages
{
    /// <summary>The language of tools that look at texts of any kind.</summary>
    public const string AnyText = "text";

    /// <summary>Every file: the tool itself knows which are not for it.</summary>
    public static FileKind All { get; } = new() { Noun = "file", IsAny = true };

    private static readonly ImmutableArray<string> NodeManifests =
        ["package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "tsconfig*.json", "jsconfig*.json"];

    /// <summary>Python's sources; stubs count for type checkers alone, but a project of stubs is a Python project.</summary>
    public static FileKind Python { get; } = new() { Noun = "Python file", Suffixes = [".py", ".pyi"], Manifests = ["pyproject.toml", "setup.cfg", "setup.py", "requirements*.txt", "*.lock", "tox.ini"] };

    /// <summary>Shell scripts by name or by their first line.</summary>
    public static FileKind Shell { get; } = new()
    {
        Noun = "shell script",
        Suffixes = [".sh", ".bash", ".ksh", ".dash"],
        Interpreters = ["sh", "bash", "dash", "ksh"],
    };

    /// <summary>JavaScript's sources.</summary>
    public static FileKind JavaScript { get; } = new() { Noun = "JavaScript file", Suffixes = [".js", ".jsx", ".mjs", ".cjs"], Manifests = NodeManifests };

    /// <summary>TypeScript's sources.</summary>
    public static FileKind TypeScript { get; } = new() { Noun = "TypeScript file", Suffixes = [".ts", ".tsx", ".mts", ".cts"], Manifests = NodeManifests };

    /// <summary>What tools of either language may be set up for, files with scripts in them included.</summary>
    public static FileKind EcmaScript { get; } = new()
    {
        Noun = "JavaScript or TypeScript file",
        Suffixes = [.. JavaScript.Suffixes, .. TypeScript.Suffixes, ".vue", ".svelte", ".astro"],
        Manifests = NodeManifests,
    };

    /// <summary>C#'s sources.</summary>
    public static FileKind CSharp { get; } = new() { Noun = "C# file", Suffixes = [".cs"] };

    /// <summary>What a .NET build reads.</summary>
    public static FileKind Dotnet { get; } = new()
    {
        Noun = "source file of a .NET project",
        Suffixes = [".cs", ".fs", ".vb", ".razor", ".cshtml", ".xaml", ".resx", ".csproj", ".fsproj", ".vbproj", ".props", ".targets"],
        Manifests = ["*.sln", "*.slnx", "*.slnf", "packages*.lock.json", "global.json", "[Nn]u[Gg]et.[Cc]onfig", ".editorconfig", ".globalconfig"],
    };

    /// <summary>C's and C++'s sources that a compiler is started on.</summary>
    public static FileKind CppSources { get; } = new() { Noun = "C or C++ source file", Suffixes = [".c", ".cc", ".cpp", ".cxx", ".c++"] };

    /// <summary>The same with headers.</summary>
    public static FileKind Cpp { get; } = new() { Noun = "C or C++ file", Suffixes = [.. CppSources.Suffixes, ".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp"] };

    /// <summary>What a source of C or C++ includes, and what says how it is compiled.</summary>
    public static FileKind CppIncluded { get; } = new()
    {
        Noun = "C or C++ file",
        Suffixes = [.. Cpp.Suffixes, ".inc", ".tpp", ".tcc", ".txx", ".def", ".ixx", ".cppm"],
        Names = ["compile_commands.json", "compile_flags.txt"],
    };

    /// <summary>JSON's documents.</summary>
    public static FileKind Json { get; } = new() { Noun = "JSON file", Suffixes = [".json"] };

    /// <summary>Go's sources. The go command itself passes over folders of these names.</summary>
    public static FileKind Go { get; } = new() { Noun = "Go file", Suffixes = [".go"], ExceptBelow = ["vendor", "testdata"], Manifests = ["go.mod", "go.sum", "go.work", "go.work.sum"] };

    /// <summary>Rust's sources.</summary>
    public static FileKind Rust { get; } = new() { Noun = "Rust file", Suffixes = [".rs"], Manifests = ["Cargo.toml", "Cargo.lock", "rust-toolchain*", "**/.cargo/config", "**/.cargo/config.toml"] };

    /// <summary>Ruby's sources.</summary>
    public static FileKind Ruby { get; } = new()
    {
        Noun = "Ruby file",
        Suffixes = [".rb", ".rake", ".gemspec", ".ru"],
        Names = ["Gemfile", "Rakefile"],
        Interpreters = ["ruby"],
        Manifests = ["Gemfile.lock", ".ruby-version"],
    };

    /// <summary>YAML's documents.</summary>
    public static FileKind Yaml { get; } = new() { Noun = "YAML file", Suffixes = [".yaml", ".yml"], Names = [".yamllint"] };

    /// <summary>Markdown's documents.</summary>
    public static FileKind Markdown { get; } = new() { Noun = "Markdown file", Suffixes = [".md", ".markdown"] };
}
