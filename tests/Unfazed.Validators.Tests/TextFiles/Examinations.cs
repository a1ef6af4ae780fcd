using System.Text;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.TextFiles;

/// <summary>Runs the built-in checks over files, as an orchestrator would.</summary>
internal static class Examinations
{
    public static Task<Observation> HygieneOf(string path, string text, string? editorConfig = null) =>
        HygieneOf(path, Encoding.UTF8.GetBytes(text), editorConfig);

    public static async Task<Observation> HygieneOf(string path, byte[] content, string? editorConfig = null)
    {
        using var folder = new TemporaryDirectory();
        WriteFile(folder, path, content);
        if (editorConfig is not null)
        {
            WriteFile(folder, ".editorconfig", Encoding.UTF8.GetBytes(editorConfig));
        }

        var seen = await RunAsync(folder, "hygiene");
        return seen with { Findings = [.. seen.Findings.Where(finding => finding.Path == path)] };
    }

    public static async Task<Observation> SecretsOf(string path, string text)
    {
        using var folder = new TemporaryDirectory();
        WriteFile(folder, path, Encoding.UTF8.GetBytes(text));
        return await RunAsync(folder, "secrets");
    }

    public static void WriteFile(TemporaryDirectory folder, string path, byte[] content)
    {
        var full = folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    public static WorkspaceSnapshot Snapshot(TemporaryDirectory folder)
    {
        var files = new DirectoryInfo(folder.Path).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new WorkspaceFile(
                Path.GetRelativePath(folder.Path, file.FullName).Replace('\\', '/'),
                file.LinkTarget is null ? WorkspaceFileKind.Regular : WorkspaceFileKind.SymbolicLink,
                new FileStamp(file.LinkTarget is null ? file.Length : 0, 0, 0, Executable: false)))
            .OrderBy(static file => file.Path, StringComparer.Ordinal);
        return new WorkspaceSnapshot(folder.Path, isGit: false, [.. files]);
    }

    public static CheckDiscovery Discover(WorkspaceSnapshot workspace, UnfazedConfiguration? configuration = null, FileSelection? selection = null) =>
        new BuiltInCheckSource().Discover(
            new DiscoveryContext(workspace, configuration ?? new UnfazedConfiguration(), ProcessEnvironment.Capture(), selection));

    public static Task<Observation> RunAsync(TemporaryDirectory folder, string check, UnfazedConfiguration? configuration = null, FileSelection? selection = null)
    {
        var workspace = Snapshot(folder);
        return RunAsync(Discover(workspace, configuration, selection).Checks.Single(candidate => candidate.Name == check), workspace);
    }

    public static async Task<Observation> RunAsync(Check check, WorkspaceSnapshot workspace, CancellationToken cancellationToken = default)
    {
        using var stop = new StopSignal();
        var context = new ValidationContext
        {
            Check = check,
            Workspace = workspace,
            Processes = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System),
            Stop = stop,
            Time = TimeProvider.System,
            ScratchDirectory = Path.Combine(workspace.Root, ".unfazed"),
            ToolCacheDirectory = Path.Combine(workspace.Root, ".unfazed"),
            CheckId = "test",
        };
        return await check.Validator!.ExamineAsync(context, cancellationToken);
    }
}
