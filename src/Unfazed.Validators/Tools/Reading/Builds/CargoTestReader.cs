namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>
/// Reads what <c>cargo test</c> and <c>cargo build</c> print for people (1.60 and later): errors and warnings of rustc with their place, failed
/// tests with their panic, build scripts, links and manifests that failed. What could not be downloaded says nothing about the code.
/// </summary>
/// <param name="isExitCertain">Whether the exit code is cargo's own.</param>
internal sealed class CargoTestReader(bool isExitCertain = false) : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "cargo");
        var lines = new CargoLines(log, output.Outcome.ExitCode, isExitCertain);
        var hasStatus = output.ErrorLines.Any(CargoStatus.Is);
        lines.BeginOutput(hasStatus);
        foreach (var line in log.Bounded(output.Lines))
        {
            lines.Take(line);
        }

        lines.EndOutput(hasStatus);
        foreach (var line in log.Bounded(output.ErrorLines))
        {
            lines.Take(line);
        }

        lines.End();
        return log.ToReading();
    }
}
