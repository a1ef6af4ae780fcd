using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>What is the same problem as before and what is another one, for findings that their line does not identify: at the base commit and by a baseline.</summary>
public sealed class ChangedIdentityTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Key = "PRIVATE KEY-----\n";
    private const string Body = "q3Vt8LkZ0mXw7RbYc5NfH2sDgJ9aPuE4TiWoKxQ6yCzBnM1vFhSrUlGdIeAjOp7k";
    private const string Asked = "[*]\ntrim_trailing_whitespace = true\nend_of_line = lf\n";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public ChangedIdentityTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }
    }

    public static TheoryData<string, string, string, string, bool> Changes => new()
    {
        { "secrets", "k.pem", $"-----BEGIN RSA {Key}{Body}A\n", $"-----BEGIN RSA {Key}{Body}B\n", true },
        { "secrets", "k.pem", $"-----BEGIN RSA {Key}{Body}\n", $"# moved\n-----BEGIN RSA {Key}  {Body}\r\n", false },
        { "t", "r.xml", Tests("GET /users", "GET /orders"), Tests("GET /orders", "GET /users"), true },
        { "t", "r.xml", Tests("case[1]", "case[2]"), Tests("case[2]", "case[1]"), true },
        { "t", "r.xml", Tests("case[1]", "case[2]"), Tests("case[1]", "case[3]"), false },
        { "hygiene", "t.txt", "a \nb\nc \n", "a \nb \nc \n", true },
        { "hygiene", "t.txt", "a \nb\nc \n", "a\nb\nc \n", false },
        { "hygiene", "t.txt", "a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n", true },
        { "hygiene", "t.txt", "a\r\nb\nc\r\n", "a\nb\nc\r\n", false },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Changes))]
    public async Task Another_problem_is_new_and_the_same_one_is_known(string check, string path, string before, string after, bool isNew)
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\nchecks:\n  t: { run: \"cat r.xml\", parse: junit }\n");
        _repository.Folder.Write(".editorconfig", Asked);
        _repository.Folder.Write(path, before);
        _repository.Commit();
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "baseline", "create")).ExitCode);
        _repository.Git("checkout", "--quiet", "-b", "change");
        await File.WriteAllTextAsync(_repository.Folder[path], after);

        foreach (var arguments in (string[][])[["--only", check], ["--only", check, "--new-since", "main"]])
        {
            var states = OldFindings.ByState(JsonDocument.Parse((await _unfazed.RunAsync(_repository.Path, [.. arguments, "--format", "json"])).Output).RootElement);

            Assert.Equal((isNew, !isNew), (states["new"].Any(), states["known"].Any()));
            File.Delete(_repository.Folder["unfazed.baseline.json"]);
        }
    }

    public static TheoryData<string, string, string> Repeated => new()
    {
        { "secrets", "k.txt", "id = AKI" + "AQ3EGRDW7LKPNV{0}2Z\n" },
        { "hygiene", "a.py", "breakpoint()  # {0}\n" },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Repeated))]
    public async Task A_problem_behind_ten_known_ones_of_its_file_is_new(string check, string path, string line)
    {
        string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(number => line.Replace("{0}", $"{(char)('A' + number)}", StringComparison.Ordinal)));
        _repository.Folder.Write(path, Lines(10));
        _repository.Commit();
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "baseline", "create")).ExitCode);
        _repository.Git("checkout", "--quiet", "-b", "change");
        await File.WriteAllTextAsync(_repository.Folder[path], Lines(11));

        foreach (var arguments in (string[][])[["--only", check], ["--only", check, "--new-since", "main"]])
        {
            var run = await _unfazed.RunAsync(_repository.Path, [.. arguments, "--format", "json"]);
            var states = OldFindings.ByState(JsonDocument.Parse(run.Output).RootElement);

            Assert.Equal((1, 1, 10), (run.ExitCode, states["new"].Count(), states["known"].Count()));
            File.Delete(_repository.Folder["unfazed.baseline.json"]);
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private static string Tests(string failed, string passed) =>
        $"<testsuite><testcase classname=\"s\" name=\"{failed}\"><failure message=\"boom\"/></testcase><testcase classname=\"s\" name=\"{passed}\"/></testsuite>";
}
