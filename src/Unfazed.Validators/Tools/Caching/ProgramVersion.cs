using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>The version and the content of a tool's program as parts of a key. A program is asked once for as long as its file stays.</summary>
internal static class ProgramVersion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The parts.</summary>
    /// <param name="run">The tool's run.</param>
    /// <param name="program">Its program, absolute; null where it was not found.</param>
    /// <param name="scene">Where and with what.</param>
    public static async Task<Surroundings> LookAsync(ToolRun run, string? program, KeyScene scene)
    {
        if (program is null)
        {
            return new Surroundings([]) { Unknown = "its program was not found" };
        }

        var fact = await FactAsync(run, program, scene).ConfigureAwait(false);
        if (fact is null || (fact.Version is null && !run.VersionCommand.IsEmpty))
        {
            return new Surroundings([]) { Unknown = "its version could not be asked" };
        }

        ImmutableArray<KeyPart> parts = [new(KeyPartKind.Tool, "version", fact.Version ?? KeyPart.Absent), new(KeyPartKind.Tool, "program", fact.Content)];
        return new Surroundings(parts, fact.Version);
    }

    private static async Task<ProgramFact?> FactAsync(ToolRun run, string program, KeyScene scene)
    {
        // Only dotnet's answer depends on where it is asked.
        var question = string.Join('\0', run.VersionCommand) + (Path.GetFileName(program) == "dotnet" ? "\0" + run.Directory : "");
        if (scene.Programs.Find(program, question) is { } known)
        {
            return known;
        }

        var version = new PackageVersions().VersionOf(run) ?? await AskAsync(run, scene).ConfigureAwait(false);
        return version is null && !run.VersionCommand.IsEmpty ? null : scene.Programs.Add(program, question, version);
    }

    private static async Task<string?> AskAsync(ToolRun run, KeyScene scene)
    {
        if (run.VersionCommand.IsEmpty)
        {
            return null;
        }

        var outcome = await scene.Processes.RunShortAsync(
            new CommandDescription
            {
                Program = run.VersionCommand[0],
                Arguments = run.VersionCommand[1..],
                Directory = Path.GetFullPath(Path.Combine(scene.Workspace.Root, run.Directory)),
                Environment = run.Environment,
            },
            Patience).ConfigureAwait(false);
        return VersionQuestion.VersionIn(outcome);
    }
}
