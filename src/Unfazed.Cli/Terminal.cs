using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Cli;

/// <summary>The doorway to standard output and standard error.</summary>
internal sealed class Terminal(ProcessEnvironment environment) : IDisposable
{
    private const int NarrowestWidth = 40;

    private readonly GuardedStream _error = new("standard error", Console.OpenStandardError());

    /// <summary>Where data goes. A reader that went away (EPIPE) is no failure: the stream of the runtime drops what is written then.</summary>
    public GuardedStream Output { get; } = new("standard output", Console.OpenStandardOutput());

    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsOutputTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether standard error is a terminal.</summary>
    public bool IsErrorTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Whether workflow commands in our output would be obeyed.</summary>
    public bool IsGitHubActions => environment.Get("GITHUB_ACTIONS") == "true";

    /// <summary>Columns of standard output, at least 40; null when it is no terminal.</summary>
    public int? Width => IsOutputTerminal ? Math.Max(NarrowestWidth, WidthOfTerminal()) : null;

    /// <summary>Writes data.</summary>
    public void Write(string text)
    {
        Output.Write(Encoding.UTF8.GetBytes(text));
        Output.Flush();
    }

    /// <summary>Writes text that was rendered for standard error.</summary>
    public void WriteError(string rendered) => _error.Write(Encoding.UTF8.GetBytes(rendered));

    /// <summary>Whether colours are used on a stream.</summary>
    /// <param name="choice"><c>always</c>, <c>never</c> or <c>auto</c>.</param>
    /// <param name="isTerminal">Whether the stream is a terminal.</param>
    public bool UsesColor(string choice, bool isTerminal) => choice switch
    {
        "always" => true,
        "never" => false,
        _ when IsSet("NO_COLOR") => false,
        _ when IsSwitchedOn("FORCE_COLOR") || IsSwitchedOn("CLICOLOR_FORCE") => true,
        _ => isTerminal && environment.Get("TERM") is not "dumb" && environment.Get("CLICOLOR") is not "0",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        _error.Dispose();
    }

    private static int WidthOfTerminal()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return 80;
        }
    }

    // https://no-color.org: present and not empty.
    private bool IsSet(string name) => environment.Get(name) is { Length: > 0 };

    private bool IsSwitchedOn(string name) => environment.Get(name) is { Length: > 0 } value and not "0";
}
