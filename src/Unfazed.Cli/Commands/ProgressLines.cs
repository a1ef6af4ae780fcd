using System.Globalization;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Commands;

/// <summary>Tells on standard error, when a person watches, what has ended so far; and always what the run could not do.</summary>
internal sealed class ProgressLines(Host host, GivenOptions options) : IRunListener
{
    private readonly bool _isWatched = IsWatched(host, options);

    private readonly RenderSettings _settings = new()
    {
        Color = host.Terminal.UsesColor(options.Color, host.Terminal.IsErrorTerminal),
        GitHubActions = host.Terminal.IsGitHubActions,
    };

    private int _all;
    private int _ended;

    /// <summary>Whether a person watches standard error and wants to be told.</summary>
    public static bool IsWatched(Host host, GivenOptions options) => host.Terminal.IsErrorTerminal
        && !options.NoProgress
        && options.Verbosity != Verbosity.Quiet
        && host.Environment.Get("CI") is not { Length: > 0 }
        && host.Environment.Get("TERM") is not "dumb";

    public void On(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                _all = started.Plan.Checks.Length;
                break;
            case RunNotice notice:
                host.Say($"unfazed: {notice.Message}");
                break;
            case CheckFinished finished:
                Tell(finished.Result);
                break;
        }
    }

    private void Tell(CheckResult check)
    {
        _ended++;
        if (!_isWatched)
        {
            return;
        }

        var writer = new LineWriter(_settings);
        writer.Line(
            new(string.Create(CultureInfo.InvariantCulture, $"[{_ended}/{_all}] "), Tone.Faint),
            StatusSign.Of(check.Status),
            $" {StatusText.NameOf(check)} {check.Status.WireName()}",
            new(" " + Elapsed.Of(check.Duration), Tone.Faint));
        host.Terminal.WriteError(writer.ToString());
    }
}
