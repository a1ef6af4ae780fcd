using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public sealed class JudgedBlobsTests : IDisposable
{
    private const int HardLimit = 300_000;
    private const int Mebibyte = 1024 * 1024;

    private static readonly ProcessRunner Processes = new(ProcessEnvironment.Capture(), TimeProvider.System);

    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact(Timeout = HardLimit)]
    public async Task A_file_of_64_mebibytes_is_judged_and_a_larger_one_is_not()
    {
        Write("large", 64 * Mebibyte);
        Write("larger", (64 * Mebibyte) + 1);
        _repository.Commit();

        var found = await FindAsync(["large", "larger"]);

        Assert.Equal(("large", 64L * Mebibyte), (Assert.Single(found).Key, found["large"].Size));
    }

    [Fact(Timeout = HardLimit)]
    public async Task Twenty_thousand_files_are_judged_and_no_more()
    {
        Write("one", 1);
        CommitMany(20_001, _repository.Git("hash-object", "-w", "one").Trim());

        Assert.Equal(20_000, (await FindAsync(Names(20_001))).Count);
    }

    [Fact(Timeout = HardLimit)]
    public async Task Files_of_256_mebibytes_together_are_judged_and_no_more()
    {
        Write("large", 64 * Mebibyte);
        CommitMany(5, _repository.Git("hash-object", "-w", "large").Trim());

        Assert.Equal(4, (await FindAsync(Names(5))).Count);
    }

    private static ImmutableArray<string> Names(int count) => [.. Enumerable.Range(1, count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];

    private void Write(string name, long length)
    {
        using var file = File.Create(_repository.Folder[name]);
        file.SetLength(length);
    }

    private void CommitMany(int count, string blob)
    {
        File.WriteAllLines(_repository.Folder["entries"], Names(count).Select(name => $"100644 {blob}\t{name}"));
        Shell.Run(_repository.Path, "git update-index --index-info < entries");
        _repository.Git("commit", "--quiet", "--message=many");
    }

    private Task<ImmutableDictionary<string, JudgedBlob>> FindAsync(ImmutableArray<string> paths) =>
        new JudgedBlobs(Processes, new GitClient(Processes), new WorkspaceSnapshot(_repository.Path, isGit: true, [])).FindAsync(paths, "HEAD", CancellationToken.None);
}
