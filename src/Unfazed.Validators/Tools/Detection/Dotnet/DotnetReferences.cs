using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Detection.Dotnet;

/// <summary>The projects that a solution (<c>.sln</c>, <c>.slnx</c>) lists, or that a project refers to: paths in their text, not evaluated.</summary>
internal static partial class DotnetReferences
{
    /// <summary>The projects of a solution, relative to the root; those outside of it are left out.</summary>
    public static ImmutableArray<string> InSolution(RepositoryView repository, string solution) =>
        Find(repository, solution, solution.EndsWith('x') ? Listed() : Declared());

    /// <summary>The projects that a project refers to.</summary>
    public static ImmutableArray<string> InProject(RepositoryView repository, string project) => Find(repository, project, Referred());

    private static ImmutableArray<string> Find(RepositoryView repository, string path, Regex pattern) =>
    [
        .. pattern.Matches(repository.Text(path) ?? "")
            .Select(match => Resolve(RepositoryView.DirectoryOf(path), match.Groups["path"].Value)).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    private static string? Resolve(string directory, string relative)
    {
        var names = directory == "." ? [] : directory.Split('/').ToList();
        foreach (var name in relative.Split('/', '\\'))
        {
            if (name == ".." && names.Count == 0)
            {
                return null;
            }

            if (name == "..")
            {
                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("." or ""))
            {
                names.Add(name);
            }
        }

        return string.Join('/', names);
    }

    [GeneratedRegex("<Project [^>]*?Path=[\"'](?<path>[^\"']+proj)[\"']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();

    [GeneratedRegex("Project\\(\"[^\"]*\"\\) *= *\"[^\"]*\", *\"(?<path>[^\"]+proj)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    [GeneratedRegex("<ProjectReference [^>]*?Include=[\"'](?<path>[^\"']+proj)[\"']", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Referred();
}
