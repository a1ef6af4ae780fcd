using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>Divides many file names over as few command lines as the kernel takes.</summary>
public static class ArgumentBatches
{
    // execve(2): arguments and environment share a fourth of the stack's limit, at least 128 KiB and at most 6 MiB; one string
    // alone is limited to 32 pages. A stack limit of 8 MiB, the custom, makes 2 MiB; half of it is enough for few batches.
    private const int LargestCommandLine = 1024 * 1024;
    private const int GuaranteedCommandLine = 128 * 1024;
    private const int StackShare = 4;
    private const int StackLimit = 3; // RLIMIT_STACK
    private const int SmallestCommandLine = 32 * 1024;
    private const int LargestWindowsCommandLine = 30_000;
    private const int LargestArgument = 128 * 1024;
    private const int Headroom = 8 * 1024;
    private const int PointerSize = 8;

    /// <summary>
    /// The files in order, in batches that fit one command line each beside the program, its fixed arguments and the environment.
    /// Every file is in exactly one batch; a name longer than one argument may be is a batch of its own, whose start fails and says so.
    /// </summary>
    /// <param name="fixedArguments">The program and the arguments that every command line has.</param>
    /// <param name="files">The names, as they will be passed.</param>
    /// <param name="environment">Our environment, from which the child's is made.</param>
    public static ImmutableArray<ImmutableArray<string>> Split(
        IEnumerable<string> fixedArguments, IEnumerable<string> files, ProcessEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(fixedArguments);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(environment);
        var most = OperatingSystem.IsWindows() ? LargestWindowsCommandLine : CommandLineLimit() - Headroom - Size(environment);
        var room = Math.Max(most, SmallestCommandLine) - fixedArguments.Sum(Size);
        var batches = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var batch = ImmutableArray.CreateBuilder<string>();
        var used = 0;
        foreach (var file in files)
        {
            var size = Size(file);
            if (batch.Count > 0 && (used + size > room || size > LargestArgument))
            {
                batches.Add(batch.ToImmutable());
                batch.Clear();
                used = 0;
            }

            batch.Add(file);
            used += size;
        }

        if (batch.Count > 0)
        {
            batches.Add(batch.ToImmutable());
        }

        return batches.ToImmutable();
    }

    private static unsafe int CommandLineLimit()
    {
        Libc.Limit stack;
        return OperatingSystem.IsLinux() && Environment.Is64BitProcess && Libc.ResourceLimit(0, StackLimit, null, &stack) == 0
            ? (int)Math.Clamp(stack.Soft / StackShare, GuaranteedCommandLine, LargestCommandLine)
            : LargestCommandLine;
    }

    private static int Size(string argument) => PosixText.Encode(argument).Length + 1 + PointerSize;

    private static int Size(ProcessEnvironment environment) =>
        environment.Variables.Sum(static pair => Size(pair.Key) + Size(pair.Value));
}
