namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads nothing: the exit code alone decides.</summary>
internal sealed class ExitCodeReader : IOutputReader
{
    /// <inheritdoc/>
    public bool NeedsWholeOutput => false;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output) => new() { Extent = Extent.Whole, ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt) };
}
