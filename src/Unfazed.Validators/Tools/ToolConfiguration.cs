using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools;

/// <summary>
/// Which files of a repository configure a tool: its evidence, what its answers depend on beside that, what these name, and our own
/// configuration. A change of one of them is a change of every answer of the tool.
/// </summary>
internal sealed class ToolConfiguration(RepositoryView repository, Tool tool)
{
    private readonly Lazy<ImmutableHashSet<string>> _mentioned = new(() => Mentioned(repository, tool));

    /// <summary>Whether a file of this name may configure a tool.</summary>
    public static bool IsNamed(Tool tool, string name) =>
        tool.Caching.Configuration.Contains(name, StringComparer.Ordinal) || tool.Evidence.Concat(tool.EvidenceWithThreshold).Any(evidence => evidence.IsIn(name));

    /// <summary>Whether a file configures the tool where it runs: settings count for what lies below them, and for what they lie below.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="directory">Where the tool runs, relative to the root.</param>
    /// <param name="settings">What our configuration says of the tool.</param>
    public bool Has(string path, string directory, CheckSettings? settings)
    {
        var folder = RepositoryView.DirectoryOf(path);
        var isNear = RepositoryView.Contains(directory, folder) || RepositoryView.Contains(folder, directory);
        return (isNear && IsNamed(tool, path[(path.LastIndexOf('/') + 1)..]))
            || ProjectConfigurationFiles.Configures(path, directory)
            || _mentioned.Value.Contains(path)
            || IsNamedBy(settings, path, directory);
    }

    // --config=conf/flake8.ini, and what "inputs" names.
    private static bool IsNamedBy(CheckSettings? settings, string path, string directory) =>
        (settings?.Arguments?.Value ?? []).Any(word => RepositoryView.Join(directory, RepositoryView.Normalize(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..])) == path)
        || (settings?.Inputs?.Value ?? []).Any(pattern => Glob.Parse(pattern).IsMatch(path));

    private static ImmutableHashSet<string> Mentioned(RepositoryView repository, Tool tool) =>
        [.. new MentionedFiles(repository, tool.Name) { LeavesChoicesOut = true }.In(repository.Named(name => IsNamed(tool, name)).Below("."))];
}
