using System.Text.Json.Nodes;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Claude;

/// <summary>
/// Sessions of the real programs as they called the hook (<c>hosts.jsonl</c>), each with the same script: an edit breaks a file, a shell breaks
/// another one, the session wants to stop, a shell fixes both, it wants to stop again.
/// </summary>
public sealed class RecordedHostsTests : IDisposable
{
    private const int Limit = 300_000;

    private static readonly JsonNode[] Steps =
        [.. File.ReadAllLines(RepositoryRoot.Combine("tests/Unfazed.Cli.Tests/Hooks/Claude/hosts.jsonl")).Select(static line => JsonNode.Parse(line)!)];

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public static TheoryData<string> Hosts => [.. Steps.Select(static step => (string)step["host"]!).Distinct(StringComparer.Ordinal)];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Hosts))]
    public async Task A_session_of_the_real_program_is_blocked_until_its_files_are_fixed(string host)
    {
        // On a busy machine the usual deadline is not what is under test.
        _unfazed.Variables["UNFAZED_DEADLINE"] = "4m";
        _repository.Folder.Write("a.txt", "text\n");
        _repository.Commit();
        foreach (var step in Steps.Where(step => (string)step["host"]! == host))
        {
            foreach (var (path, content) in step["edits"]!.AsObject())
            {
                _repository.Folder.Write(path, (string)content!);
            }

            var told = step["event"]!.ToJsonString().Replace("{root}", _repository.Path, StringComparison.Ordinal);

            var ended = await _unfazed.RunWithInputAsync(_repository.Path, told, "hook", "run", "claude");

            Assert.True(Expected((string)step["answer"]!, ended), $"{host}: {told}\nexit code {ended.ExitCode}\n{ended.Output}\n{ended.Error}");
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static bool Expected(string answer, Ended ended) => answer switch
    {
        "blocked" => ended.ExitCode == 2 ? ended.Error.StartsWith("unfazed: blocked: ", StringComparison.Ordinal) && ended.Output.Length == 0
            : ended.ExitCode == 0 && ended.Output.Contains("\"unfazed: blocked: ", StringComparison.Ordinal),
        "fixed" => ended.ExitCode == 0 && ended.Output.Contains("{\"systemMessage\":\"unfazed: nothing blocks any more: 2 fixed", StringComparison.Ordinal),
        _ => (ended.ExitCode, ended.Output, ended.Error) is (0, "", ""),
    };
}
