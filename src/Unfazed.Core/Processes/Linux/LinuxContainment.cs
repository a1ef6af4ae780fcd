using System.ComponentModel;
using System.Net.Sockets;

namespace Unfazed.Core.Processes;

/// <summary>Sessions, pidfds, a child subreaper, a sweep over descendants, and control groups where they can be made.</summary>
internal sealed class LinuxContainment : IProcessContainment
{
    public string Description => ControlGroups.AreAvailable
        ? "containment: cgroup (each check in a control group of its own, killed as a whole)"
        : "containment: process tree (own sessions, child subreaper; no cgroup is delegated: a process that forks and changes its session all the time may survive)";

    public bool IsReduced => false;

    public async Task<ProcessOutcome> RunAsync(CommandDescription command, StopSignal stop, ProcessRunner runner)
    {
        var started = runner.Time.GetTimestamp();
        var (spawned, failure) = Spawner.Start(command, runner.Environment, runner.Inherited);
        return spawned is null ? NotStarted(failure!) : await FollowAsync(spawned, command, stop, (runner, started)).ConfigureAwait(false);
    }

    public InteractiveChild Start(CommandDescription command, StopSignal stop, ProcessRunner runner)
    {
        var started = runner.Time.GetTimestamp();
        try
        {
            using var channel = SocketPair.Open();
            var (spawned, failure) = Spawner.Start(command, runner.Environment, runner.Inherited, channel.ChildEnd);
            if (spawned is null)
            {
                return InteractiveChild.NotStarted(NotStarted(failure!));
            }

            var completion = FollowAsync(spawned, command, stop, (runner, started));
            var socket = channel.TakeOurEnd();
            var stream = new NetworkStream(socket, ownsSocket: true);
            return new InteractiveChild(stream, stream, completion) { CloseInput = () => CloseSending(socket) };
        }
        catch (Win32Exception e)
        {
            return InteractiveChild.NotStarted(new ProcessOutcome { End = ProcessEnd.StartFailed, StartError = $"{command.Program}: {e.Message}" });
        }
    }

    private static ProcessOutcome NotStarted(StartFailure failure) => new() { End = failure.End, StartError = failure.Message };

    private static async Task<ProcessOutcome> FollowAsync(SpawnedChild spawned, CommandDescription command, StopSignal stop, (ProcessRunner Runner, long Started) begun)
    {
        var child = new RunningChild(spawned, command, stop, (begun.Runner.Time, begun.Started));
        begun.Runner.Started?.Add(child);
        var reactor = ProcessReactor.Instance;
        reactor.Add(child);
        stop.Subscribe(reactor.Wake);
        begun.Runner.Started?.OnStart?.Invoke(spawned);
        try
        {
            var outcome = await child.Completion.ConfigureAwait(false);
            await child.Written.ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            stop.Unsubscribe(reactor.Wake);
        }
    }

    private static void CloseSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The child has ended: nobody reads any more.
        }
    }
}
