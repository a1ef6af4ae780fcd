using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Redaction;

/// <summary>Secrets of the environment that stand in the configuration and in names of files.</summary>
public sealed class PrintedTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Secret = "Zq8vT2nLk4wXc9Rb7Yp3";

    private readonly BuiltUnfazed _unfazed = new() { Variables = { ["API_TOKEN"] = Secret } };
    private readonly TestRepository _repository = new();

    [Theory(Timeout = Limit)]
    [InlineData("config")]
    [InlineData("config --format json")]
    [InlineData("list -v")]
    [InlineData("list --format json")]
    [InlineData("doctor")]
    [InlineData("doctor --format json")]
    [InlineData("fix --dry-run")]
    [InlineData("why t")]
    [InlineData("trust")]
    [InlineData("state breakers list")]
    [InlineData("report --list")]
    public async Task What_a_command_prints_is_without_them(string command)
    {
        _repository.Folder.Write("unfazed.yaml", $"version: 1\nchecks:\n  t: {{ run: [echo, {Secret}], env: {{ X: {Secret} }} }}\n");
        _repository.Folder.Write($"{Secret}.txt", $"{Secret} \n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, command.Split(' '));

        Assert.DoesNotContain(Secret, ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.InRange(ended.ExitCode, 0, 4);
        Assert.NotEqual(3, ended.ExitCode);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
