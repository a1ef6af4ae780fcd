using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>Finds the file of a program, as <c>execvp</c> would, on the <c>PATH</c> that the child will have.</summary>
internal static class ProgramLookup
{
    /// <summary>The folders that are searched where PATH is not set.</summary>
    public const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The absolute path of the program; null when no folder of the path has it.</summary>
    /// <remarks>Empty and relative entries of the path are passed over: what lies in a repository is no program by its name alone.</remarks>
    public static string? Find(string program, ImmutableDictionary<string, string> variables)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return program;
        }

        string? notExecutable = null;
        foreach (var folder in variables.GetValueOrDefault("PATH", DefaultPath).Split(':'))
        {
            if (program.Length == 0 || !folder.StartsWith('/'))
            {
                continue;
            }

            var candidate = $"{folder.TrimEnd('/')}/{program}";
            if (IsExecutable(candidate))
            {
                return candidate;
            }

            notExecutable ??= File.Exists(candidate) ? candidate : null;
        }

        return notExecutable;
    }

    private static unsafe bool IsExecutable(string path)
    {
        const int executable = 1;
        if (Directory.Exists(path))
        {
            return false;
        }

        fixed (byte* name = PosixText.EncodeTerminated(path))
        {
            return Libc.Access(name, executable) == 0;
        }
    }
}
