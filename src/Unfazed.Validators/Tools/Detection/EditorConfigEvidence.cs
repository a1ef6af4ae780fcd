using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>Lines of an <c>.editorconfig</c> that speak to one tool: a property, or a section's header, that begins so.</summary>
internal sealed record EditorConfigEvidence : ConfigurationEvidence
{
    private readonly ImmutableArray<string> _beginnings;

    /// <summary>Looks for lines with these beginnings.</summary>
    public EditorConfigEvidence(params ReadOnlySpan<string> beginnings)
        : base(".editorconfig") => _beginnings = [.. beginnings];

    /// <inheritdoc/>
    public override string Description => $"{string.Join(", ", _beginnings.Select(static beginning => $"`{beginning}…`"))} in `.editorconfig`";

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        foreach (var line in (repository.Text(path) ?? "").AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimStart();
            foreach (var beginning in _beginnings)
            {
                if (trimmed.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                {
                    return $"{path} ({beginning.TrimEnd('_')}…)";
                }
            }
        }

        return null;
    }
}
