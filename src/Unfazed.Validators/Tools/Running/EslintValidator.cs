using System.Globalization;
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
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var report = new EslintReport(Path.Combine(context.ScratchDirectory, $"{Guid.NewGuid():N}.json"));
        var words = Run with { Arguments = [.. Run.Arguments, "--output-file", report.Path], Reader = report };
        var observation = await new ToolValidator(words).ExamineAsync(context, cancellationToken).ConfigureAwait(false);
        return observation.Ending != ObservationEnding.Completed ? observation
            : report.Files > 0 ? observation with { Summary = Summary(report.Files) }
            : observation with { Ending = ObservationEnding.Skipped, Message = "its own configuration leaves every file out" };
    }

    private static string Summary(int files) => string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")}");

    private sealed class EslintReport(string path) : IOutputReader
    {
        public string Path => path;

        public int Files { get; private set; }

        public OutputReading Read(ToolOutput output)
        {
            try
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var reading = EslintReader.Read(stream, output, out var files);
                Files = files;
                return reading;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return new OutputReading { Flaw = "it left no report", ToolError = EslintComplaint.In(output.ErrorText) };
            }
        }
    }
}
