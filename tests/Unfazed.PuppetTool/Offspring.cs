using System.Globalization;
using System.Runtime.InteropServices;

namespace Unfazed.PuppetTool;

/// <summary>Starts itself again. A child that starts another and exits is a double fork.</summary>
internal static unsafe partial class Offspring
{
    private const short SetSession = 0x80;
    private const int LargestStructure = 512;

    /// <summary>How a child is started.</summary>
    /// <param name="NewSession">As <c>setsid</c> does.</param>
    /// <param name="NoEnvironment">As <c>env -i</c> does.</param>
    public readonly record struct Manner(bool NewSession = false, bool NoEnvironment = false);

    /// <summary>Starts a puppet with the acts up to <c>end</c> or the last (<c>[</c> and <c>]</c> nest), and goes on.</summary>
    public static void Spawn(Queue<string> acts, Manner manner)
    {
        var own = new List<string>();
        var depth = 0;
        if (acts.Peek() != "[")
        {
            own.AddRange(acts);
            acts.Clear();
        }

        while (acts.TryDequeue(out var act))
        {
            depth += act == "[" ? 1 : act == "]" ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            if (depth > 1 || act != "[")
            {
                own.Add(act);
            }
        }

        Start(Environment.ProcessPath!, own, manner);
    }

    /// <summary>Starts this many small processes in sessions of their own that hold our output.</summary>
    public static void SpawnMany(int count)
    {
        for (var index = 0; index < count; index++)
        {
            Start("/bin/sleep", [(600 + index).ToString(CultureInfo.InvariantCulture)], new Manner(NewSession: index % 2 == 0));
        }
    }

    private static void Start(string program, IEnumerable<string> arguments, Manner manner)
    {
        var attributes = stackalloc byte[LargestStructure];
        _ = Initialize(attributes);
        _ = SetFlags(attributes, manner.NewSession ? SetSession : (short)0);
        // The .NET host finds its runtime by this variable where it is not installed in the usual place.
        string[] bare = [.. new[] { "DOTNET_ROOT", "PATH" }.Select(static name => $"{name}={Environment.GetEnvironmentVariable(name)}")];
        string[] all = [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(static pair => $"{pair.Key}={pair.Value}")];
        string?[] list = [program, .. arguments, null];
        string?[] variables = [.. manner.NoEnvironment ? bare : all, null];
        var code = SpawnProgram(out _, program, null, attributes, list, variables);
        if (code != 0)
        {
            Output.Write(2, $"puppet: could not start {program}: {code.ToString(CultureInfo.InvariantCulture)}\n");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int Initialize(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SpawnProgram(out int pid, string path, void* actions, void* attributes, string?[] arguments, string?[] environment);
}
