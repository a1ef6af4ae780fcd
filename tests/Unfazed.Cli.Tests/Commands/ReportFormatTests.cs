using System.Text.Json;
using System.Xml.Linq;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Every format, from a run and from a stored one.</summary>
public sealed class ReportFormatTests : IDisposable
{
    private const int Limit = 180_000;

    private static readonly string[] Formats = ["pretty", "compact", "json", "jsonl", "sarif", "junit", "markdown", "html", "checkstyle", "github", "gitlab"];

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    [Fact(Timeout = Limit)]
    public async Task One_run_writes_every_format_and_each_tells_of_the_check_that_timed_out()
    {
        CopySample();

        var ended = await _unfazed.RunAsync(_folder.Path, ["run", .. Formats.SelectMany(static format => (string[])["--output", $"{format}=out.{format}"])]);

        Assert.Equal((1, ""), (ended.ExitCode, ended.Error));
        Assert.All(Formats, format => Assert.Contains("timed out after 1s", File.ReadAllText(_folder[$"out.{format}"]), StringComparison.Ordinal));
        Assert.Equal("2.1.0", Json("out.sarif").GetProperty("version").GetString());
        Assert.Equal("testsuites", XDocument.Load(_folder["out.junit"]).Root!.Name.LocalName);
        Assert.Equal("checkstyle", XDocument.Load(_folder["out.checkstyle"]).Root!.Name.LocalName);
        Assert.Equal(JsonValueKind.Array, Json("out.gitlab").ValueKind);
        Assert.Contains("<pre class=\"source\">", await File.ReadAllTextAsync(_folder["out.html"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stored_run_is_told_in_every_format_as_it_was_told_at_its_end()
    {
        CopySample();
        string[] same = ["json", "sarif", "junit", "checkstyle", "github", "gitlab", "pretty"];
        await _unfazed.RunAsync(_folder.Path, ["run", .. same.SelectMany(static format => (string[])["--output", $"{format}=out.{format}"])]);

        var ended = await _unfazed.RunAsync(_folder.Path, ["report", "--last", "--format", "sarif", .. Formats.SelectMany(static format => (string[])["--output", $"{format}=again.{format}"])]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.All(Formats, format => Assert.Contains("timed out after 1s", File.ReadAllText(_folder[$"again.{format}"]), StringComparison.Ordinal));
        Assert.All(same, format => Assert.Equal(File.ReadAllText(_folder[$"out.{format}"]), File.ReadAllText(_folder[$"again.{format}"])));
        Assert.Equal(await File.ReadAllTextAsync(_folder["out.sarif"]), ended.Output);
    }

    [Fact(Timeout = Limit)]
    public async Task A_stored_run_has_the_events_of_its_time()
    {
        CopySample();
        var live = await _unfazed.RunAsync(_folder.Path, "run", "--format", "jsonl");

        var stored = await _unfazed.RunAsync(_folder.Path, "report", "--last", "--format", "jsonl");

        Assert.Equal(Names(live.Output).Order(StringComparer.Ordinal), Names(stored.Output).Order(StringComparer.Ordinal));
        Assert.StartsWith("run_started", Names(stored.Output)[0], StringComparison.Ordinal);
        Assert.StartsWith("run_finished", Names(stored.Output)[^1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }

    private void CopySample()
    {
        _folder.Write("data/prices.csv", "sku,cents\nT-MUG,1290\nBOOK-01,-2450\n");
        _folder.Write("unfazed.yaml", """
            version: 1
            detect: false
            checks:
              prices:
                run: [sh, -c, "grep -Hn ',-' data/prices.csv && exit 1"]
                parse: regex
                pattern: '^(?<path>[^:]+):(?<line>[0-9]+):(?<message>.*)$'
              reports: { run: sleep 60, timeout: 1s, dimension: type_safety }
              licences: { run: licence-inspector-that-nobody-has, dimension: lint }
            """);
    }

    private JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(_folder[file])).RootElement;

    private static List<string> Names(string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)
            .Select(static line => $"{line.GetProperty("event").GetString()} {(line.TryGetProperty("name", out var name) ? name.GetString() : "")}"),
    ];
}
