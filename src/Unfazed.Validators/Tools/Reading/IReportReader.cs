namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads one format from a stream, forward only: an output that was captured, or a file of any length that the tool wrote.</summary>
internal interface IReportReader : IOutputReader
{
    /// <summary>The end of the names of such reports in a folder that holds other files too; null for any name.</summary>
    string? Suffix => null;

    /// <summary>Reads a report as far as it goes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">What was printed beside it, or held it.</param>
    OutputReading Read(Stream report, ToolOutput output);

    /// <inheritdoc/>
    OutputReading IOutputReader.Read(ToolOutput output) => Read(output.Outcome.StandardOutput.Open(), output);
}
