using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Caching;

/// <summary>How a cache is used and given up, and what becomes of it in hostile surroundings.</summary>
public sealed class CacheUseTests
{
    private const int Limit = 420_000;

    private static readonly (string Status, bool Cached) Ran = ("passed", false);
    private static readonly (string Status, bool Cached) Known = ("passed", true);

    [Fact(Timeout = Limit)]
    public async Task No_cache_neither_reads_nor_writes_and_force_writes_alone()
    {
        using var scene = new CacheScene();
        Assert.Equal(Ran, await scene.RunAsync("--no-cache"));
        Assert.False(Directory.Exists(scene.Unfazed.CacheDirectory));
        Assert.Equal(Ran, await scene.RunAsync("--force"));
        Assert.Equal(Known, await scene.RunAsync());
        Assert.Equal(Ran, await scene.RunAsync("--no-cache"));
        Assert.Equal(Ran, await scene.RunAsync("--force"));
        scene.Unfazed.Variables["UNFAZED_NO_CACHE"] = "1";
        Assert.Equal(Ran, await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_check_of_ones_own_is_cached_only_when_it_says_so()
    {
        using var scene = new CacheScene("tier: 1");
        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal("never", (await scene.WhyAsync()).Answer);
    }

    [Fact(Timeout = Limit)]
    public async Task Worktrees_of_a_repository_share_their_answers()
    {
        using var scene = new CacheScene();
        using var place = new TemporaryDirectory();
        Assert.Equal(Ran, await scene.RunAsync());
        scene.Repository.Git("worktree", "add", "--quiet", place["other"]);

        Assert.Equal(Known, await scene.RunAtAsync(place["other"]));
    }

    [Fact(Timeout = Limit)]
    public async Task A_cached_answer_is_no_duration_and_is_told_as_what_it_is_in_every_form()
    {
        using var scene = new CacheScene();
        await scene.RunAsync();
        var history = File.ReadAllText(HistoryOf(scene));

        var pretty = await scene.Unfazed.RunAsync(scene.Repository.Path, "--output", "jsonl=events.jsonl");
        var stored = await scene.Unfazed.RunAsync(scene.Repository.Path, "report", "--format", "json");

        Assert.Contains("(cached)", pretty.Output, StringComparison.Ordinal);
        Assert.Equal(history, File.ReadAllText(HistoryOf(scene)));
        var finished = File.ReadLines(scene.Repository.Folder["events.jsonl"]).Single(static line => line.Contains("check_finished", StringComparison.Ordinal));
        Assert.DoesNotContain("check_started", File.ReadAllText(scene.Repository.Folder["events.jsonl"]), StringComparison.Ordinal);
        using var line = JsonDocument.Parse(finished);
        Assert.True(line.RootElement.GetProperty("check").GetProperty("cached").GetBoolean());
        Assert.Equal(0, line.RootElement.GetProperty("check").GetProperty("attempts").GetInt32());
        Assert.Contains("\"cached\": true", stored.Output.Replace("\":true", "\": true", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_raised_threshold_never_meets_an_old_pass()
    {
        using var scene = new CacheScene();
        scene.Repository.Folder.WriteExecutable(
            "measure.sh", "#!/bin/sh\necho ran >> \"$COUNTER\"\nprintf 'TN:\\nSF:a.txt\\nDA:1,1\\nDA:2,1\\nDA:3,1\\nDA:4,0\\nend_of_record\\n'\n");
        string Configuration(int threshold) =>
            $"version: 1\ndetect: false\ndimensions: {{ coverage: {{ threshold: {threshold} }} }}\nchecks:\n  {CacheScene.Check}: {{ run: [./measure.sh], parse: lcov, dimension: coverage, cache: true, inputs: ['*.txt'] }}\n";
        scene.Write("unfazed.yaml", Configuration(70));
        Assert.Equal(Ran, await scene.RunAsync());
        Assert.Equal(Known, await scene.RunAsync());
        scene.Write("unfazed.yaml", Configuration(80));

        Assert.Equal("hit", (await scene.WhyAsync()).Answer);
        Assert.Equal(("failed", true), await scene.RunAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Random_bytes_in_the_files_of_the_cache_cost_the_answer_and_nothing_else()
    {
        using var scene = new CacheScene();
        var random = new Random(20261127);
        for (var round = 0; round < 4; round++)
        {
            await scene.RunAsync();
            foreach (var file in Files(scene))
            {
                var bytes = File.ReadAllBytes(file);
                random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
                File.WriteAllBytes(file, round == 3 ? bytes[..random.Next(bytes.Length)] : bytes);
            }

            var ended = await scene.Unfazed.RunAsync(scene.Repository.Path);
            Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
            Assert.DoesNotContain("(cached)", ended.Output, StringComparison.Ordinal);
            Assert.Equal(Known, await scene.RunAsync());
            scene.Write("a.txt", $"round {round}\n");
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Where_there_is_no_place_for_a_cache_the_run_goes_on_and_says_so_in_a_line()
    {
        using var scene = new CacheScene();
        using var place = new TemporaryDirectory();
        scene.Unfazed.Variables["UNFAZED_CACHE_DIR"] = place.Write("a-file", "in its place");

        var ended = await scene.Unfazed.RunAsync(scene.Repository.Path);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("the cache in", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("PASSED", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_eight_at_once_one_runs_and_the_others_wait_for_its_answer()
    {
        using var scene = new CacheScene();
        scene.Unfazed.Variables["MEANWHILE"] = "sleep 2";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Unfazed.RunAsync(scene.Repository.Path)));

        Assert.All(answers, static ended => Assert.Equal((0, ""), (ended.ExitCode, ended.Error)));
        Assert.Equal(1, scene.Runs);
        Assert.Equal(7, answers.Count(static ended => ended.Output.Contains("(cached)", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Limit)]
    public async Task Sixteen_processes_over_one_cache_disturb_each_other_in_nothing()
    {
        var scenes = Enumerable.Range(0, 16).Select(static _ => new CacheScene()).ToList();
        try
        {
            scenes.ForEach(scene => scene.Unfazed.Variables["UNFAZED_CACHE_DIR"] = scenes[0].Unfazed.CacheDirectory);
            for (var index = 0; index < scenes.Count; index++)
            {
                scenes[index].Write("a.txt", $"{index % 4}\n");
            }

            var first = await Task.WhenAll(scenes.Select(static scene => scene.RunAsync()));
            var second = await Task.WhenAll(scenes.Select(static scene => scene.RunAsync()));

            Assert.All(first, static answer => Assert.Equal("passed", answer.Status));
            Assert.InRange(scenes.Sum(static scene => scene.Runs), 4, 16);
            Assert.All(second, static answer => Assert.Equal(Known, answer));
        }
        finally
        {
            scenes.ForEach(static scene => scene.Dispose());
        }
    }

    [Fact(Timeout = Limit)]
    public async Task State_cache_lists_what_is_kept_and_clean_removes_it()
    {
        using var scene = new CacheScene();
        await scene.RunAsync();
        var listed = await scene.Unfazed.RunAsync(scene.Repository.Path, "state", "cache", "--format", "json");
        var cleaned = await scene.Unfazed.RunAsync(scene.Repository.Path, "state", "cache", "clean");

        using var list = JsonDocument.Parse(listed.Output);
        Assert.Equal(scene.Unfazed.CacheDirectory, list.RootElement.GetProperty("folder").GetString());
        Assert.True(list.RootElement.GetProperty("files").GetInt32() > 0);
        Assert.Equal(0, cleaned.ExitCode);
        Assert.Empty(Files(scene));
        Assert.Equal(Ran, await scene.RunAsync());
    }

    [Theory(Timeout = Limit)]
    [InlineData("repository")]
    [InlineData("folder")]
    public async Task Clean_and_run_delete_nothing_in_a_folder_that_contains_other_files(string place)
    {
        using var scene = new CacheScene();
        using var other = new TemporaryDirectory();
        var folder = place == "repository" ? scene.Repository.Folder : other;
        string[] files = ["tools/deploy.sh", "v1/routes.js", "v1/pkg/__init__.py", "v1/answers/ab/cdef"];
        foreach (var file in files)
        {
            File.SetLastWriteTimeUtc(folder.Write(file, ""), DateTime.UnixEpoch);
        }

        scene.Unfazed.Variables["UNFAZED_CACHE_DIR"] = folder.Path;
        var run = await scene.Unfazed.RunAsync(scene.Repository.Path);
        var cleaned = await scene.Unfazed.RunAsync(scene.Repository.Path, "state", "cache", "clean");

        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.ErrorLines, static line => line.Contains("no cached result is used", StringComparison.Ordinal));
        Assert.Equal(2, cleaned.ExitCode);
        Assert.Contains("nothing was removed", cleaned.Error, StringComparison.Ordinal);
        Assert.All(files, file => Assert.True(File.Exists(folder[file]), file));
        Assert.False(File.Exists(folder["CACHEDIR.TAG"]));
    }

    [Fact(Timeout = Limit)]
    public async Task Clean_deletes_nothing_that_git_tracks()
    {
        using var scene = new CacheScene();
        scene.Unfazed.Variables["UNFAZED_CACHE_DIR"] = scene.Repository.Folder[".cache"];
        await scene.RunAsync();
        scene.Repository.Commit();

        var cleaned = await scene.Unfazed.RunAsync(scene.Repository.Path, "state", "cache", "clean");

        Assert.Equal(2, cleaned.ExitCode);
        Assert.Contains("git tracks files in", cleaned.Error, StringComparison.Ordinal);
        Assert.Equal("", scene.Repository.Git("status", "--short", "--untracked-files=no"));
    }

    [Theory(Timeout = Limit)]
    [InlineData("inputs: ['*.txt']", "\"inputs\" needs cache: true")]
    [InlineData("cache: true, inputs: ['../x/*']", "../x/*")]
    [InlineData("cache: true, inputs: ['out/x']", "leaves the root")]
    [InlineData("cache: true, service: db", "cannot be cached")]
    [InlineData("cache: sometimes", "\"sometimes\" is")]
    public async Task What_cannot_be_cached_truly_is_refused(string entry, string said)
    {
        using var scene = new CacheScene();
        File.CreateSymbolicLink(scene.Repository.Folder["out"], "/");
        scene.Write("unfazed.yaml", $"version: 1\nchecks:\n  counted: {{ run: [./look.sh], {entry} }}\n");

        var ended = await scene.Unfazed.RunAsync(scene.Repository.Path);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Files(CacheScene scene) => Directory.Exists(Path.Combine(scene.Unfazed.CacheDirectory, "v1"))
        ? Directory.EnumerateFiles(Path.Combine(scene.Unfazed.CacheDirectory, "v1"), "*", SearchOption.AllDirectories).Where(static file => new FileInfo(file).Length > 0)
        : [];

    private static string HistoryOf(CacheScene scene) =>
        Directory.GetFiles(Path.Combine(scene.Unfazed.StateDirectory, "roots"), "history.tsv", SearchOption.AllDirectories).Single();
}
