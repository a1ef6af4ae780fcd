namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads a format of lines, among which others may stand: what plug-ins, build tools and the tool's own report say.</summary>
internal interface ILineReader : IOutputReader
{
    /// <summary>Whether the tool prints such a line beside its findings, or where there is none.</summary>
    bool IsKnown(string line);
}
