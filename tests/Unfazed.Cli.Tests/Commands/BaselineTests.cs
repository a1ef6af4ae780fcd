using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>The baseline with the real flake8 and the real git.</summary>
public sealed class BaselineTests : IDisposable
{
    private const int Limit = 600_000;
    private const string File = "unfazed.baseline.json";

    private readonly OldFindings _old = new();

    public void Dispose() => _old.Dispose();

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Of_300_old_findings_none_blocks_a_new_one_does_alone_and_a_fixed_one_shrinks_the_file()
    {
        Assert.Equal(1, (await _old.RunAsync("flake8")).ExitCode);
        var created = await _old.RunAsync("baseline", "create");
        Assert.True(created.ExitCode == 0, created.Error);
        Assert.Contains("300 findings known", created.Output, StringComparison.Ordinal);

        var quiet = await _old.RunAsync();
        Assert.True(quiet.ExitCode == 0, quiet.Output);
        Assert.Contains("300 known findings do not count (unfazed.baseline.json)", quiet.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("old/m0.py", quiet.Output, StringComparison.Ordinal);

        _old.Repository.Folder.Write("new.py", "import brand_new\n");
        var (ended, report) = await _old.JsonAsync();
        Assert.Equal(1, ended.ExitCode);
        var states = OldFindings.ByState(report);
        Assert.Equal("new.py", Assert.Single(states["new"]).GetProperty("path").GetString());
        Assert.Equal(300, states["known"].Count());
        Assert.Equal(File, report.GetProperty("run").GetProperty("baseline").GetString());
        var shown = (await _old.RunAsync()).Output;
        Assert.Contains("new.py:1:1 F401", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("old/", shown, StringComparison.Ordinal);

        _old.Repository.Folder.Write("old/m0.py", string.Concat(Enumerable.Range(1, 9).Select(static line => $"import old{line}\n")));
        var (_, updated) = await _old.JsonAsync("baseline", "update");
        Assert.Equal((299, 1, 1), (updated.GetProperty("known").GetInt32(), updated.GetProperty("removed").GetArrayLength(), updated.GetProperty("refused").GetArrayLength()));
        Assert.Equal(299, await EntriesAsync());
        Assert.Equal(1, (await _old.RunAsync()).ExitCode);

        Assert.Equal(0, (await _old.RunAsync("baseline", "update", "--allow-new")).ExitCode);
        Assert.Equal(300, await EntriesAsync());
        Assert.Equal(0, (await _old.RunAsync()).ExitCode);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task An_update_that_could_not_look_or_was_narrowed_drops_nothing_that_it_did_not_see()
    {
        Assert.Equal(0, (await _old.RunAsync("baseline", "create")).ExitCode);
        foreach (var file in (string[])["old/m0.py", "old/m1.py"])
        {
            _old.Repository.Folder.Write(file, "X = 1\n");
        }

        var late = await _old.RunAsync("baseline", "update", "--timeout", "flake8=1ms");
        Assert.Contains("could not verify: flake8", late.Output, StringComparison.Ordinal);
        Assert.Equal(300, await EntriesAsync());

        Assert.Equal(0, (await _old.RunAsync("baseline", "update", "--only", "hygiene")).ExitCode);
        Assert.Equal(300, await EntriesAsync());
        Assert.Equal(0, (await _old.RunAsync("baseline", "update", "old/m1.py")).ExitCode);
        Assert.Equal(290, await EntriesAsync());
        Assert.Equal(0, (await _old.RunAsync("baseline", "update")).ExitCode);
        Assert.Equal(280, await EntriesAsync());
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task Two_branches_that_fix_merge_without_a_conflict_and_a_conflict_is_a_clear_mistake()
    {
        Assert.Equal(0, (await _old.RunAsync("baseline", "create")).ExitCode);
        _old.Repository.Commit();
        _old.Repository.Git("checkout", "--quiet", "-b", "left");
        await FixAsync("old/m3.py");
        _old.Repository.Git("checkout", "--quiet", "main");
        await FixAsync("old/m4.py");

        _old.Repository.Git("merge", "--quiet", "--no-edit", "left");

        Assert.Equal(298, await EntriesAsync());
        Assert.Equal(0, (await _old.RunAsync("flake8")).ExitCode);
        var text = await System.IO.File.ReadAllTextAsync(_old.Repository.Folder[File]);
        _old.Repository.Folder.Write(File, "<<<<<<< HEAD\n" + text);
        var ended = await _old.RunAsync();
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains($"{File}:1:1: a merge left a conflict", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task What_is_accepted_is_shown_by_file_and_narrowed_like_a_run()
    {
        Assert.Equal(2, (await _old.RunAsync("baseline", "show")).ExitCode);
        Assert.Equal(2, (await _old.RunAsync("baseline", "update")).ExitCode);
        Assert.Equal(0, (await _old.RunAsync("baseline", "create", "old/m1.py", "old/m2.py")).ExitCode);
        Assert.Equal(2, (await _old.RunAsync("baseline", "create")).ExitCode);

        var shown = await _old.RunAsync("baseline", "show", "old/m2.py");

        Assert.Equal("old/m2.py  flake8 F401 10\n10 findings known by unfazed.baseline.json\n", shown.Output);
        Assert.Equal(20, (await _old.JsonAsync("baseline", "show", "code_quality")).Json.GetProperty("findings").GetArrayLength());
        Assert.Equal(0, (await _old.JsonAsync("baseline", "show", "lint")).Json.GetProperty("known").GetInt32());
        Assert.Equal(2, (await _old.RunAsync("baseline", "grow")).ExitCode);
        Assert.Equal(2, (await _old.RunAsync("baseline", "create", "--allow-new")).ExitCode);
    }

    private async Task FixAsync(string file)
    {
        var lines = await System.IO.File.ReadAllLinesAsync(_old.Repository.Folder[file]);
        await System.IO.File.WriteAllLinesAsync(_old.Repository.Folder[file], lines[1..]);
        Assert.Equal(0, (await _old.RunAsync("baseline", "update")).ExitCode);
        _old.Repository.Commit();
    }

    private async Task<int> EntriesAsync() =>
        (await System.IO.File.ReadAllLinesAsync(_old.Repository.Folder[File])).Count(static line => line.StartsWith("{\"fingerprint\"", StringComparison.Ordinal));
}
