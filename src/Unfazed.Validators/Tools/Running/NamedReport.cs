using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>A report that configuration names without saying whether it is a file or a folder: what the tool has written tells.</summary>
/// <param name="path">Where it is, absolute.</param>
/// <param name="file">The report as a file.</param>
/// <param name="folder">The reports as the files of a folder.</param>
internal sealed class NamedReport(string path, ReportFile file, ReportSet folder) : IReportSource
{
    /// <inheritdoc/>
    public void Expect()
    {
        file.Expect();
        folder.Expect();
    }

    /// <inheritdoc/>
    public OutputReading Read(IOutputReader reader, ToolOutput output) => Directory.Exists(path) ? folder.Read(reader, output) : file.Read(reader, output);
}
