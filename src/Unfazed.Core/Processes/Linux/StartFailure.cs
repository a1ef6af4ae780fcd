using System.ComponentModel;
using System.Text;

namespace Unfazed.Core.Processes;

/// <summary>Why a program could not be started.</summary>
internal sealed record StartFailure(ProcessEnd End, string Message)
{
    private const int TooLong = 7;

    public static StartFailure NotOnPath(string program) =>
        new(ProcessEnd.NotFound, program.Length == 0 ? "no program was named" : $"{program} was not found on the PATH");

    /// <summary>Says what an error of <c>posix_spawn</c> means for this program.</summary>
    public static StartFailure Explain(int error, string program, string directory)
    {
        if (!Directory.Exists(directory))
        {
            return new(ProcessEnd.StartFailed, $"the directory {directory} does not exist, so {program} was not started");
        }

        if (Directory.Exists(program))
        {
            return new(ProcessEnd.StartFailed, $"{program} is a directory");
        }

        return error switch
        {
            Libc.NoEntry when !File.Exists(program) => new(ProcessEnd.NotFound, $"{program} does not exist"),
            Libc.NoEntry => MissingInterpreter(program),
            Libc.NoPermission => new(ProcessEnd.StartFailed, $"{program} is not executable (permission denied)"),
            Libc.NoExecFormat => new(ProcessEnd.StartFailed, $"{program} is neither a program for this system nor a script with a #! line"),
            TooLong => new(ProcessEnd.StartFailed, $"the arguments of {program} are too long for one command line"),
            _ => new(ProcessEnd.StartFailed, $"{program}: {new Win32Exception(error).Message}"),
        };
    }

    private static StartFailure MissingInterpreter(string program)
    {
        var interpreter = ReadInterpreter(program);
        if (interpreter is null)
        {
            return new(ProcessEnd.NotFound, $"{program} needs a loader that is not there: it was built for another system");
        }

        var hint = interpreter.EndsWith('\r') ? "; its #! line ends in CR LF" : "";
        return new(ProcessEnd.NotFound, $"{program} needs the interpreter {interpreter.TrimEnd()}, which does not exist{hint}");
    }

    private static string? ReadInterpreter(string program)
    {
        const int longestLine = 256;
        try
        {
            using var file = File.OpenRead(program);
            var start = new byte[longestLine];
            var line = start.AsSpan(0, file.ReadAtLeast(start, longestLine, throwOnEndOfStream: false));
            if (!line.StartsWith("#!"u8))
            {
                return null;
            }

            var end = line.IndexOf((byte)'\n');
            var text = Encoding.UTF8.GetString(end < 0 ? line[2..] : line[2..end]).TrimStart(' ', '\t');
            return text.Split(' ', '\t')[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
