using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class MisspelledVariablesTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Theory(Timeout = Limit)]
    [InlineData("UNFAZED_DRYRUN", "UNFAZED_DRY_RUN")]
    [InlineData("UNFAZED_DEADLIN", "UNFAZED_DEADLINE")]
    [InlineData("UNFAZED_SERVICES_QUESTDB_URI", "UNFAZED_SERVICES_QUESTDB_URL")]
    [InlineData("UNFAZED_STATEDIR", "UNFAZED_STATE_DIR")]
    public async Task A_variable_that_is_nearly_a_setting_is_named_with_the_right_one(string name, string meant)
    {
        _unfazed.Variables[name] = "1";

        var ended = await _unfazed.RunAsync(_repository.Path, "list");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains($"\"{name}\" is not one that Unfazed reads, and has no effect; did you mean {meant}?", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(name, ended.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("UNFAZED_DEADLINE", "4m")]
    [InlineData("UNFAZED_PROJECT", "p")]
    [InlineData("UNFAZED_PACKAGE_FOLDER", "x")]
    [InlineData("OTHER_DEADLIN", "x")]
    public async Task A_variable_of_Unfazed_or_of_somebody_else_is_no_mistake(string name, string value)
    {
        _unfazed.Variables[name] = value;

        Assert.DoesNotContain(name, (await _unfazed.RunAsync(_repository.Path, "list")).Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
