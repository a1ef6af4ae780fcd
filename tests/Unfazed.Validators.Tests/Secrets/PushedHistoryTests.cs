using System.Security.Cryptography;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;
using Unfazed.Validators.Secrets;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class PushedHistoryTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();
    private readonly ProcessRunner _processes =
        new(ProcessEnvironment.Capture() with { Variables = ProcessEnvironment.Capture().Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);

    [Fact(Timeout = Limit)]
    public async Task A_version_that_this_clone_does_not_have_is_counted_and_hides_none_behind_it()
    {
        var found = await new PushedHistory(_processes, Workspace, [new CarriedBlob("gone.txt", new string('1', 40), "c1"), new CarriedBlob("empty.txt", Blob(""), "c1"), new CarriedBlob("key.txt", Key(), "c2")])
            .ScanAsync(CancellationToken.None);

        var finding = Assert.Single(found.Findings);
        Assert.Equal(("key.txt", 1), (finding.Path, finding.Line));
        Assert.EndsWith("It is in commit c2, which is pushed: take it out of the history (git rebase -i)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("BEGIN PRIVATE KEY", finding.Lines![0], StringComparison.Ordinal);
        Assert.StartsWith("1 of the 3 versions of files in the pushed commits were not scanned", found.Incomplete, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_binary_version_and_one_of_many_megabytes_are_scanned_and_passed()
    {
        var versions = new[] { Blob("a\0b"), Blob(new string('x', 3_000_000) + "\n") };

        var found = await new PushedHistory(_processes, Workspace, [.. versions.Select(static id => new CarriedBlob("a.txt", id, "c"))]).ScanAsync(CancellationToken.None);

        Assert.Empty(found.Findings);
        Assert.Null(found.Incomplete);
    }

    [Fact(Timeout = Limit)]
    public async Task A_scan_that_is_stopped_ends_and_says_that_it_is_not_complete()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var found = await new PushedHistory(_processes, Workspace, [new CarriedBlob("key.txt", Key(), "c")]).ScanAsync(stopped.Token);

        Assert.Empty(found.Findings);
        Assert.NotNull(found.Incomplete);
    }

    public void Dispose() => _repository.Dispose();

    private WorkspaceSnapshot Workspace => new(_repository.Path, isGit: true, []);

    private string Key()
    {
        using var key = RSA.Create(2048);
        return Blob(key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private string Blob(string content)
    {
        _repository.Folder.Write("content", content);
        return _repository.Git("hash-object", "-w", "content").Trim();
    }
}
