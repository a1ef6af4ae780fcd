using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Processes;

/// <summary>A child that runs, and our ends of its pipes.</summary>
/// <param name="Id">Its pid, the leader of its session and group.</param>
/// <param name="Handle">Its pidfd; null where the kernel has none.</param>
/// <param name="Output">Our end of its standard output; null where that is a socket.</param>
/// <param name="Error">Our end of its standard error.</param>
/// <param name="Marker">What its environment, and that of its descendants, says.</param>
internal sealed record SpawnedChild(int Id, Descriptor? Handle, Descriptor? Output, Descriptor Error, CheckMarker Marker)
{
    /// <summary>The control group that holds it and its descendants; null where there is none.</summary>
    public ControlGroup? Group { get; init; }
}

/// <summary>Starts a process in a session of its own through <c>posix_spawn</c>.</summary>
internal static unsafe class Spawner
{
    private static bool _isClosed;

    /// <summary>Held while a process is started and while an orphan is reaped: no pid can change hands between a look and a deed.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>Refuses every start from now on.</summary>
    public static void Close() => Volatile.Write(ref _isClosed, true);

    /// <summary>Starts programs again.</summary>
    public static void Reopen() => Volatile.Write(ref _isClosed, false);

    /// <summary>Starts the program; the second part says why it could not.</summary>
    /// <param name="command">What is started.</param>
    /// <param name="ours">Our environment.</param>
    /// <param name="inherited">Open files that it has under the same numbers.</param>
    /// <param name="channel">A socket that becomes its standard input and output; null for none and a pipe.</param>
    public static (SpawnedChild? Child, StartFailure? Failure) Start(CommandDescription command, ProcessEnvironment ours, ImmutableArray<SafeFileHandle> inherited, Descriptor? channel = null)
    {
        var variables = ChildEnvironment.Create(ours.Variables, command.Environment);
        if (ProgramLookup.Find(command.Program, variables) is not { } program)
        {
            return (null, StartFailure.NotOnPath(command.Program));
        }

        if (HoldsNul(command, variables))
        {
            return (null, new StartFailure(ProcessEnd.StartFailed, $"an argument or variable of {program} holds a NUL character"));
        }

        var full = Path.IsPathRooted(program) ? program : Path.Combine(command.Directory, program);
        var marker = CheckMarker.Next(command.CheckId);
        try
        {
            ChildProcesses.Prepare();
            return Spawn(new Request(command, full, Block(variables, ours, marker), marker) { Channel = channel, Inherited = inherited });
        }
        catch (Win32Exception e)
        {
            return (null, new StartFailure(ProcessEnd.StartFailed, $"{full}: {e.Message}"));
        }
    }

    private static (SpawnedChild? Child, StartFailure? Failure) Spawn(Request request)
    {
        using var output = request.Channel is null ? Pipe.Open() : null;
        using var error = Pipe.Open();
        var streams = new ChildStreams(request.Channel?.Number, (request.Channel ?? output!.WriteEnd).Number, error.WriteEnd.Number);
        var gate = request.Command.CheckId is not null && ControlGroups.AreAvailable ? StartGate.Instance : null;
        using var settings = new SpawnSettings(streams, request.Command.Directory, gate);
        using var inherited = new InheritedFiles(request.Inherited, settings);
        using var arguments = new NativeStrings(
            [PosixText.Encode(request.Command.Program), .. request.Command.Arguments.Select(static argument => PosixText.Encode(argument))]);
        using var environment = new NativeStrings(request.Environment);
        var group = request.Command.CheckId is null ? null : ControlGroups.Make();
        var (pid, isInGroup, failure) = Spawn(request, settings, (arguments, environment), (error.WriteEnd.Number, gate, group));
        if (failure is not null)
        {
            if (group is not null)
            {
                ControlGroups.Leave(group);
            }

            return (null, failure);
        }

        // Nobody else knows of the child yet, so that it is not reaped meanwhile.
        group = group is null || isInGroup ? group : ControlGroups.Enter(group, pid);
        return (new SpawnedChild(pid, ProcessHandle.Open(pid), output?.TakeReadEnd(), error.TakeReadEnd(), request.Marker) { Group = group }, null);
    }

    private static (int Pid, bool IsInGroup, StartFailure? Failure) Spawn(
        Request request, SpawnSettings settings, (NativeStrings Arguments, NativeStrings Environment) words, (int Newest, StartGate? Gate, ControlGroup? Group) around)
    {
        lock (Gate)
        {
            if (Volatile.Read(ref _isClosed))
            {
                return (0, false, new StartFailure(ProcessEnd.StartFailed, $"{request.Program} was not started: unfazed is about to exit"));
            }

            ProcessHandle.CloseAllOnExec();
            var ours = OpenFilesLimit.Lower(around.Newest);
            var admission = around.Group is { } group ? around.Gate?.Shut(group) : null;
            int code, pid;
            fixed (byte* path = PosixText.EncodeTerminated(request.Program))
            {
                code = Libc.Spawn(out pid, path, settings.Actions, settings.Attributes, words.Arguments.Pointer, words.Environment.Pointer);
            }

            var isInGroup = admission?.Complete() ?? false;
            OpenFilesLimit.Restore(ours, code == 0 ? pid : 0);
            if (code != 0)
            {
                return (0, false, StartFailure.Explain(code, request.Program, request.Command.Directory));
            }

            ChildProcesses.Add(pid, request.Marker);
            return (pid, isInGroup, null);
        }
    }

    private static bool HoldsNul(CommandDescription command, ImmutableDictionary<string, string> variables) =>
        command.Arguments.Append(command.Program).Append(command.Directory).Concat(variables.Keys).Concat(variables.Values)
            .Any(static text => text.Contains('\0', StringComparison.Ordinal));

    private static List<byte[]> Block(ImmutableDictionary<string, string> variables, ProcessEnvironment ours, CheckMarker marker)
    {
        var inherited = ours.Get(ChildEnvironment.Marker);
        var value = string.IsNullOrEmpty(inherited) ? marker.ToString() : $"{inherited},{marker}";
        var block = new List<byte[]>(variables.Count + 1) { PosixText.Encode($"{ChildEnvironment.Marker}={value}") };
        block.AddRange(variables
            .Where(static pair => pair.Key != ChildEnvironment.Marker)
            .Select(static pair => PosixText.Encode($"{pair.Key}={pair.Value}")));
        return block;
    }

    private sealed record Request(CommandDescription Command, string Program, List<byte[]> Environment, CheckMarker Marker)
    {
        public Descriptor? Channel { get; init; }

        public ImmutableArray<SafeFileHandle> Inherited { get; init; } = [];
    }
}
