using System.Collections.Immutable;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools;

/// <summary>One place where a tool runs.</summary>
/// <param name="Repository">The repository, to look into configuration files.</param>
/// <param name="Directory">Relative to the root with <c>/</c>; <c>.</c> for the root.</param>
/// <param name="Files">The files of its kind below that directory, relative to it, in ordinal order: the selected ones when <paramref name="Narrowed"/>.</param>
/// <param name="Narrowed">Whether the run is narrowed to <paramref name="Files"/>.</param>
internal sealed record ToolSite(RepositoryView Repository, string Directory, ImmutableArray<string> Files, bool Narrowed)
{
    /// <summary>What a result says about nested projects that the tool does not enter; null for nothing.</summary>
    public string? Unchecked { get; init; }

    /// <summary>The root's path of something that stands in this directory.</summary>
    public string PathOf(string name) => RepositoryView.Join(Directory, name);

    /// <summary>Whether a file that stands in this directory contains one of these words.</summary>
    public bool Mentions(IEnumerable<string> names, params ImmutableArray<string> words) =>
        names.Select(name => Repository.Text(PathOf(name))).OfType<string>().Any(text => words.Any(word => text.Contains(word, StringComparison.Ordinal)));

    /// <summary>The same place, narrowed to files that are given relative to the root.</summary>
    public ToolSite With(ImmutableArray<string> files) => this with
    {
        Files = Directory == "." ? files : [.. files.Select(file => file[(Directory.Length + 1)..])],
        Narrowed = true,
    };
}
