using Unfazed.Cli.Commands;
using Unfazed.Cli.Hooks;
using Unfazed.Cli.Hooks.Claude;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli;

/// <summary>From the words of the command line to the exit code: the only place where codes are mapped.</summary>
internal sealed class EntryPoint(Host host)
{
    private bool _answersClaude;

    public async Task<int> RunAsync(string[] words)
    {
        _answersClaude = HookCommand.IsForClaude(words);
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => End(failure.ExceptionObject as Exception);
        using var interruption = new Interruption(EndAtOnce);
        try
        {
            var code = await DispatchAsync(words, interruption).ConfigureAwait(false);
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

    private async Task<int> DispatchAsync(string[] words, Interruption interruption)
    {
        var request = CommandLineParser.Parse(words);
        if (request.Help)
        {
            host.Terminal.Write(HelpText.Of(request.Command));
            return ExitCodes.Passed;
        }

        var options = new GivenOptions(request, host.Environment);
        return request.Command switch
        {
            "version" => VersionCommand.Run(host, options),
            "schema" => SchemaCommand.Run(host),
            "config" => await ConfigCommand.RunAsync(host, options, interruption.Token).ConfigureAwait(false),
            "state" => await new StateCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "report" => await new ReportCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "doctor" => await new DoctorCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "trust" => await new TrustCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "init" => await new InitCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "hook" => await new HookCommand(host, options, interruption).RunAsync().ConfigureAwait(false),
            "fix" => await new FixCommand(host, options, interruption).RunAsync().ConfigureAwait(false),
            "baseline" => await new BaselineCommand(host, options, interruption).RunAsync().ConfigureAwait(false),
            "why" => await new WhyCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            "list" => await new ListCommand(host, options, interruption.Token).RunAsync().ConfigureAwait(false),
            _ => await new RunCommand(host, options, interruption).RunAsync().ConfigureAwait(false),
        };
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
        var details = CrashReport.Write(error, host.Environment, host.Time.GetUtcNow());
        host.Say($"unfazed: internal error, a defect of Unfazed: {error.GetType().Name}: {Quoted.Short(error.Message)}; details: {details ?? "none could be written"}");
        return _answersClaude ? ClaudeAnswer.Block : ExitCodes.Internal;
    }

    // An exception on a thread that nobody awaits would end the process with the runtime's own text and code.
    private void End(Exception? error) => Exit(Confess(error ?? new InvalidOperationException("something that is no exception was thrown")));

    private static void EndAtOnce(int code)
    {
        EndByForce.Everything();
        Exit(code);
    }

#pragma warning disable RS0030 // There is nobody left to return the code to.
    private static void Exit(int code) => Environment.Exit(code);
#pragma warning restore RS0030
}
