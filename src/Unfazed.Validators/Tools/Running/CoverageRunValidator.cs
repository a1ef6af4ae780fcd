using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Runs tests with a folder of their own for the reports, outside the tree, and makes an observation of these.</summary>
internal sealed class CoverageRunValidator(ToolRun run, CoverageRun reports) : IToolValidator
{
    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.ScratchDirectory, $"tests-{Guid.NewGuid():N}")).FullName;
        var words = Run with
        {
            Arguments = [.. Run.Arguments.Select(word => Fill(word, folder))],
            Environment = Run.Environment.SetItems(Run.Environment.Where(static pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, (string?)Fill(pair.Value!, folder)))),
            Reader = new CoverageRunReader(reports, folder),
            Summary = null,
        };
        return new ToolValidator(words).ExamineAsync(context, cancellationToken);
    }

    private static string Fill(string word, string folder) => word.Replace(CoverageRun.ReportsWord, folder, StringComparison.Ordinal);
}
