using System.Text.RegularExpressions;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A gem in a <c>Gemfile</c>, its lock file or a <c>.gemspec</c>.</summary>
internal sealed partial record GemEvidence(string Gem) : Evidence
{
    /// <inheritdoc/>
    public override string Description => $"`{Gem}` among Ruby's gems";

    /// <inheritdoc/>
    public override bool IsConfiguration => false;

    /// <inheritdoc/>
    public override bool IsIn(string fileName) => fileName is "Gemfile" or "Gemfile.lock" || fileName.EndsWith(".gemspec", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        foreach (var name in repository.NamesIn(directory).Where(IsIn))
        {
            var path = RepositoryView.Join(directory, name);
            if ((repository.Text(path) ?? "").Split('\n').Any(line => Entry().Match(line) is { Success: true } match && match.Groups["gem"].Value == Gem))
            {
                return $"{Gem} in {path}";
            }
        }

        return null;
    }

    // gem "rubocop", s.add_development_dependency("rubocop"), and "    rubocop (1.39.0)" of a lock file.
    [GeneratedRegex(@"^(\s*gem[ (]+['""](?<gem>[A-Za-z0-9_.-]+)['""].*|.*\.add(_development|_runtime)?_dependency[ (]+['""](?<gem>[A-Za-z0-9_.-]+)['""].*|    (?<gem>[A-Za-z0-9_.-]+) \([^)]*\)\s*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
