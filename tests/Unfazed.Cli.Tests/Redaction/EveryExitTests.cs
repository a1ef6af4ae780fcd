using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Redaction;

/// <summary>A secret of the environment, of a check's own variables and in a message, looked for in everything that a run leaves and says.</summary>
public sealed class EveryExitTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Secret = "s3cr3t&Value+42/x";
    private const string Configured = "0wn-va1ue-of-a-check";

    private static readonly string[] Forms =
    [
        Secret, Uri.EscapeDataString(Secret), Secret.Replace("&", "\\u0026", StringComparison.Ordinal), Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[..^3],
        Configured,
    ];

    private readonly BuiltUnfazed _unfazed = new() { Variables = { ["DEPLOY_TOKEN"] = Secret } };
    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task No_secret_leaves_by_any_exit()
    {
        WriteRepository();
        string[] outputs = ["--output", "json=out.json", "--output", "jsonl=out.jsonl", "--output", "pretty=out.txt", "--output", "compact=out.compact", "--output", "sarif=out.sarif", "--output", "junit=out.xml", "--output", "markdown=out.md", "--output", "html=out.html", "--output", "checkstyle=out.checkstyle", "--output", "github=out.github", "--output", "gitlab=out.gitlab"];

        var run = await _unfazed.RunAsync(_repository.Path, ["run", "--only", "finds,fails,garbles,dies", "--verbose", "--format", "json", .. outputs]);
        var pretty = await _unfazed.RunAsync(_repository.Path, ["run", "--only", "finds,fails,garbles,dies", "--verbose"]);
        var again = await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("***", run.Output, StringComparison.Ordinal);
        Assert.Contains("***", pretty.Output, StringComparison.Ordinal);
        Assert.Contains("***", again.Output, StringComparison.Ordinal);
        Assert.All([run, pretty, again], static ended => AssertClean(ended.Output + ended.Error, "what it printed"));
        AssertCleanBelow(_repository.Path, except: ["src", ".git", "unfazed.yaml"]);
        AssertCleanBelow(Path.GetDirectoryName(_unfazed.StateDirectory)!, except: []);
        var log = Directory.EnumerateFiles(_repository.Folder[".unfazed"], "fails.log", SearchOption.AllDirectories).First();
        Assert.Contains("token ***", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_scanner_found_is_not_told_by_a_tool_that_quotes_it()
    {
        const string body = "q3Vt8LkZ0mXw7RbYc5NfH2sDgJ9aPuE4TiWoKxQ6yCzBnM1vFhSrUlGdIeAjOp7k";
        _repository.Folder.Write("keys/id", $"{new string('-', 5)}BEGIN PRIVATE KEY{new string('-', 5)}\n{body}\n");
        _repository.Folder.Write("unfazed.yaml", "version: 1\nchecks:\n  quotes: { run: [sh, -c, \"cat keys/id; exit 1\"] }\n");
        _repository.Commit();

        var run = await _unfazed.RunAsync(_repository.Path, "run", "--only", "quotes,secrets", "--format", "json", "--output", "pretty=out.txt");

        Assert.Contains("detect-private-key", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(body, run.Output, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_repository.Folder[".unfazed"], "*", SearchOption.AllDirectories).Append(_repository.Folder["out.txt"]))
        {
            Assert.DoesNotContain(body, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_mistake_in_the_configuration_is_said_without_it()
    {
        _repository.Folder.Write("unfazed.yaml", $"version: 1\nchecks:\n  {Secret}\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--only", Secret);

        Assert.Equal(2, ended.ExitCode);
        AssertClean(ended.Output + ended.Error, "what it printed");
    }

    [Fact]
    public void A_crash_report_is_written_without_it()
    {
        using var state = new TemporaryDirectory();
        var environment = ProcessEnvironment.Capture();
        environment = environment with { Variables = environment.Variables.SetItem("UNFAZED_STATE_DIR", state.Path).SetItem("DEPLOY_TOKEN", Secret) };

        var path = CrashReport.Write(new InvalidOperationException($"no such thing: {Secret}"), environment, DateTimeOffset.UnixEpoch);

        Assert.Contains("no such thing: ***", File.ReadAllText(path!), StringComparison.Ordinal);
        AssertClean(File.ReadAllText(path!), path!);
    }

    [Fact(Timeout = Limit)]
    public async Task Workflow_commands_and_escapes_of_a_tool_have_no_effect_in_plain_output()
    {
        _repository.Folder.WriteExecutable("speaks.sh", "#!/bin/sh\nprintf '::error::forged\\n##[error]forged\\n\\033[31mred\\n'\nexit 1\n");
        _repository.Folder.Write("unfazed.yaml", "version: 1\nchecks:\n  speaks: { run: ./speaks.sh }\n");
        _unfazed.Variables["GITHUB_ACTIONS"] = "true";

        foreach (var format in (string[])["pretty", "compact"])
        {
            var ended = await _unfazed.RunAsync(_repository.Path, "run", "--only", "speaks", "--verbose", "--format", format);

            Assert.Equal(1, ended.ExitCode);
            Assert.DoesNotContain(ended.Output.Split('\n'), static line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            Assert.DoesNotContain("##[", ended.Output, StringComparison.Ordinal);
            Assert.DoesNotContain('\e', ended.Output);
            Assert.Contains("forged", ended.Output, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static void AssertClean(string text, string where)
    {
        foreach (var form in Forms)
        {
            Assert.False(text.Contains(form, StringComparison.Ordinal), $"{where} holds {form}");
        }
    }

    private static void AssertCleanBelow(string folder, string[] except)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!except.Contains(Path.GetRelativePath(folder, file).Split('/')[0]))
            {
                AssertClean(Encoding.UTF8.GetString(File.ReadAllBytes(file)), file);
            }
        }
    }

    private void WriteRepository()
    {
        _repository.Folder.WriteExecutable("src/finds.sh", "#!/bin/sh\necho \"src/a.txt:1: $DEPLOY_TOKEN stands here, and $OWN_PASSWORD\"\nexit 1\n");
        _repository.Folder.WriteExecutable("src/fails.sh", "#!/bin/sh\nprintf 'token s3cr3t'; printf '&Value+42/x\\n'\necho \"json: \\\"s3cr3t\\\\u0026Value+42/x\\\"\" >&2\necho \"url: s3cr3t%26Value%2B42%2Fx $(printf 'u:%s' \"$DEPLOY_TOKEN\" | base64)\"\nprintf %s \"$DEPLOY_TOKEN\" | base64\nexit 1\n");
        _repository.Folder.WriteExecutable("src/garbles.sh", "#!/bin/sh\necho \"{\\\"version\\\": \\\"$DEPLOY_TOKEN\"\nexit 1\n");
        _repository.Folder.WriteExecutable("src/dies.sh", "#!/bin/sh\necho \"$DEPLOY_TOKEN\"\nkill -9 $$\n");
        _repository.Folder.Write("src/a.txt", $"token {Secret} in the file\n");
        _repository.Folder.Write(
            "unfazed.yaml",
            $$"""
            version: 1
            checks:
              finds: { run: [src/finds.sh, "{{Secret}}"], parse: regex, pattern: "^(?<path>[^:]+):(?<line>[0-9]+): (?<message>.*)$", env: { OWN_PASSWORD: {{Configured}} } }
              fails: { run: src/fails.sh }
              garbles: { run: src/garbles.sh, parse: sarif }
              dies: { run: src/dies.sh }

            """);
        _repository.Commit();
    }
}
