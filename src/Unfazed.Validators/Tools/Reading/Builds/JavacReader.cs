namespace Unfazed.Validators.Tools.Reading.Builds;

/// <summary>Reads what javac prints (JDK 8 and later, in English).</summary>
internal sealed class JavacReader : IOutputReader
{
    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var log = new BuildLog(output, "javac", isSilent: true);
        var javac = new JavacLines(log);
        foreach (var line in log.Lines())
        {
            javac.Take(line);
        }

        (log.Counted, log.Printed) = (javac.Counted, javac.Printed);

        // After an error of syntax the other phases do not run.
        log.Extent = Extent.StoppedAt(log.FirstError);
        return log.ToReading();
    }
}
