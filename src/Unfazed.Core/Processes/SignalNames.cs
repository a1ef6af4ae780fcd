using System.Globalization;

namespace Unfazed.Core.Processes;

/// <summary>Names of the signals of Linux (signal(7), the numbers of x86 and ARM).</summary>
internal static class SignalNames
{
    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
        "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
        "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>The name of a signal, such as <c>SIGSEGV</c>; <c>SIG40</c> for one without a name.</summary>
    public static string Of(int signal) =>
        signal > 0 && signal < Names.Length ? Names[signal] : string.Create(CultureInfo.InvariantCulture, $"SIG{signal}");
}
