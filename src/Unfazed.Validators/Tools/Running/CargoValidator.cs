using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Runs a command of cargo, and takes away the lock file that cargo writes where the repository has none.</summary>
internal sealed class CargoValidator(ToolRun run) : IToolValidator
{
    /// <summary>The name of cargo's lock file.</summary>
    public const string LockFile = "Cargo.lock";

    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var path = Path.Combine(context.Workspace.Root, Run.Directory, LockFile);
        var isThere = Path.Exists(path);
        try
        {
            return await new ToolValidator(Run).ExamineAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!isThere)
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run meets it as what it is: a file that nobody tracks.
        }
    }
}
