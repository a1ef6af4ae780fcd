namespace Unfazed.Validators.Tools.Reading;

/// <summary>Reads one output format. What it is given was written by others: it is total, bounded and throws nothing for what it reads.</summary>
internal interface IOutputReader
{
    /// <summary>Whether the answer rests on all of the output; else its end may be missing, as a daemon that keeps the pipe leaves it.</summary>
    bool NeedsWholeOutput => true;

    /// <summary>Whether it reads more of the output than its beginning and its end.</summary>
    bool ReadsWholeOutput => NeedsWholeOutput;

    /// <summary>Reads what a process printed, also one that was ended before its time: then as far as it goes.</summary>
    OutputReading Read(ToolOutput output);
}
