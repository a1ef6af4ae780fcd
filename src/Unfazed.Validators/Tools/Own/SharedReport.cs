using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Warns about a build of several modules that all write to one <c>{report}</c>: each overwrites the report of the one before.</summary>
internal static class SharedReport
{
    private const int MaxNamed = 3;

    // Only some modules, or a goal that writes one report for all of them.
    private static readonly ImmutableArray<string> Narrowing = ["-pl", "--projects", "-N", "--non-recursive", "-f", "--file", "-p", "--project-dir"];

    /// <summary>Returns the warning about a check that runs in <paramref name="directory"/>; null where one module writes the report.</summary>
    public static Finding? WarningFor(CheckSettings settings, string directory, RepositoryView repository)
    {
        var run = settings.Run!.Value;
        var words = run.Value;
        if (settings.Report is not null || !words.Any(static word => word.Contains(CommandWords.Report, StringComparison.Ordinal)) || words.Any(IsNarrowing) || Manifests(words[0]) is not { IsEmpty: false } manifests)
        {
            return null;
        }

        var modules = repository.Named(name => manifests.Contains(name)).Below(directory).Select(RepositoryView.DirectoryOf).Where(module => module != directory).Distinct(StringComparer.Ordinal).ToList();
        return modules.Count < 2 ? null : new Finding
        {
            Tool = settings.Name,
            Rule = "shared-report",
            Severity = Severity.Warning,
            Message = string.Create(CultureInfo.InvariantCulture, $"{modules.Count} modules ({Names(modules)}) write to one {{report}}, and the last one overwrites the others; write to {{report_dir}}, or set \"report\" to a glob"),
            Path = run.Source.Origin == SettingOrigin.ProjectFile ? run.Source.Place : null,
            Line = run.Source is { Origin: SettingOrigin.ProjectFile, Line: > 0 and var line } ? line : null,
        };
    }

    private static bool IsNarrowing(string word) => Narrowing.Contains(word) || word.Contains("aggregate", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<string> Manifests(string program) => program[(program.LastIndexOf('/') + 1)..] switch
    {
        "mvn" or "mvnw" or "mvnd" => ["pom.xml"],
        "gradle" or "gradlew" => ["build.gradle", "build.gradle.kts"],
        _ => [],
    };

    private static string Names(List<string> modules) => string.Join(", ", modules.Take(MaxNamed)) + (modules.Count > MaxNamed ? ", …" : "");
}
