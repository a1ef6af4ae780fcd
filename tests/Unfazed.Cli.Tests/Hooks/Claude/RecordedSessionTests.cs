using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Unfazed.Cli.Hooks.Claude;
using Unfazed.Testing;
using Xunit.Abstractions;

namespace Unfazed.Cli.Tests.Hooks.Claude;

/// <summary>A session of 30 tool events on the executable, as recorded in <c>session.jsonl</c>; its answers are held in <c>session.txt</c>.</summary>
public sealed class RecordedSessionTests(ITestOutputHelper output) : IDisposable
{
    private const int Limit = 1_140_000;
    private const int MostTokens = 1500;

    private const string Configuration =
        """
        version: 1
        checks:
          markers:
            run: [sh, -c, "! grep -nH FIXME \"$@\"", "-", "{files}"]
            files: "**/*.py"
            parse: regex
            pattern: '^(?<path>[^:]+):(?<line>\d+):(?<message>.*)$'

        """;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task Each_answer_is_the_one_that_was_reviewed_and_small_enough()
    {
        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("unfazed.yaml", Configuration);
        _repository.Commit();
        var answers = new StringBuilder();
        var events = await File.ReadAllLinesAsync(RepositoryRoot.Combine("tests/Unfazed.Cli.Tests/Hooks/Claude/session.jsonl"));
        for (var number = 1; number <= events.Length; number++)
        {
            var step = JsonNode.Parse(events[number - 1])!;
            var told = Prepare(step);
            var started = Stopwatch.GetTimestamp();

            var ended = await _unfazed.RunWithInputAsync(_repository.Path, told, "hook", "run", "claude");

            var said = ended.Output + ended.Error;
            var tokens = TokenBudget.Estimate(said);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{number,2}: exit {ended.ExitCode}, {said.Length,4} characters, at most {tokens,4} tokens, {Stopwatch.GetElapsedTime(started).TotalMilliseconds,6:0} ms"));
            Assert.InRange(tokens, 0, MostTokens);
            answers.Append(CultureInfo.InvariantCulture, $"{number}. {Describe(step["event"]!)}: exit {ended.ExitCode}, {said.Length} characters\n");

            // A whole marker of a key would be found in the expectations, too.
            answers.Append(said.Replace(_repository.Path, "ROOT", StringComparison.Ordinal).Replace("-----BEGIN", "(dashes) BEGIN", StringComparison.Ordinal));
        }

        Assert.Equal(30, events.Length);
        ExpectationFile.Check("session.txt", answers.ToString());
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static string Describe(JsonNode told) => $"{told["hook_event_name"]} {told["tool_name"]} {told["tool_input"]?["file_path"] ?? told["stop_hook_active"]}".TrimEnd();

    // What the session did to the files, and then the event as it would be told.
    private string Prepare(JsonNode step)
    {
        var content = "";
        foreach (var (path, edit) in step["edits"]!.AsObject())
        {
            content = edit switch
            {
                null => "",
                JsonObject many => string.Concat(Enumerable.Range(0, (int)many["lines"]!).Select(line => ((string)many["text"]!).Replace("{n}", line.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n")),
                _ => (string)edit! is "CONFIGURATION" ? Configuration : (string)edit!,
            };
            if (edit is null)
            {
                File.Delete(_repository.Folder[path]);
            }
            else
            {
                _repository.Folder.Write(path, content);
            }
        }

        return step["event"]!.ToJsonString().Replace("{root}", _repository.Path, StringComparison.Ordinal)
            .Replace("\"{content}\"", JsonValue.Create(content).ToJsonString(), StringComparison.Ordinal);
    }
}
