using Unfazed.Core.Redaction;

namespace Unfazed.Cli.Rendering;

/// <summary>How text for people is written.</summary>
internal sealed record RenderSettings
{
    /// <summary>Whether colours are used.</summary>
    public bool Color { get; init; }

    /// <summary>Columns of the terminal, at least 40; null where lines may have any length.</summary>
    public int? Width { get; init; }

    /// <summary>Whether a server that runs builds reads the output, and takes some of its lines for commands.</summary>
    public bool GitHubActions { get; init; }

    /// <summary>Covers secrets in each part of a line, before it is broken.</summary>
    public Redactor Redactor { get; init; } = Redactor.None;

    /// <summary>How much is said.</summary>
    public Verbosity Verbosity { get; init; }

    /// <summary>The command of this run without the names of checks: <c>unfazed run samples/troubled</c>.</summary>
    public string Command { get; init; } = "unfazed run";
}

/// <summary>How much is said.</summary>
internal enum Verbosity
{
    /// <summary>A line a check, and the first findings.</summary>
    Normal,

    /// <summary>Only what does not pass, and the verdict.</summary>
    Quiet,

    /// <summary>All findings, commands, versions, logs.</summary>
    Verbose,
}
