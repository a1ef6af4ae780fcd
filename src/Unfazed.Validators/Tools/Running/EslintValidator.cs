using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Runs ESLint with its report in a file: with the source of each file in it, it outgrows what is kept of an output.</summary>
internal sealed class EslintValidator(ToolRun run) : IToolValidator
{
    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var report = new EslintReport(Path.Combine(context.ScratchDirectory, $"{Guid.NewGuid():N}.json"));
        return new ToolValidator(Run with { Arguments = [.. Run.Arguments, "--output-file", report.Path], Reader = report }).ExamineAsync(context, cancellationToken);
    }

    private sealed class EslintReport(string path) : IOutputReader
    {
        public string Path => path;

        public OutputReading Read(ToolOutput output)
        {
            try
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return EslintReader.Read(stream, output);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return new OutputReading { Extent = Extent.Unread, Flaw = "it left no report", ToolError = EslintComplaint.In(output.ErrorExcerpt) };
            }
        }
    }
}
