namespace Unfazed.Core.Journal;

/// <summary>
/// Appends records to the journal of a run, one write each, so that the death of this process leaves at most a torn last line. It is
/// not held against power loss: nothing is flushed to the disk itself.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    /// <summary>The journal's name in the folder of its run.</summary>
    public const string FileName = "journal.jsonl";

    private readonly Lock _gate = new();
    private FileStream? _file;

    private JournalWriter(FileStream? file, string? warning)
    {
        _file = file;
        Warning = warning;
    }

    /// <summary>One line for people when the journal cannot be written (any longer); else null.</summary>
    public string? Warning { get; private set; }

    /// <summary>Opens the journal in the folder of a run. Never throws for what the file system does.</summary>
    /// <param name="folder">The folder; null when the run has none.</param>
    public static JournalWriter Open(string? folder)
    {
        if (folder is null)
        {
            return new JournalWriter(null, null);
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new JournalWriter(new FileStream(Path.Combine(folder, FileName), options), null);
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return new JournalWriter(null, $"this run is not recorded: {PrivateFolder.Reason(error)}");
        }
    }

    /// <summary>Appends a record.</summary>
    /// <returns>False when this record could not be written, and none will be from now on; <see cref="Warning"/> says why.</returns>
    public bool Append(JournalEntry entry)
    {
        lock (_gate)
        {
            if (_file is null)
            {
                return false;
            }

            try
            {
                JournalCodec.Write(entry, _file);
                return true;
            }
            catch (Exception error) when (PrivateFolder.IsUnusable(error))
            {
                Warning = $"the record of this run is incomplete: {PrivateFolder.Reason(error)}";
                Close();
                return false;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
