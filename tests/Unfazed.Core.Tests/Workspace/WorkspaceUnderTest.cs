using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace;

/// <summary>The rooms of the workspace with an environment that a test controls.</summary>
internal sealed class WorkspaceUnderTest
{
    private readonly ProcessRunner _processes;

    public WorkspaceUnderTest(string directory, params (string Name, string Value)[] variables)
    {
        var all = ProcessEnvironment.Capture().Variables.SetItems(TestRepository.Variables);
        foreach (var (name, value) in variables)
        {
            all = all.SetItem(name, value);
        }

        Environment = new ProcessEnvironment(all, directory);
        _processes = new ProcessRunner(Environment, TimeProvider.System);
    }

    public ProcessEnvironment Environment { get; }

    public Task<WorkspaceRoot> ResolveAsync(string? chosen = null, params string[] paths) =>
        new RootResolver(_processes).ResolveAsync(new RootRequest(Environment.Directory, chosen, [.. paths]));

    public async Task<WorkspaceSnapshot> ReadAsync(params string[] excludes)
    {
        ImmutableArray<Glob> globs = [.. excludes.Select(Glob.Parse)];
        return await new WorkspaceReader(_processes).ReadAsync(await ResolveAsync(), globs);
    }

    public Task<WorkspaceSnapshot> ReadRootAsync(WorkspaceRoot root) => new WorkspaceReader(_processes).ReadAsync(root, []);

    public async Task<string[]> ListAsync(params string[] excludes) => Paths(await ReadAsync(excludes));

    public static string[] Paths(WorkspaceSnapshot snapshot) => [.. snapshot.Files.Select(static file => file.Path)];
}
