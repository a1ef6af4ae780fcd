using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Unfazed.Cli.Commands;
using Unfazed.Core;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// Keeps the state of a session in the state directory, for the processes of its hooks: each change is one exchange of the file
/// under a lock. Where there is no place for it every answer is the first one.
/// </summary>
internal sealed class SessionStore
{
    private const int MostSessions = 200;
    private const int KeyLength = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Host _host;
    private readonly string? _folder;
    private readonly string _key;
    private readonly LockFiles _locks;
    private bool _isBroken;

    public SessionStore(Host host, string session, string root)
    {
        _host = host;
        _folder = StateDirectory.Of(host.Environment) is { } state ? Path.Combine(state, "hooks", "claude") : null;
        _key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{root}\0{session}")))[..KeyLength];
        _locks = new LockFiles(_folder is null ? null : Path.Combine(_folder, "locks"), root);
    }

    /// <summary>Whether there is no place for a state, or a change of it could not be noted.</summary>
    public bool IsForgetful => _folder is null || _isBroken;

    /// <summary>The state as it is now.</summary>
    public SessionState Read() => _folder is null ? SessionState.Empty : SessionFile.Read(FileOf(_folder));

    /// <summary>
    /// Changes the state; gives what it is then. Never throws for what the file system does. Where another process holds the state for longer
    /// than this, nothing is written, since that would take back what the other one notes: the change is this process' own.
    /// </summary>
    public async Task<SessionState> ChangeAsync(Func<SessionState, SessionState> change, TimeSpan patience, CancellationToken cancellationToken)
    {
        MakeFolder();
        using var held = await HoldAsync("state", patience, cancellationToken).ConfigureAwait(false);
        var state = change(Read());
        _isBroken |= held is null;
        if (_folder is not null && held is not null)
        {
            Write(_folder, SessionFile.Write(state).Span);
        }

        return state;
    }

    /// <summary>Waits for the right to run the checks of this session; null when another still had it after that time.</summary>
    public Task<IDisposable?> HoldRunAsync(TimeSpan patience, CancellationToken cancellationToken) => HoldAsync("run", patience, cancellationToken);

    private async Task<IDisposable?> HoldAsync(string what, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _host.Time.GetTimestamp();
        ImmutableArray<string> names = [$"{_key}/{what}"];
        while (true)
        {
            if (_locks.TryHold(names) is { } held)
            {
                return held;
            }

            if (_host.Time.GetElapsedTime(started) >= patience)
            {
                return null;
            }

            await Task.Delay(Poll, _host.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Before the folders below it, which would make it one that everybody may read.
    private void MakeFolder()
    {
        try
        {
            if (_folder is not null)
            {
                PrivateFolder.Create(_folder);
            }
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            _isBroken = true;
        }
    }

    private string FileOf(string folder) => Path.Combine(folder, _key + ".json");

    private void Write(string folder, ReadOnlySpan<byte> content)
    {
        var path = FileOf(folder);
        try
        {
            if (!File.Exists(path))
            {
                Forget(folder);
            }

            var temporary = Path.Combine(folder, $"{_key}.{Guid.NewGuid():N}.tmp");
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            // The next answer is the first one then.
            _isBroken = true;
        }
    }

    // Sessions that ended long ago, what a killed process left, and locks that nobody needs any more.
    private void Forget(string folder)
    {
        var now = _host.Time.GetUtcNow().UtcDateTime;
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(static file => IsOurs(file.Name)).OrderByDescending(static file => file.LastWriteTimeUtc).ToList();
        foreach (var file in files.Where((file, place) => place >= 3 * MostSessions || now - file.LastWriteTimeUtc > Longest))
        {
            file.Delete();
        }
    }

    private static bool IsOurs(string name) => HexName.Is(Path.GetFileNameWithoutExtension(HexName.IsTemporary(name, out var session) ? session : name), KeyLength);
}
