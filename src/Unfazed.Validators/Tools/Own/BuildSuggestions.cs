using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Suggests a custom check for languages that no tool of the catalogue checks and whose build Unfazed can read: without one nothing compiles them.</summary>
internal static class BuildSuggestions
{
    private static readonly ImmutableArray<(string Language, string Suffix)> Languages = [("Java", ".java"), ("Kotlin", ".kt"), ("Scala", ".scala")];

    private static readonly ImmutableArray<Build> Builds =
    [
        new(["pom.xml"], "mvnw", "mvn", "-B test", "maven"),
        new(["build.gradle", "build.gradle.kts"], "gradlew", "gradle", "--console=plain test", "gradle"),
    ];

    private static readonly ImmutableArray<string> Programs = ["mvn", "gradle", "javac", "kotlinc", "scalac", "sbt", "bazel"];

    /// <summary>Returns a line for the first language with files, where a build is that no check runs; none otherwise.</summary>
    public static ImmutableArray<string> For(RepositoryView repository, UnfazedConfiguration configuration)
    {
        var checks = configuration.Checks.Concat(configuration.Folders.SelectMany(static folder => folder.Own.Checks));
        if (checks.Any(Compiles) || Builds.FirstOrDefault(build => !repository.Named(build.Manifests.Contains).Below(".").IsEmpty) is not { } found)
        {
            return [];
        }

        var languages = Languages.Where(language => repository.Workspace.Files.Any(file => file.Kind == WorkspaceFileKind.Regular && file.Path.EndsWith(language.Suffix, StringComparison.Ordinal)))
            .Select(static language => language.Language).ToList();
        var program = repository.Has(found.Wrapper) ? $"./{found.Wrapper}" : found.Program;
        return languages.Count == 0 ? []
            : [$"{string.Join(" and ", languages)}: no check compiles or tests {(languages.Count == 1 ? "it" : "them")} here: add \"tests: {{ run: {program} {found.Arguments}, parse: {found.Format} }}\" under \"checks:\" in unfazed.yaml"];
    }

    // A script of the user's own may run the build: its name says nothing, and what it prints does.
    private static bool Compiles(CheckSettings settings) => settings.Run is { } run &&
        (BuildFormat.Find(settings.Parse?.Value ?? "") is not null || settings.Parse?.Value == "junit" ||
            run.Value.Any(static word => Programs.Any(program => word.Contains(program, StringComparison.Ordinal))));

    private sealed record Build(ImmutableArray<string> Manifests, string Wrapper, string Program, string Arguments, string Format);
}
