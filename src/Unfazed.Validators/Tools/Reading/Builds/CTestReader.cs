namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>Reads what CTest prints (3.16 and later): the tests that failed, with what they printed where <c>--output-on-failure</c> or <c>-V</c> shows it.</summary>
internal sealed class CTestReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "CTest");
        var lines = new CTestLines(log, output.Outcome.ExitCode);
        foreach (var line in log.Lines())
        {
            lines.Take(line);
        }

        lines.End();
        return log.ToReading();
    }
}
