using System.Globalization;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>
/// The folder of one run: <c>.unfazed/runs/ID</c> in the root, else one in the state directory. A run that can have neither goes on without
/// logs. What outlives the run lies outside the root, where no repository can bring it along.
/// </summary>
internal sealed class RunDirectory
{
    private const int NameLimit = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _scratch;

    private RunDirectory(RootState state, string runId, string? path, string scratch)
    {
        State = state;
        RunId = runId;
        Path = path;
        _scratch = scratch;
    }

    /// <summary>The run's id.</summary>
    public string RunId { get; }

    /// <summary>The folder, absolute; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>What outlives the run.</summary>
    public RootState State { get; }

    /// <summary>The folder of the caches of this root's tools, absolute; null where there is none that may be used.</summary>
    public string? ToolCaches { get; private init; }

    /// <summary>One line for people when a place could not be used; else null.</summary>
    public string? Warning { get; private init; }

    /// <summary>The folder in that of a run which is removed at the run's end.</summary>
    public static string ScratchOf(string folder) => System.IO.Path.Combine(folder, "scratch");

    /// <summary>Makes the folder of a run. Never throws for what the file system does.</summary>
    /// <param name="workspace">The root, and what git tracks there.</param>
    /// <param name="runId">The run's id: the folder's name.</param>
    /// <param name="environment">Says where the state and cache directories are.</param>
    public static RunDirectory Create(WorkspaceSnapshot workspace, string runId, ProcessEnvironment environment)
    {
        var state = RootState.Of(workspace, environment);
        var caches = CacheFolder.Of(environment, workspace) is { } cache ? System.IO.Path.Combine(cache, CacheLayout.Tools, RootState.KeyOf(workspace.Root)) : null;
        if (InRoot(workspace, state.RunsInRoot, runId) is not { } refusal)
        {
            var own = System.IO.Path.Combine(state.RunsInRoot, runId);
            return new RunDirectory(state, runId, own, ScratchOf(own))
            {
                ToolCaches = caches,
                Warning = Refusal(() => state.Add(runId)) is { } problem ? $"this run and earlier ones cannot be reported later: {problem}" : null,
            };
        }

        string? folder = null;
        var second = Refusal(() => folder = state.AddFolder(runId));
        return new RunDirectory(state, runId, folder, folder is null ? TemporaryFolder(runId) : ScratchOf(folder))
        {
            ToolCaches = caches,
            Warning = second is null ? null : $"no logs are kept: {refusal}, and the state directory cannot be used ({second})",
        };
    }

    /// <summary>No folder: the file system did not respond. Touches no disk.</summary>
    public static RunDirectory None(string root, string runId) => new(RootState.None(root), runId, null, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "unfazed-" + runId))
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
    public string ToolCache(string checkName) => System.IO.Path.Combine(ToolCaches ?? System.IO.Path.Combine(_scratch, "cache"), FileName(checkName));

    /// <summary>A path of this folder as reports show it: relative to the root with <c>/</c>, absolute when it lies elsewhere.</summary>
    public string RelativeLog(string path)
    {
        var prefix = State.Root.EndsWith('/') ? State.Root : State.Root + System.IO.Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? path[prefix.Length..].Replace(System.IO.Path.DirectorySeparatorChar, '/')
            : path;
    }

    /// <summary>Removes what only this run needed, and the oldest runs. Call it when every check has ended.</summary>
    public void Finish()
    {
        PrivateFolder.TryDelete(_scratch);
        RunRetention.Apply(State, RunId);
    }

    /// <summary>Makes the folder in the root; the reason why it cannot be there, or null.</summary>
    private static string? InRoot(WorkspaceSnapshot workspace, string runs, string runId)
    {
        var own = System.IO.Path.GetDirectoryName(runs)!;
        if (workspace.Listing is { } listing && listing.Tracks(System.IO.Path.GetFileName(own)))
        {
            return $"git tracks files in {own}";
        }

        return Refusal(() =>
        {
            Require(own, static path => Directory.CreateDirectory(path));
            IgnoreAll(System.IO.Path.Combine(own, ".gitignore"));
            Require(runs, PrivateFolder.Create);
            PrivateFolder.Create(System.IO.Path.Combine(runs, runId));
        });
    }

    // A link that a repository contains would lead our files out of it; what belongs to others can be replaced under our feet.
    private static void Require(string folder, Action<string> create)
    {
        create(folder);
        if (!FolderOwnership.IsOwnFolder(folder))
        {
            throw new IOException($"{folder} is a symbolic link, or belongs to another user");
        }
    }

    private static void IgnoreAll(string file)
    {
        // Empty is what a full disk left.
        if (FileStatus.Of(file) is { Type: FileType.Missing } or { Type: FileType.Regular, Stamp.Size: 0 })
        {
            File.WriteAllText(file, "*\n");
        }
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
}
