using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Workspace.Changes;

public sealed class GitChangedLinesTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task Added_and_changed_lines_count_and_removed_ones_do_not()
    {
        Write("a.py", 1, 2, 3, 4, 5, 6, 7, 8);
        _repository.Commit();
        Write("a.py", 1, 20, 3, 5, 6, 7, 8, 9, 10);

        var changes = await FindAsync();

        Assert.Equal([2, 8, 9], Enumerable.Range(1, 10).Where(line => changes.Contains("a.py", line)));
        Assert.Equal("HEAD", changes.Base);
    }

    [Theory(Timeout = Limit)]
    [InlineData("a b.py")]
    [InlineData("quo\"te.py")]
    [InlineData("line\nbreak.py")]
    [InlineData("back\\slash.py")]
    [InlineData("ünïcode.py")]
    [InlineData("tab\there.py")]
    public async Task A_name_of_any_kind_is_understood(string name)
    {
        Write(name, 1, 2);
        _repository.Commit();
        Write(name, 1, 3);

        var changes = await FindAsync();

        Assert.Equal([2], Enumerable.Range(1, 3).Where(line => changes.Contains(name, line)));
    }

    [Fact(Timeout = Limit)]
    public async Task Content_that_looks_like_a_header_is_content()
    {
        _repository.Folder.Write("a.txt", "++ b/evil.py\n-- a/evil.py\n");
        _repository.Commit();
        _repository.Folder.Write("a.txt", "++ b/evil.py\n++ b/other.py\n@@ -1 +1 @@\nend\n");

        var changes = await FindAsync();

        Assert.Equal(["a.txt"], changes.Ranges.Keys);
        Assert.Equal([2, 3, 4], Enumerable.Range(1, 5).Where(line => changes.Contains("a.txt", line)));
    }

    [Fact(Timeout = Limit)]
    public async Task An_untracked_file_is_new_as_a_whole_and_before_the_first_commit_everything_is()
    {
        _repository.Folder.Write("a.py", "1\n");
        _repository.Git("add", "a.py");
        _repository.Folder.Write("b.py", "1\n");

        var changes = await FindAsync();

        Assert.True(changes.Contains("a.py", 1) && changes.Contains("b.py", 1000));
    }

    [Fact(Timeout = Limit)]
    public async Task The_lines_of_a_branch_count_from_where_it_left_the_remotes_default()
    {
        Write("a.py", 1);
        _repository.Commit();
        _repository.Git("update-ref", "refs/remotes/origin/main", "HEAD");
        Write("a.py", 1, 2);
        _repository.Commit();
        Write("a.py", 1, 2, 3);

        var changes = await FindAsync();

        Assert.Equal([2, 3], Enumerable.Range(1, 4).Where(line => changes.Contains("a.py", line)));
        Assert.Equal("where the branch left origin/main", changes.Base);

        var own = await FindAsync(_repository.Git("rev-parse", "HEAD").Trim());
        Assert.Equal([3], Enumerable.Range(1, 4).Where(line => own.Contains("a.py", line)));
    }

    [Fact(Timeout = Limit)]
    public async Task A_users_own_settings_of_diff_change_nothing()
    {
        foreach (var (name, value) in new[] { ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.interHunkContext", "20"), ("diff.external", "false") })
        {
            _repository.Git("config", name, value);
        }

        Write("a.py", 1, 2, 3, 4);
        _repository.Commit();
        Write("a.py", 10, 2, 3, 40);

        var changes = await FindAsync();
        Assert.Equal([1, 4], Enumerable.Range(1, 5).Where(line => changes.Contains("a.py", line)));
    }

    [Fact]
    public void No_patch_breaks_the_reader()
    {
        var sample = Encoding.UTF8.GetBytes("diff --git a/a b/a\n--- a/a\n+++ \"b/a\\303\\274\\n\"\n@@ -1,2 +3,4 @@ x\n-a\n-b\n+c\n+d\n+e\n+f\n@@ -9 +9 @@\n-a\n+b\n");
        var random = new Random(20261122);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = sample.ToArray();
            for (var count = random.Next(6); count > 0; count--)
            {
                bytes[random.Next(bytes.Length)] = (byte)"+-@ ,0123456789\\\"\n\xff"[random.Next(19)];
            }

            _ = GitPatch.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
        }
    }

    public void Dispose() => _repository.Dispose();

    private void Write(string name, params int[] lines) => _repository.Folder.Write(name, string.Concat(lines.Select(static line => $"line {line}\n")));

    private async Task<ChangedLines> FindAsync(string? since = null)
    {
        var environment = ProcessEnvironment.Capture();
        var processes = new ProcessRunner(environment with { Variables = environment.Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);
        var workspace = await new WorkspaceReader(processes).ReadAsync(new WorkspaceRoot { Path = _repository.Path, RepositoryTop = _repository.Path }, []);
        return await new GitChangedLines(new GitClient(processes), workspace).FindAsync(since, CancellationToken.None);
    }
}
