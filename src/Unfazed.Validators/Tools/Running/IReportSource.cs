using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Where a tool writes its reports.</summary>
internal interface IReportSource
{
    /// <summary>To be called before each start.</summary>
    void Expect();

    /// <summary>Reads what a process wrote there.</summary>
    /// <param name="reader">The format.</param>
    /// <param name="output">What the process printed.</param>
    OutputReading Read(IOutputReader reader, ToolOutput output);
}
