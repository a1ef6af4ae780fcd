using Unfazed.Cli.Commands;
using Unfazed.Cli.Hooks;
using Unfazed.Cli.Hooks.Claude;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli;

/// <summary>From the words of the command line to the exit code: the only place where codes are mapped.</summary>
/// <param name="host">What surrounds the command.</param>
/// <param name="interruption">The signals that end it.</param>
internal sealed class EntryPoint(Host host, Interruption interruption)
{
    private bool _answersClaude;

    public async Task<int> RunAsync(string[] words)
    {
        _answersClaude = HookCommand.IsForClaude(words);
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => End(failure.ExceptionObject as Exception);
        if (host.Exit is { } exit)
        {
            exit.IsSilent = _answersClaude;
        }

        try
        {
            var code = await DispatchAsync(words).ConfigureAwait(false);
            return _answersClaude || host.Terminal.Output.Failure is null ? code : Math.Max(code, WriteFailed(code));
        }
        catch (UsageException error)
        {
            return Refuse(error.Lines);
        }
        catch (WorkspaceException error)
        {
            return Refuse(error.Message.Split('\n'));
        }
        catch (OperationCanceledException) when (interruption.ExitCode is not null)
        {
            return _answersClaude ? ExitCodes.Passed : interruption.ExitCode.Value;
        }
#pragma warning disable CA1031 // The last resort: whatever it is, it is our defect, and the caller gets a line and a code for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Confess(error);
        }
    }

    private async Task<int> DispatchAsync(string[] words)
    {
        var request = CommandLineParser.Parse(words);
        if (request.Help)
        {
            host.Terminal.Write(HelpText.Of(request.Command));
            return ExitCodes.Passed;
        }

        switch (request.Command)
        {
            case "version":
                return VersionCommand.Run(host, new GivenOptions(request, host.Environment));
            case "schema":
                return SchemaCommand.Run(host);
            default:
                host.Exit?.Arm(CommandLimit.DeadlineOf(host, request));
                AvoidUnresponsiveFolders();
                return await RunAsync(request).ConfigureAwait(false);
        }
    }

    private async Task<int> RunAsync(Request request)
    {
        // The other caller reads standard error as a reason to block.
        foreach (var line in _answersClaude ? [] : MisspelledVariables.Describe(host.Environment))
        {
            host.Say($"unfazed: {line}");
        }

        var options = new GivenOptions(request, host.Environment);
        var limit = new CommandLimit(host, request, interruption);
        return request.Command switch
        {
            "config" => await limit.RunAsync(stop => ConfigCommand.RunAsync(host, options, stop)).ConfigureAwait(false),
            "state" => await limit.RunAsync(stop => new StateCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            "report" => await limit.RunAsync(stop => new ReportCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            "doctor" => await limit.RunAsync(stop => new DoctorCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            "trust" => await limit.RunAsync(stop => new TrustCommand(host, options, stop).RunAsync(), asksPerson: true).ConfigureAwait(false),
            "init" => await limit.RunAsync(stop => new InitCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            "hook" when HookCommand.Runs(request) => await new HookCommand(host, options, interruption).RunAsync(interruption.Token).ConfigureAwait(false),
            "hook" => await limit.RunAsync(new HookCommand(host, options, interruption).RunAsync).ConfigureAwait(false),
            "fix" => await limit.RunAsync(stop => new FixCommand(host, options, interruption, limit).RunAsync(stop)).ConfigureAwait(false),
            "baseline" => await limit.RunAsync(_ => new BaselineCommand(host, options, interruption, limit).RunAsync()).ConfigureAwait(false),
            "why" => await limit.RunAsync(stop => new WhyCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            "list" => await limit.RunAsync(stop => new ListCommand(host, options, stop).RunAsync()).ConfigureAwait(false),
            _ => await new RunCommand(host, options, interruption).RunAsync().ConfigureAwait(false),
        };
    }

    private void AvoidUnresponsiveFolders()
    {
        host = host with { Environment = UnresponsiveFolders.Note(host.Environment) };
        foreach (var folder in host.Environment.Unresponsive)
        {
            host.Say($"unfazed: \"{PrintableName.Of(folder)}\" does not respond: nothing in it is used, and nothing is kept there");
        }
    }

    private int WriteFailed(int code)
    {
        // A run has said so itself.
        if (code < ExitCodes.Inconclusive)
        {
            host.Say($"unfazed: standard output could not be written: {host.Terminal.Output.Failure}");
        }

        return ExitCodes.Inconclusive;
    }

    private int Refuse(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            host.Say($"unfazed: {line}");
        }

        // To that caller 2 means "blocked", and a mistake of ours or of its user's blocks nothing.
        return _answersClaude ? ExitCodes.Passed : ExitCodes.Usage;
    }

    private int Confess(Exception error)
    {
        // What was found counts more than the details, which lie on a disk.
        var isExhausted = IsExhausted(error);
        host.Exit?.WriteCrashed(isExhausted ? ExitCodes.Inconclusive : ExitCodes.Internal);
        if (isExhausted)
        {
            host.Say("unfazed: no memory, or no further process, is available here (ulimit -u, the limits of the container): what is known by now is all there is");
            return _answersClaude ? ExitCodes.Passed : ExitCodes.Inconclusive;
        }

        var details = CrashReport.Write(error, host.Environment, host.Time.GetUtcNow());
        host.Say($"unfazed: internal error, a defect of Unfazed: {error.GetType().Name}: {Quoted.Short(error.Message)}; details: {details ?? "none could be written"}");
        return _answersClaude ? CallerAnswer.Block : ExitCodes.Internal;
    }

    // Where no thread can be started the runtime wraps that once or twice.
    private static bool IsExhausted(Exception error) => error is OutOfMemoryException
        || (error is AggregateException or TaskSchedulerException && error.InnerException is { } inner && IsExhausted(inner));

    // An exception on a thread that nobody awaits would end the process with the runtime's own text and code.
    private void End(Exception? error) =>
        host.Exit?.EndCrashed(Confess(error ?? new InvalidOperationException("something that is no exception was thrown")));
}
