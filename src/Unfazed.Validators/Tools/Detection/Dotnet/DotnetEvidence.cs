namespace Unfazed.Validators.Tools.Detection.Dotnet;

/// <summary>A solution, or a project that stands for itself.</summary>
internal sealed record DotnetEvidence : Evidence
{
    /// <inheritdoc/>
    public override string Description => "a solution or project file";

    /// <inheritdoc/>
    public override bool IsIn(string fileName) => DotnetLayout.IsTarget(fileName);

    /// <inheritdoc/>
    public override string? Find(RepositoryView repository, string directory) =>
        DotnetLayout.Of(repository) is var layout && layout.StartsIn(directory) ? layout.TargetsBelow(directory)[0] : null;
}
