using System.Buffers;
using System.Text.RegularExpressions;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Asks a tool for its version while it already works. No answer is no harm.</summary>
internal sealed partial class VersionQuestion : IAsyncDisposable
{
    private const int ShortestHash = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly StopSignal _stop = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _follow;
    private readonly Task<ProcessOutcome?> _answer;
    private readonly TimeProvider _time;
    private readonly string? _known;

    /// <summary>Starts asking; gives up after 5 s, or when the check is told to stop.</summary>
    public VersionQuestion(ToolRun run, ValidationContext context)
    {
        _time = context.Time;
        _known = context.KnownVersion;
        _timer = _time.CreateTimer(_ => _stop.Stop(StopReason.Timeout, TimeSpan.Zero), null, Patience, Timeout.InfiniteTimeSpan);
        _follow = context.Stop.Token.Register(() => _stop.Stop(context.Stop.Reason, TimeSpan.Zero));
        _answer = run.VersionCommand.IsEmpty || _known is not null ? Task.FromResult<ProcessOutcome?>(null) : StartAsync(run, context);
    }

    /// <summary>The version, if it is told within this time from now.</summary>
    public async Task<string?> AnswerAsync(TimeSpan patience)
    {
        if (_known is not null)
        {
            return _known;
        }

        try
        {
            var outcome = await _answer.WaitAsync(patience, _time, CancellationToken.None).ConfigureAwait(false);
            return outcome is null ? null : VersionIn(outcome);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Ends the question, answered or not, and leaves no process.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.Stop(StopReason.Interrupt, TimeSpan.Zero);
        await _answer.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _follow.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>The version that a process printed on either stream; null where it failed or printed none.</summary>
    public static string? VersionIn(ProcessOutcome outcome) =>
        outcome is { End: ProcessEnd.Exited, ExitCode: 0 } ? Parse(outcome.StandardOutput.Text()) ?? Parse(outcome.StandardError.Text()) : null;

    /// <summary>The first thing in a text that looks like a version.</summary>
    public static string? Parse(string text) => Number().Match(text) is { Success: true } match ? WithoutHash(match.Groups["version"].Value) : null;

    // The commit that .NET's tools were built from says nothing to people, and would be cut in its middle here.
    private static string WithoutHash(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is var plus and > 0 && version.Length - plus > ShortestHash && !version.AsSpan(plus + 1).ContainsAnyExcept(Hexadecimal)
            ? version[..plus]
            : version;

    [GeneratedRegex(@"(^|[^0-9A-Za-z.])(v|go)?(?<version>[0-9]{1,6}(\.[0-9]{1,6}){1,3}([-+.]?[0-9A-Za-z][0-9A-Za-z.+-]{0,40})?)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    private async Task<ProcessOutcome?> StartAsync(ToolRun run, ValidationContext context) =>
        await context.Processes.RunAsync(
            new CommandDescription
            {
                Program = run.VersionCommand[0],
                Arguments = run.VersionCommand[1..],
                Directory = Path.GetFullPath(Path.Combine(context.Workspace.Root, run.Directory)),
                Environment = run.Environment,
                OutputLimit = 16 * 1024,
                CheckId = context.CheckId,
            },
            _stop).ConfigureAwait(false);
}
