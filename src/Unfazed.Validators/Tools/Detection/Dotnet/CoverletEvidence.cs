using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Detection.Dotnet;

/// <summary>Test projects that refer to coverlet's collector, below a solution or in a project that stands for itself.</summary>
/// <param name="NeedsThreshold">Whether coverlet's property <c>Threshold</c> must stand there too.</param>
internal sealed partial record CoverletEvidence(bool NeedsThreshold) : Evidence
{
    /// <inheritdoc/>
    public override string Description => NeedsThreshold ? "`Threshold` of coverlet beside its collector" : "`coverlet.collector` in a project";

    /// <inheritdoc/>
    public override bool IsIn(string fileName) => DotnetLayout.IsTarget(fileName);

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var project = DotnetLayout.Of(repository).StartsIn(directory) ? Below(repository, directory).FirstOrDefault(path => Refers(repository, path)) : null;
        return project is null ? null : NeedsThreshold ? ThresholdOf(repository, directory)?.Place : $"coverlet.collector in {project}";
    }

    /// <summary>Coverlet's own threshold for a directory: the first that stands in its projects, or in what they share.</summary>
    public static CoverletThreshold? ThresholdOf(RepositoryView repository, string directory)
    {
        foreach (var path in Below(repository, directory).Concat(Above(directory)))
        {
            if (Threshold().Match(repository.Text(path) ?? "") is { Success: true } match)
            {
                var types = Types().Match(repository.Text(path) ?? "") is { Success: true } named ? named.Groups["types"].Value.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries) : [];
                var value = double.Parse(match.Groups["value"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
                return new CoverletThreshold($"{path} Threshold", value, types.Length == 0 || types.Contains("line"), types.Length == 0 || types.Contains("branch"));
            }
        }

        return null;
    }

    private static IEnumerable<string> Below(RepositoryView repository, string directory) =>
        repository.Workspace.Files.Select(static file => file.Path).Where(path =>
            RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)) && (path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".props", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Above(string directory)
    {
        for (var at = directory; at != "."; at = RepositoryView.DirectoryOf(at))
        {
            yield return RepositoryView.Join(RepositoryView.DirectoryOf(at), "Directory.Build.props");
        }
    }

    private static bool Refers(RepositoryView repository, string path) =>
        !path.EndsWith("Directory.Packages.props", StringComparison.OrdinalIgnoreCase) && repository.Text(path)?.Contains("coverlet.collector", StringComparison.OrdinalIgnoreCase) == true;

    [GeneratedRegex("<Threshold>\\s*(?<value>[0-9]{1,3}(\\.[0-9]{1,6})?)\\s*</Threshold>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Threshold();

    [GeneratedRegex("<ThresholdType>\\s*(?<types>[A-Za-z, ]{1,60})\\s*</ThresholdType>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Types();
}

/// <summary>A threshold as coverlet's properties give it.</summary>
/// <param name="Place">Where it stands, for people.</param>
/// <param name="Percent">The least, in per cent.</param>
/// <param name="OfLines">Whether it is for lines.</param>
/// <param name="OfBranches">Whether it is for branches.</param>
internal sealed record CoverletThreshold(string Place, double Percent, bool OfLines, bool OfBranches);
