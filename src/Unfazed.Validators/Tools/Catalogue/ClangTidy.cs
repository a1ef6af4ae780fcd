using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>clang-tidy, a linter of C and C++ (10 and later). It needs the arguments of the compiler, <c>compile_commands.json</c>; where that is missing and a header is not found, nothing can be said about the code.</summary>
internal static partial class ClangTidy
{
    private const string Database = "compile_commands.json";

    private const int MaxPresets = 50;

    // Where CMake, its presets, Meson and people put it.
    private static readonly ImmutableArray<string> BuildFolders = [".", "build", "out", "builddir", "cmake-build-debug"];

    private static readonly EnumerationOptions Visible = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Its description.</summary>
    public static Tool Tool { get; } = new()
    {
        Name = "clang-tidy",
        TestedVersion = "14.0.6",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "C and C++",
        Files = Languages.CppSources,
        Evidence = [new FileEvidence(".clang-tidy")],
        LookUp = new LookUp { Program = "clang-tidy", Environment = ProjectEnvironment.PythonVenv },
        Scope = CheckScope.Project,
        Inputs = new ProjectInputs { Files = Languages.CppIncluded },
        Arguments = static site => ["--quiet", .. BuildFolder(site), "{files}"],
        Exits = ExitTable.Linter,
        Reader = new LineReader(new LineFormat
        {
            Record = Record,
            Unread = Unread,
            Failure = Failure,
            Missing = Missing,
            StopsReading = static finding => finding.Rule == "clang-diagnostic-error",
            Documentation = Documentation,
        }),
        Caching = new ToolCaching { NeverBecause = "it reads the headers of the system, which no list names; cache: true keeps its answers all the same" },
        Package = new Package { PyPi = "clang-tidy", Debian = "clang-tidy" },
        DefaultTimeout = TimeSpan.FromMinutes(5),
    };

    private static ImmutableArray<string> BuildFolder(ToolSite site)
    {
        var directory = site.Repository.Workspace.FullPath(site.Directory);
        return BuildFolders.Concat(OtherBuildFolders(directory)).FirstOrDefault(folder => File.Exists(Path.Combine(directory, folder, Database))) is { } found ? ["-p", found] : [];
    }

    // build-release, cmake-build-minsizerel; build/debug, out/build/x64.
    private static IEnumerable<string> OtherBuildFolders(string directory)
    {
        try
        {
            var tops = Directory.GetDirectories(directory, "*build*", Visible).Concat(Directory.GetDirectories(directory, "out", Visible)).Order(StringComparer.Ordinal).ToList();
            var folders = tops.Concat(tops.SelectMany(static top => Directory.GetDirectories(top, "*", Visible).Order(StringComparer.Ordinal).Take(MaxPresets)));
            return [.. folders.Select(folder => Path.GetRelativePath(directory, folder))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // It says itself that it knows no compiler's options; what it then says of headers is about that. Other problems are the code's.
    private static (string What, string Remedy)? Missing(ToolOutput output) =>
        output.ErrorExcerpt.Contains("Running without flags.", StringComparison.Ordinal) && output.Lines.FirstOrDefault(IsAboutHeader) is { } line
            && output.Lines.All(static other => IsAboutHeader(other) || !Record().IsMatch(other))
            ? ($"there is no {Database}, and without it {Header().Match(line).Groups["name"].Value} is not found", "run: cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
            : null;

    private static bool IsAboutHeader(string line) => line.EndsWith("' file not found [clang-diagnostic-error]", StringComparison.Ordinal);

    // bugprone-sizeof-expression: …/checks/bugprone/sizeof-expression.html
    private static string? Documentation(string rule) => rule.IndexOf('-') is var dash and > 0 && !rule.StartsWith("clang-", StringComparison.Ordinal) && rule.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')
        ? $"https://clang.llvm.org/extra/clang-tidy/checks/{rule[..dash]}/{rule[(dash + 1)..]}.html"
        : null;

    // "[a,-warnings-as-errors]" is how an error names its rule. Notes, which belong to the finding before them, name none.
    [GeneratedRegex(@"^(?<path>[^:]+(:[^0-9:][^:]*)*):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}): (?<severity>error|warning): (?<message>.*) \[(?<rule>[A-Za-z][A-Za-z0-9.-]*)(,[A-Za-z0-9.,-]*)?\]$|^(?<severity>error): (?<message>.*) \[(?<rule>clang-diagnostic-error)\]$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // Of a database that it cannot parse, or that is empty, it says this and exits with 0.
    [GeneratedRegex(@"^Skipping (?<path>.+)\. (?<message>Compile command not found)\.$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unread();

    // Without a database it runs without flags; with one that is no list of commands, too (JSONCompilationDatabase.cpp).
    [GeneratedRegex("^(?<message>Error parsing .*clang-tidy.*|Error: no checks enabled.*|json-compilation-database: (Error while parsing|Expected |Only strings|Unknown key|Missing key).*|json-compilation-database: .*: (Permission denied|Is a directory))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Failure();

    [GeneratedRegex("'(?<name>[^']*)' file not found", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Header();
}
