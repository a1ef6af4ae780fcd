using System.Collections;
using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>A copy of this process's environment: the one doorway to it.</summary>
/// <param name="Variables">Name and value; names are compared as the platform does.</param>
/// <param name="Directory">The current directory, absolute.</param>
public sealed record ProcessEnvironment(ImmutableDictionary<string, string> Variables, string Directory)
{
    /// <summary>Folders that it names and that did not respond when this process started: nothing in them is used.</summary>
    internal ImmutableArray<string> Unresponsive { get; init; } = [];

    /// <summary>The value of a variable, or null when it is not set.</summary>
    public string? Get(string name) => Variables.GetValueOrDefault(name);

    /// <summary>Whether this process was started by a check or an agent of a run: what starts others from there starts them without end.</summary>
    public bool IsNested => Get(ChildEnvironment.Marker) is { Length: > 0 };

    /// <summary>Finds a program on <c>PATH</c>, as <c>execvp</c> would; relative folders of the path do not count.</summary>
    /// <returns>Its absolute path, or the name itself where it has a <c>/</c>; null when there is none.</returns>
    public string? FindProgram(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ProgramLookup.Find(name, Variables);
    }

    /// <summary>Copies the environment of this process. The directory is empty where it is gone: somebody removed it under us.</summary>
    public static ProcessEnvironment Capture()
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var variables = ImmutableDictionary.CreateBuilder<string, string>(comparer);
#pragma warning disable RS0030 // This is the doorway.
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new ProcessEnvironment(variables.ToImmutable(), CurrentDirectory());
    }

    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return "";
        }
    }
#pragma warning restore RS0030
}
