namespace Unfazed.Validators.Tools.Detection;

/// <summary>The manifest of a language whose own tools need no configuration: a tool that is configured comes before them.</summary>
internal sealed record ManifestEvidence(string FileName) : ConfigurationEvidence(FileName)
{
    /// <inheritdoc/>
    public override bool IsConfiguration => false;

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory) =>
        RepositoryView.Join(directory, FileName) is var path && repository.Has(path) ? path : null;
}

/// <summary>A file whose name ends so, such as <c>firmware.cppcheck</c>.</summary>
internal sealed record SuffixEvidence(string Suffix) : Evidence
{
    /// <inheritdoc/>
    public override string Description => $"`*{Suffix}`";

    /// <inheritdoc/>
    public override bool IsIn(string fileName) => fileName.Length > Suffix.Length && fileName.EndsWith(Suffix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory) =>
        repository.NamesIn(directory).FirstOrDefault(IsIn) is { } name ? RepositoryView.Join(directory, name) : null;
}
