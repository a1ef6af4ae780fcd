using Unfazed.Cli.Exit;
using Unfazed.Cli.Rendering;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;

namespace Unfazed.Cli.Commands;

/// <summary>What every command works with.</summary>
internal sealed record Host
{
    /// <summary>The environment of this process.</summary>
    public required ProcessEnvironment Environment { get; init; }

    /// <summary>The outputs of this process.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A timestamp of the clock at the start of this process.</summary>
    public required long Started { get; init; }

    /// <summary>The way out of this process; null where the process is not ours to end.</summary>
    public ProcessExit? Exit { get; init; }

    /// <summary>Keeps the secrets of the environment out of what is said.</summary>
    public Redactor Redactor => Terminal.Redactor;

    /// <summary>How text on standard output is written.</summary>
    public RenderSettings OutputSettings(GivenOptions options) => new()
    {
        Color = Terminal.UsesColor(options.Color, Terminal.IsOutputTerminal),
        Width = Terminal.Width,
        GitHubActions = Terminal.IsGitHubActions,
        Redactor = Redactor,
        Verbosity = options.Verbosity,
    };

    /// <summary>Whether nothing is said on standard error, because it is read as a part of an answer.</summary>
    public bool IsMute { get; init; }

    /// <summary>Writes a line for people on standard error, cleaned, without secrets.</summary>
    public void Say(string line)
    {
        if (IsMute)
        {
            return;
        }

        var writer = new LineWriter(new RenderSettings { GitHubActions = Terminal.IsGitHubActions });
        writer.Line(Redactor.Text(line));
        Terminal.WriteError(writer.ToString());
    }
}
