using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;

namespace Unfazed.Validators.Tools;

/// <summary>One line for each language whose files nothing is expected to check. What is suggested is never run and never counted.</summary>
internal static class Suggestions
{
    /// <summary>The lines, in the order of the catalogue.</summary>
    public static ImmutableArray<string> For(
        ImmutableArray<Tool> tools, ImmutableArray<ToolExpectation> expected, RepositoryView repository, ToolFinder finder, UnfazedConfiguration configuration)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var language in tools.Where(IsWorthIt).GroupBy(static tool => tool.Language, StringComparer.Ordinal))
        {
            var covered = expected.Any(expectation => expectation.Tool.Language == language.Key) ||
                tools.Any(tool => tool.Language == language.Key && configuration.FindCheck(tool.Name) is not null);
            if (!covered && language.Any(tool => repository.Workspace.Files.Any(file => (tool.SuggestedFor ?? tool.Files).Matches(repository.Workspace, file))))
            {
                lines.Add(Line(language.Key, [.. language], finder));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>Whether such a line is about the language of a tool.</summary>
    public static bool IsAbout(string line, Tool tool) => line.StartsWith($"{tool.Language}: ", StringComparison.Ordinal);

    // What a language's code is checked with; how it is laid out, and how texts are written, is for each repository to choose.
    private static bool IsWorthIt(Tool tool) =>
        tool.Language != Languages.AnyText && (tool.Dimension == Dimension.CodeQuality || tool.Dimension == Dimension.TypeSafety || tool.Dimension == Dimension.Security);

    private static string Line(string language, ImmutableArray<Tool> tools, ToolFinder finder)
    {
        var installed = tools.Where(tool => finder.Find(tool.LookUp, ".", null).Program is not null).Select(static tool => tool.Name).ToList();
        var roles = Enumerate([.. tools.Select(static tool => tool.Role).Distinct(StringComparer.Ordinal)], "or");
        return installed.Count > 0
            ? $"{language}: no {roles} is configured here; {Enumerate(installed, "and")} {(installed.Count == 1 ? "is" : "are")} installed: add \"{installed[0]}: {{}}\" under \"checks:\" in unfazed.yaml"
            : $"{language}: no {roles} is configured here; known: {Enumerate([.. tools.Select(static tool => tool.Name)], "and")}";
    }

    private static string Enumerate(List<string> words, string last) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}";
}
