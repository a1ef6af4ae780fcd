using Unfazed.Core;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Redaction;

namespace Unfazed.Cli;

/// <summary>What is kept of a defect of ours, so that the person who met it can report it.</summary>
internal static class CrashReport
{
    /// <summary>Writes the details into the state directory; the path, or null where it cannot be written.</summary>
    public static string? Write(Exception error, ProcessEnvironment environment, DateTimeOffset now)
    {
        if (StateDirectory.Of(environment) is not { } state)
        {
            return null;
        }

        try
        {
            var folder = Path.Combine(state, "crashes");
            PrivateFolder.Create(folder);
            var name = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            var path = Path.Combine(folder, name + ".txt");
            File.WriteAllText(path, $"unfazed {ProductVersion.Current}\n{Redactor.Of(environment.Variables).Text(error.ToString())}\n");
            return path;
        }
        catch (Exception problem) when (PrivateFolder.IsUnusable(problem))
        {
            return null;
        }
    }
}
