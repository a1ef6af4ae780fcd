using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Trust;

/// <summary>Repositories that bring along what only this user's runs may write.</summary>
public sealed class ForgedStateTests : IDisposable
{
    private const int Limit = 120_000;
    private const string FarFuture = "99991231T000000Z-000000";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _outside = new();

    public void Dispose()
    {
        _outside.Dispose();
        _repository.Dispose();
        _unfazed.Dispose();
    }

    [Theory(Timeout = Limit)]
    [InlineData("history.tsv", true)]
    [InlineData("history.tsv", false)]
    [InlineData("tools", true)]
    [InlineData("locks", true)]
    [InlineData("runs", true)]
    [InlineData("runs", false)]
    [InlineData(".gitignore", false)]
    public async Task A_link_below_unfazed_takes_nothing_out_of_the_root(string name, bool isTracked)
    {
        var victim = name.Contains('.', StringComparison.Ordinal) ? _outside.Write("victim", "mine\n") : _outside.MakeFolder("victim");
        _repository.Folder.Write("a.json", "{}");
        _repository.Folder.MakeFolder(".unfazed");
        File.CreateSymbolicLink(_repository.Folder[$".unfazed/{name}"], victim);
        _repository.Git("add", "--all", isTracked ? "--force" : "--ignore-errors");
        _repository.Git("commit", "--quiet", "--message=x");

        var ended = await _unfazed.RunAsync(_repository.Path, "run");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("victim", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(_outside.Path))));
        if (File.Exists(victim))
        {
            Assert.Equal("mine\n", File.ReadAllText(victim));
        }
        else
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(victim));
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_the_repository_brings_along_is_no_run(bool isTracked)
    {
        _repository.Folder.Write("a.json", "{}");
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "run")).ExitCode);
        Forge(isTracked);
        _repository.Folder.Write("a.json", "{");

        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path, "run")).ExitCode);

        var last = await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json");
        Assert.Contains("\"verdict\":\"blocked\"", last.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(FarFuture, (await _unfazed.RunAsync(_repository.Path, "report", "--list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _unfazed.RunAsync(_repository.Path, "report", FarFuture)).ExitCode);
        Assert.Equal(2, (await _unfazed.RunAsync(_repository.Path, "report", "--last", "--compare", FarFuture)).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_cache_of_a_tool_that_the_repository_brings_along_is_not_read()
    {
        _repository.Folder.Write("pyproject.toml", "[tool.black]\n");
        _repository.Folder.Write("a.py", "x = 1\n");
        _repository.Folder.Write("bin/black", "#!/bin/sh\n[ \"$1\" = --version ] && echo 'black, 24.1.0' && exit\necho \"$BLACK_CACHE_DIR\" >> \"$SEEN\"\n");
        File.SetUnixFileMode(_repository.Folder["bin/black"], (UnixFileMode)0b111_101_101);
        _repository.Folder.Write(".unfazed/tools/black/cache.pickle", "forged");
        _repository.Git("add", "--all", "--force");
        _repository.Commit();
        _unfazed.Variables["SEEN"] = _outside["seen"];
        _unfazed.Variables["PATH"] = _repository.Folder["bin"] + ":/usr/bin:/bin";

        await _unfazed.RunAsync(_repository.Path, "run", "--only", "black");

        Assert.StartsWith(_unfazed.CacheDirectory + "/tools/", File.ReadAllText(_outside["seen"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_trust_record_in_a_state_directory_of_the_repository_counts_for_nothing()
    {
        const string configuration = "version: 1\nservices: { questdb: { url: 'http://127.0.0.1:9/write' } }\n";
        _repository.Folder.Write("unfazed.yaml", configuration);
        _unfazed.Variables["UNFAZED_STATE_DIR"] = "state";
        _repository.Folder.Write($"state/trust/{Hash($"{_repository.Path}\0unfazed.yaml")}", $"{Digest("unfazed.yaml", configuration)}\n{Uri.EscapeDataString(_repository.Path)}\n");

        Assert.Equal("skipped", await QuestDbAsync());
        _repository.Commit();
        Assert.Equal("skipped", await QuestDbAsync());

        // The very same record counts where only the user can have written it.
        _unfazed.Variables["UNFAZED_STATE_DIR"] = _outside["state"];
        Directory.CreateDirectory(_outside["state"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Move(_repository.Folder["state/trust"], _outside["state/trust"]);
        Assert.Equal("pending", await QuestDbAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_committed_cache_decides_nothing_and_an_untracked_one_is_used()
    {
        _repository.Folder.Write("src/a", "bad");
        _repository.Folder.Write(".gitignore", ".uc/\n");
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  tests: { run: [sh, -c, 'grep -q good src/a'], cache: true, inputs: ['src/**'] }\n");
        _repository.Commit();
        foreach (var file in (string[])["src/a", "unfazed.yaml"])
        {
            File.SetLastWriteTimeUtc(_repository.Folder[file], DateTime.UnixEpoch.AddYears(50));
        }

        _unfazed.Variables["UNFAZED_CACHE_DIR"] = ".uc";
        await _unfazed.RunAsync(_repository.Path, "run");
        Assert.Contains("(cached)", (await _unfazed.RunAsync(_repository.Path, "run")).Output, StringComparison.Ordinal);

        _repository.Git("add", "--force", ".uc");
        _repository.Git("commit", "--quiet", "--message=cache");
        var ended = await _unfazed.RunAsync(_repository.Path, "run");

        Assert.DoesNotContain("(cached)", ended.Output, StringComparison.Ordinal);
        Assert.Contains(ended.ErrorLines, static line => line.Contains("no cached result is used", StringComparison.Ordinal) && line.Contains("git tracks", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task Directories_that_others_can_write_are_not_used_and_a_line_each_says_so()
    {
        _repository.Folder.Write("a.json", "{}");
        _unfazed.Variables["UNFAZED_STATE_DIR"] = Open("state");
        _unfazed.Variables["UNFAZED_CACHE_DIR"] = Open("cache");

        var ended = await _unfazed.RunAsync(_repository.Path, "run");

        Assert.Equal(0, ended.ExitCode);
        Assert.Single(ended.ErrorLines, static line => line.Contains("others can write to", StringComparison.Ordinal) && line.Contains("/state", StringComparison.Ordinal));
        Assert.Single(ended.ErrorLines, static line => line.Contains("others can write to", StringComparison.Ordinal) && line.Contains("/cache", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside["state"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_outside["cache"]));
        var last = await _unfazed.RunAsync(_repository.Path, "report", "--last");
        Assert.Equal(2, last.ExitCode);
        Assert.Contains("no earlier run can be reported", last.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pipe_below_unfazed_delays_no_run()
    {
        _repository.Folder.Write("a.json", "{}");
        _repository.Folder.MakeFolder(".unfazed/runs/20200101T000000Z-000000");
        await _unfazed.ShellAsync(_repository.Path, "mkfifo .unfazed/history.tsv .unfazed/runs/20200101T000000Z-000000/journal.jsonl");

        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "run", "--deadline", "60s")).ExitCode);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "report", "--list")).ExitCode);
    }

    [Fact(Timeout = Limit)]
    public async Task A_copied_repository_has_no_runs_of_its_own_yet()
    {
        _repository.Folder.Write("a.json", "{}");
        await _unfazed.RunAsync(_repository.Path, "run");
        await _unfazed.ShellAsync(_outside.Path, $"cp -a '{_repository.Path}' copy");

        Assert.Equal(2, (await _unfazed.RunAsync(_outside["copy"], "report", "--last")).ExitCode);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "report", "--last")).ExitCode);
    }

    private void Forge(bool isTracked)
    {
        var genuine = Assert.Single(Directory.GetFiles(_repository.Folder[".unfazed/runs"], "journal.jsonl", SearchOption.AllDirectories));
        var id = Path.GetFileName(Path.GetDirectoryName(genuine)!);
        _repository.Folder.Write($".unfazed/runs/{FarFuture}/journal.jsonl", File.ReadAllText(genuine).Replace(id, FarFuture, StringComparison.Ordinal));
        _repository.Git("add", "a.json");
        if (isTracked)
        {
            _repository.Git("add", "--force", ".unfazed/runs/" + FarFuture);
        }

        _repository.Git("commit", "--quiet", "--message=x");
    }

    private string Open(string name)
    {
        var folder = _outside.MakeFolder(name);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        return folder;
    }

    private async Task<string> QuestDbAsync()
    {
        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--only", "hygiene", "--format", "json");
        using var report = JsonDocument.Parse(ended.Output);
        return Assert.Single(report.RootElement.GetProperty("integrations").EnumerateArray()).GetProperty("status").GetString()!;
    }

    private static string Digest(string name, string content) => Hash($"{name.Length} {content.Length}\n{name}{content}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
