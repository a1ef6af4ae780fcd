using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;

namespace Unfazed.Cli;

/// <summary>The doorway to standard input, standard output and standard error.</summary>
internal sealed class Terminal : IDisposable
{
    private const int NarrowestWidth = 40;
    private const int CustomaryWidth = 80;
    private const int StandardOutput = 1;

    private readonly ProcessEnvironment _environment;
    private readonly GuardedStream _error;

    public Terminal(ProcessEnvironment environment)
    {
        _environment = environment;
        Redactor = Redactor.Of(environment.Variables);
        Output = new GuardedStream("standard output", Console.OpenStandardOutput()) { Redactor = Redactor };
        _error = new GuardedStream("standard error", Console.OpenStandardError()) { Redactor = Redactor };
        Screen = new ErrorScreen(_error);
    }

    /// <summary>Standard error, for what is drawn.</summary>
    public ErrorScreen Screen { get; }

    /// <summary>Where data goes. A reader that went away (EPIPE) is no failure: the stream of the runtime drops what is written then.</summary>
    public GuardedStream Output { get; }

    /// <summary>Keeps the secrets of the environment out of all that is printed.</summary>
    public Redactor Redactor { get; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool IsInputTerminal { get; } = !Console.IsInputRedirected;

    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsOutputTerminal { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether standard error is a terminal.</summary>
    public bool IsErrorTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Whether commands in our output would be obeyed: by GitHub Actions and its relatives, Azure Pipelines or TeamCity.</summary>
    public bool IsGitHubActions => _environment.Get("GITHUB_ACTIONS") == "true" || IsSet("TF_BUILD") || IsSet("TEAMCITY_VERSION");

    /// <summary>Columns of standard output, at least 40; null when it is no terminal.</summary>
    public int? Width => IsOutputTerminal ? Math.Max(NarrowestWidth, TerminalSize.Of(StandardOutput)?.Columns ?? CustomaryWidth) : null;

    /// <summary>Standard input, as bytes.</summary>
    public static Stream OpenInput() => Console.OpenStandardInput();

    /// <summary>Writes data.</summary>
    public void Write(string text)
    {
        Output.Write(Encoding.UTF8.GetBytes(text));
        Output.Flush();
    }

    /// <summary>Writes text that was rendered for standard error.</summary>
    public void WriteError(string rendered) => Screen.Write(rendered);

    /// <summary>Whether colours are used on a stream.</summary>
    /// <param name="choice"><c>always</c>, <c>never</c> or <c>auto</c>.</param>
    /// <param name="isTerminal">Whether the stream is a terminal.</param>
    public bool UsesColor(string choice, bool isTerminal) => choice switch
    {
        "always" => true,
        "never" => false,
        _ when IsSet("NO_COLOR") => false,
        _ when IsSwitchedOn("FORCE_COLOR") || IsSwitchedOn("CLICOLOR_FORCE") => true,
        _ => isTerminal && _environment.Get("TERM") is not "dumb" && _environment.Get("CLICOLOR") is not "0",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        _error.Dispose();
    }

    // https://no-color.org: present and not empty.
    private bool IsSet(string name) => _environment.Get(name) is { Length: > 0 };

    private bool IsSwitchedOn(string name) => _environment.Get(name) is { Length: > 0 } value and not "0";
}
