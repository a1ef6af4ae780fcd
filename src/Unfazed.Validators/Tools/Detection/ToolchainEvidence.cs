namespace Unfazed.Validators.Tools.Detection;

/// <summary>A component that <c>rust-toolchain.toml</c> asks for.</summary>
internal sealed record ToolchainEvidence(string Component) : ConfigurationEvidence("rust-toolchain.toml")
{
    /// <inheritdoc/>
    public override string Description => $"component `{Component}` in `rust-toolchain.toml`";

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory)
    {
        var path = RepositoryView.Join(directory, FileName);
        return repository.Text(path) is { } text && TomlScan.Read(text).Strings("toolchain.components").Contains(Component, StringComparer.Ordinal) ? $"{Component} in {path}" : null;
    }
}
