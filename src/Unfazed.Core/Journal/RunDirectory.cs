using System.Globalization;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>
/// The folder of one run: <c>.unfazed/runs/ID</c> in the root, else <c>runs/ID</c> in the state directory. A run that can have
/// neither goes on without logs.
/// </summary>
internal sealed class RunDirectory
{
    private const int NameLimit = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _root;
    private readonly string? _home;
    private readonly string _scratch;

    private RunDirectory(string root, string runId, string? home, string scratch)
    {
        _root = root;
        RunId = runId;
        _home = home;
        _scratch = scratch;
        Path = home is null ? null : System.IO.Path.Combine(home, "runs", runId);
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The folder, absolute; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>The folder that outlives the run, <c>.unfazed</c> as a rule; null when there is none.</summary>
    public string? Home => _home;

    /// <summary>The folder of the locks that runs share, absolute, not made yet; null when there is none.</summary>
    public string? LockFolder => _home is null ? null : System.IO.Path.Combine(_home, "locks");

    /// <summary>One line for people when no place could be used; else null.</summary>
    public string? Warning { get; private init; }

    /// <summary>The folder in that of a run which is removed at the run's end.</summary>
    public static string ScratchOf(string folder) => System.IO.Path.Combine(folder, "scratch");

    /// <summary>Makes the folder of a run. Never throws for what the file system does.</summary>
    /// <param name="root">The root of the repository, absolute.</param>
    /// <param name="runId">The run's id: the folder's name.</param>
    /// <param name="environment">Says where the state directory is.</param>
    public static RunDirectory Create(string root, string runId, ProcessEnvironment environment)
    {
        var own = System.IO.Path.Combine(root, ".unfazed");
        var refusal = OwnFolder(own, runId);
        if (refusal is null)
        {
            return new RunDirectory(root, runId, own, ScratchOf(System.IO.Path.Combine(own, "runs", runId)));
        }

        if (StateDirectory.Of(environment) is { } state && Refusal(() => PrivateFolder.Create(System.IO.Path.Combine(state, "runs", runId))) is null)
        {
            return new RunDirectory(root, runId, state, ScratchOf(System.IO.Path.Combine(state, "runs", runId)));
        }

        return new RunDirectory(root, runId, null, TemporaryFolder(runId))
        {
            Warning = $"no logs are kept: neither {own} nor the state directory can be written ({refusal})",
        };
    }

    /// <summary>No folder: the file system did not respond. Touches no disk.</summary>
    public static RunDirectory None(string root, string runId) => new(root, runId, null, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "unfazed-" + runId))
    {
        Warning = "no logs are kept and this run is not recorded: the file system did not respond",
    };

    /// <summary>The log of a check: <c>NAME.log</c>, for its second directory <c>NAME~2.log</c>; each call gives a new one. Null when none can be written.</summary>
    public string? LogPath(string checkName)
    {
        if (Path is null)
        {
            return null;
        }

        var name = FileName(checkName);
        lock (_gate)
        {
            var count = _logs.GetValueOrDefault(name) + 1;
            _logs[name] = count;
            var numbered = count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}~{count}");
            return System.IO.Path.Combine(Path, numbered + ".log");
        }
    }

    /// <summary>A folder for what a check writes in this run alone; not made yet, and gone after <see cref="Finish"/>.</summary>
    public string ScratchDirectory(string checkName) => System.IO.Path.Combine(_scratch, FileName(checkName));

    /// <summary>A folder for a tool's own cache, which later runs find again; not made yet.</summary>
    public string ToolCache(string checkName) => _home is null
        ? System.IO.Path.Combine(_scratch, "cache", FileName(checkName))
        : System.IO.Path.Combine(_home, "tools", RootKey(), FileName(checkName));

    /// <summary>A path of this folder as reports show it: relative to the root with <c>/</c>, absolute when it lies elsewhere.</summary>
    public string RelativeLog(string path)
    {
        var prefix = _root.EndsWith('/') ? _root : _root + System.IO.Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? path[prefix.Length..].Replace(System.IO.Path.DirectorySeparatorChar, '/')
            : path;
    }

    /// <summary>Removes what only this run needed, and the oldest runs. Call it when every check has ended.</summary>
    public void Finish()
    {
        PrivateFolder.TryDelete(_scratch);
        if (_home is not null)
        {
            RunRetention.Apply(System.IO.Path.Combine(_home, "runs"), RunId);
        }
    }

    private static string? OwnFolder(string own, string runId)
    {
        var runs = System.IO.Path.Combine(own, "runs");
        string[] places = [own, runs, System.IO.Path.Combine(own, "tools"), System.IO.Path.Combine(own, "locks")];
        return Array.Exists(places, PrivateFolder.IsLink)
            ? "a symbolic link stands there"
            : Refusal(() =>
            {
                Directory.CreateDirectory(own);
                IgnoreAll(System.IO.Path.Combine(own, ".gitignore"));
                PrivateFolder.Create(runs);
                PrivateFolder.Create(System.IO.Path.Combine(runs, runId));
            });
    }

    private static void IgnoreAll(string file)
    {
        // Empty is what a full disk left.
        if (PrivateFolder.IsLink(file) || (File.Exists(file) && new FileInfo(file).Length > 0))
        {
            return;
        }

        File.WriteAllText(file, "*\n");
    }

    private static string? Refusal(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            return error.Message;
        }
    }

    private static string TemporaryFolder(string runId)
    {
        try
        {
            return Directory.CreateTempSubdirectory("unfazed-").FullName;
        }
        catch (Exception error) when (PrivateFolder.IsUnusable(error))
        {
            // Whoever needs it will be told by the file system.
            return System.IO.Path.Combine(System.IO.Path.GetTempPath(), "unfazed-" + runId);
        }
    }

    private static string FileName(string checkName)
    {
        var safe = string.Create(Math.Min(checkName.Length, NameLimit), checkName, static (span, name) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = char.IsAsciiLetterOrDigit(name[index]) || name[index] is '-' or '_' or '.' ? name[index] : '-';
            }
        });
        return safe.Trim('.').Length == 0 ? "check" : safe;
    }

    // The state directory serves many repositories, `.unfazed` one.
    private string RootKey() => _home == System.IO.Path.Combine(_root, ".unfazed")
        ? ""
        : Sha256.Hex(_root)[..16];
}
