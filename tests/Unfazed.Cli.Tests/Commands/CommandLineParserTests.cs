using System.Security.Cryptography;
using Unfazed.Cli.Commands;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class CommandLineParserTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public CommandLineParserTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        _repository.Folder.Write("unfazed.yaml", "checks:\n  mark: { run: [touch, was-run], fix: [touch, was-fixed] }\n");
        _repository.Folder.Write("a.txt", "x \ny");
        _repository.Folder.Write("d/b.txt", "x \ny");
        _repository.Commit();
    }

    public static TheoryData<string> Commands => [.. CommandLineParser.Commands];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Commands))]
    public async Task A_word_before_a_command_is_refused_and_nothing_is_written(string command)
    {
        var before = Content();

        var ended = await _unfazed.RunAsync(_repository.Path, "nosuch", command);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains($"\"nosuch\" stands before the command {command}; the command comes first: unfazed {command}", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Commands))]
    public async Task Help_on_a_command_is_what_its_option_prints_and_nothing_is_written(string command)
    {
        var before = Content();

        var help = await _unfazed.RunAsync(_repository.Path, "help", command);
        var option = await _unfazed.RunAsync(_repository.Path, command, "--help");

        Assert.Equal((0, option.Output, ""), (help.ExitCode, help.Output, help.Error));
        Assert.StartsWith("unfazed", help.Output, StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    [Theory(Timeout = Limit)]
    [InlineData("d/ fix")]
    [InlineData("./ fix d")]
    [InlineData("nosuch run")]
    [InlineData("[help] fix")]
    [InlineData("[d] ./ fix")]
    [InlineData("[env:A=B] [suggest] fix d")]
    [InlineData("a.txt hygiene fix")]
    [InlineData("--version fix")]
    [InlineData("foo hook install git")]
    [InlineData("help fix d")]
    [InlineData("help --only fix")]
    public async Task A_path_or_an_option_that_a_command_does_not_take_changes_no_file(string arguments)
    {
        var before = Content();

        var ended = await _unfazed.RunAsync(_repository.Path, arguments.Split(' '));

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Equal(before, Content());
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_whose_name_stands_in_brackets_is_a_path()
    {
        _repository.Folder.Write("[slug]/bad.json", "{");

        var folder = await _unfazed.RunAsync(_repository.Path, "[slug]", "--format", "compact");
        var other = await _unfazed.RunAsync(_repository.Path, "d", "--format", "compact");

        Assert.Equal(1, folder.ExitCode);
        Assert.Contains("[slug]/bad.json", folder.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.txt", folder.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[slug]", other.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Options_before_a_command_count()
    {
        var before = Content();

        var ended = await _unfazed.RunAsync(_repository.Path, "--dry-run", "--only", "hygiene", "fix", "d");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("+++ b/d/b.txt", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.txt", ended.Output, StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    [Fact(Timeout = Limit)]
    public async Task A_file_with_the_name_of_a_command_is_named_behind_two_dashes()
    {
        _repository.Folder.Write("fix", "x \n");

        var ended = await _unfazed.RunAsync(_repository.Path, "fix", "--", "fix");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(("x\n", "x \ny"), (File.ReadAllText(_repository.Folder["fix"]), File.ReadAllText(_repository.Folder["a.txt"])));
    }

    [Fact(Timeout = Limit)]
    public async Task A_dry_run_of_init_prints_the_file_and_writes_nothing()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("a.txt", "x\n");

        var dry = await _unfazed.RunAsync(folder.Path, "init", "--dry-run");
        Assert.False(File.Exists(folder["unfazed.yaml"]));
        var written = await _unfazed.RunAsync(folder.Path, "init");

        Assert.Equal((0, 0), (dry.ExitCode, written.ExitCode));
        Assert.Equal(File.ReadAllText(folder["unfazed.yaml"]), dry.Output);
        Assert.Contains("nothing was written", dry.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    // Every file with its content, git's own too: hooks, index, configuration.
    private string Content() => string.Join('\n', new DirectoryInfo(_repository.Path).EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(static file => $"{file.FullName} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))}").Order(StringComparer.Ordinal));
}
