using System.Text.Json;

namespace Unfazed.NativeSmoke;

/// <summary>Whole commands of the executable, with nothing installed but git and a shell.</summary>
internal sealed class CommandScenes(string program)
{
    private const string Configuration =
        """
        version: 1
        checks:
          stock: { run: [sh, -c, "test -s stock.csv"], dimension: lint }
          style: { run: [cat, style.xml], parse: checkstyle, tier: warning }
          slow:  { run: [sleep, "60"], timeout: 100ms, tier: monitor }
        """;

    public IEnumerable<(string Name, Func<Task> Scene)> All() =>
    [
        ("version", Scene(static async (unfazed, folder) => Expect.Holds("unfazed ", await unfazed.RunAsync(0, folder.Path, "version"), "version"))),
        ("schema", Scene(static async (unfazed, folder) => JsonDocument.Parse(await unfazed.RunAsync(0, folder.Path, "schema")).Dispose())),
        ("run, as JSON", Scene(RunAsync)),
        ("run, for people", Scene(static async (unfazed, folder) => Expect.Holds("PASSED", await unfazed.RunAsync(0, folder.Path, "--color", "always"), "the report"))),
        ("hygiene reads JSON, YAML, TOML and XML", Scene(SyntaxAsync)),
        ("list and config, as JSON", Scene(ListAsync)),
        ("init", Scene(InitAsync)),
        ("report", Scene(ReportAsync)),
        ("fix", Scene(FixAsync)),
        ("breakers outlive the process", Scene(BreakersAsync)),
        ("a run opens no database that is not there", Scene(WithoutDatabaseAsync)),
        ("doctor", Scene(static async (unfazed, folder) => JsonDocument.Parse(await unfazed.RunAsync(0, folder.Path, "doctor", "--format", "json")).Dispose())),
        ("a wrong configuration is told, all of it", Scene(WrongAsync)),
        ("closed standard streams", Scene(ClosedStreamsAsync)),
        ("a limit on the size of files", Scene(FileSizeLimitAsync)),
        ("a check that fills the limit of processes", Scene(ProcessLimitAsync)),
    ];

    private Func<Task> Scene(Func<Executable, ScratchFolder, Task> play) => async () =>
    {
        using var home = new ScratchFolder();
        using var folder = new ScratchFolder();
        folder.Write("unfazed.yaml", Configuration);
        folder.Write("stock.csv", "1\n");
        folder.Write("style.xml", "<checkstyle version=\"4.3\"></checkstyle>\n");
        await play(new Executable(program, home), folder).ConfigureAwait(false);
    };

    private static async Task RunAsync(Executable unfazed, ScratchFolder folder)
    {
        folder.Write("style.xml", "<checkstyle><file name=\"stock.csv\"><error line=\"1\" severity=\"warning\" message=\"plain\" source=\"a.B\"/></file></checkstyle>\n");
        using var report = JsonDocument.Parse(await unfazed.RunAsync(0, folder.Path, "--format", "json").ConfigureAwait(false));
        var tiers = report.RootElement.GetProperty("tiers");
        Expect.Equal("passed", report.RootElement.GetProperty("verdict").GetString(), "the verdict");
        Expect.Equal("failed", tiers[1].GetProperty("results")[0].GetProperty("status").GetString(), "the status of style");
        Expect.Equal("timed_out", tiers[2].GetProperty("results")[0].GetProperty("status").GetString(), "the status of slow");
    }

    private static async Task SyntaxAsync(Executable unfazed, ScratchFolder folder)
    {
        foreach (var name in (string[])["a.json", "a.yaml", "a.toml", "a.xml"])
        {
            folder.Write(name, "[<{\n");
        }

        var report = await unfazed.RunAsync(1, folder.Path, "--only", "hygiene", "--format", "json").ConfigureAwait(false);
        foreach (var rule in (string[])["check-json", "check-yaml", "check-toml", "check-xml"])
        {
            Expect.Holds($"\"rule\":\"{rule}\"", report, "the report");
        }
    }

    private static async Task ListAsync(Executable unfazed, ScratchFolder folder)
    {
        Expect.Holds("\"stock\"", await unfazed.RunAsync(0, folder.Path, "list", "--format", "json").ConfigureAwait(false), "list");
        Expect.Holds("stock", await unfazed.RunAsync(0, folder.Path, "config", "--format", "json").ConfigureAwait(false), "config");
    }

    private static async Task InitAsync(Executable unfazed, ScratchFolder folder)
    {
        File.Delete(folder["unfazed.yaml"]);
        folder.Write("package.json", "{ \"scripts\": { \"lint\": \"eslint .\" } }\n");
        await unfazed.RunAsync(0, folder.Path, "init").ConfigureAwait(false);
        Expect.Holds("version: 1", await File.ReadAllTextAsync(folder["unfazed.yaml"]).ConfigureAwait(false), "what init wrote");
    }

    private static async Task ReportAsync(Executable unfazed, ScratchFolder folder)
    {
        await unfazed.RunAsync(0, folder.Path).ConfigureAwait(false);
        Expect.Holds("\"verdict\":\"passed\"", await unfazed.RunAsync(0, folder.Path, "report", "--last", "--format", "json").ConfigureAwait(false), "the stored report");
    }

    private static async Task FixAsync(Executable unfazed, ScratchFolder folder)
    {
        folder.Write("notes.txt", "a \n");
        await unfazed.RunAsync(0, folder.Path, "fix").ConfigureAwait(false);
        Expect.Equal("a\n", await File.ReadAllTextAsync(folder["notes.txt"]).ConfigureAwait(false), "the mended file");
    }

    private static async Task BreakersAsync(Executable unfazed, ScratchFolder folder)
    {
        folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks: { calls: { run: \"true\", service: dead } }\n");
        await unfazed.RunAsync(0, folder.Path, "state", "breakers", "isolate", "dead").ConfigureAwait(false);
        Expect.Holds("dead", await unfazed.RunAsync(0, folder.Path, "state", "breakers", "list").ConfigureAwait(false), "the list of breakers");
        Expect.Holds("circuit_open", await unfazed.RunAsync(4, folder.Path, "--format", "json").ConfigureAwait(false), "the report");
    }

    // The library of the database lies beside the executable; a copy without it could not open one.
    private async Task WithoutDatabaseAsync(Executable unfazed, ScratchFolder folder)
    {
        using var lonely = new ScratchFolder();
        folder.Write("unfazed.yaml", "version: 1\nchecks: { stock: { run: [test, -s, stock.csv] } }\n");
        File.Copy(program, lonely["unfazed"]);
        var ended = await new Executable(lonely["unfazed"], lonely).RunAsync(folder.Path).ConfigureAwait(false);
        Expect.Equal(0, ended.ExitCode, "the exit code");
        Expect.Equal("", ended.Error, "standard error");
    }

    private static async Task WrongAsync(Executable unfazed, ScratchFolder folder)
    {
        folder.Write("unfazed.yaml", "version: 1\nchekcs: {}\ndeadline: soon\n");
        var ended = await unfazed.RunAsync(folder.Path).ConfigureAwait(false);
        Expect.Equal(2, ended.ExitCode, "the exit code");
        Expect.Holds("unfazed.yaml:2:1", ended.Error, "standard error");
        Expect.Holds("unfazed.yaml:3:", ended.Error, "standard error");
    }

    // Without standard output the answer is lost, and the report in the file is whole: nothing else was written where a stream was closed.
    private static async Task ClosedStreamsAsync(Executable unfazed, ScratchFolder folder)
    {
        foreach (var (closed, code) in ((string, int)[])[("<&- >&- 2>&-", 4), ("<&- 2>&-", 0), (">&-", 4), ("2>&-", 0)])
        {
            var ended = await unfazed.ShellAsync(folder.Path, $"\"$0\" --output json=report.json {closed}").ConfigureAwait(false);
            Expect.Equal(code, ended.ExitCode, $"the exit code of unfazed {closed}");
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(folder["report.json"]).ConfigureAwait(false));
            Expect.Equal("passed", report.RootElement.GetProperty("verdict").GetString(), "the verdict in the file");
        }
    }

    private static async Task FileSizeLimitAsync(Executable unfazed, ScratchFolder folder)
    {
        folder.Write("unfazed.yaml", "version: 1\nchecks: { loud: { run: [head, -c, \"300000\", /dev/zero] } }\n");
        var ended = await unfazed.ShellAsync(folder.Path, "ulimit -f 1; exec \"$0\"").ConfigureAwait(false);
        Expect.Equal(0, ended.ExitCode, "the exit code");
        Expect.Holds("PASSED", ended.Output, "the report");
        Expect.Holds("reached the limit of size (ulimit -f)", ended.Error, "standard error");
    }

    // A group of its own that limits processes can be made by root alone, where the hierarchy of that controller is mounted; elsewhere there is nothing to see.
    private static async Task ProcessLimitAsync(Executable unfazed, ScratchFolder folder)
    {
        const string bomb = "for(;;){my $p=fork(); if(defined $p && $p==0){sleep 600; exit} select(undef,undef,undef,0.02) unless defined $p}";
        folder.Write("unfazed.yaml", $"version: 1\ndetect: false\nchecks:\n  fine: {{ run: \"true\" }}\n  bomb: {{ run: [perl, -e, '{bomb}'], timeout: 2s }}\n");
        var group = $"/sys/fs/cgroup/pids/{Path.GetFileName(folder.Path)}";

        // Not pids.current, which counts who has ended until the kernel has let it go.
        var counted = $"n=0; while [ -n \"$(cat {group}/cgroup.procs)\" ] && [ $n -lt 20 ]; do n=$((n+1)); sleep 0.05; done; wc -l < {group}/cgroup.procs >&2";
        var ended = await unfazed.ShellAsync(
            folder.Path,
            $"mkdir {group} 2>/dev/null && echo 70 > {group}/pids.max || exit 77; (read -r pid rest < /proc/self/stat; echo $pid > {group}/cgroup.procs; exec \"$0\" --format compact); code=$?; {counted}; rmdir {group}; exit $code").ConfigureAwait(false);
        if (ended.ExitCode != 77)
        {
            Expect.Equal(4, ended.ExitCode, $"the exit code ({ended.Error.Trim()})");
            Expect.Holds("bomb", ended.Output, "the report");
            Expect.Equal("0", ended.Error.Trim().Split('\n')[^1], "the processes that are left");
        }
    }
}
