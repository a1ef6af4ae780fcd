using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

/// <summary>Asks for the changes of a test's repository.</summary>
internal static class ChangedFiles
{
    public static Task<ChangeSet> SinceAsync(string folder, string? revision = null) => AskAsync(folder, new ChangeRequest(ChangeKind.WorkingTree, revision));

    public static Task<ChangeSet> StagedAsync(string folder, params (string Name, string Value)[] variables) =>
        AskAsync(folder, new ChangeRequest(ChangeKind.Staged), variables);

    public static async Task<string> RefusalAsync(Func<Task> ask) => (await Assert.ThrowsAsync<WorkspaceException>(ask)).Message;

    /// <summary>A repository with one commit of <c>a.py</c>, <c>b.py</c> and <c>lib/c.py</c>.</summary>
    public static TestRepository Repository()
    {
        var repository = new TestRepository();
        foreach (var name in (string[])["a.py", "b.py", "lib/c.py"])
        {
            repository.Folder.Write(name, $"# {name}\nx = 1\n");
        }

        repository.Commit();
        return repository;
    }

    private static async Task<ChangeSet> AskAsync(string folder, ChangeRequest request, params (string Name, string Value)[] variables)
    {
        var workspace = new WorkspaceUnderTest(folder, variables);
        var root = await workspace.ResolveAsync();
        var processes = new ProcessRunner(workspace.Environment, TimeProvider.System);
        return await new ChangeReader(processes).ReadAsync(root, await workspace.ReadRootAsync(root), request);
    }
}
