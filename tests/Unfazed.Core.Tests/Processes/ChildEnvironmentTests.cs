using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed class ChildEnvironmentTests
{
    [Theory]
    [InlineData("GIT_DIR")]
    [InlineData("GIT_INDEX_FILE")]
    [InlineData("GIT_CONFIG_COUNT")]
    [InlineData("GIT_CONFIG_KEY_0")]
    [InlineData("UNFAZED_DEADLINE")]
    [InlineData("UNFAZED_CHECK_ID")]
    [InlineData("MSBuildSDKsPath")]
    [InlineData("MSBUILDFAILONDRIVEENUMERATINGWILDCARD")]
    [InlineData("_MSBUILDTLENABLED")]
    [InlineData("DOTNET_HOST_PATH")]
    public void What_would_lead_a_tool_astray_is_left_out(string name) => Assert.False(Create((name, "x")).ContainsKey(name));

    [Theory]
    [InlineData("PATH")]
    [InlineData("GIT_AUTHOR_NAME")]
    [InlineData("GIT_SSH_COMMAND")]
    [InlineData("CI")]
    [InlineData("DOTNET_ROOT")]
    [InlineData("UNFAZED_CACHE_DIR")]
    [InlineData("UNFAZED_STATE_DIR")]
    public void What_a_tool_needs_is_passed_on(string name) => Assert.Equal("x", Create((name, "x"))[name]);

    [Fact]
    public void Output_is_asked_to_be_plain_and_CI_is_never_invented()
    {
        var variables = Create(("TERM", "xterm-256color"), ("LC_ALL", "de_DE.UTF-8"));

        Assert.Equal("1", variables["NO_COLOR"]);
        Assert.Equal("dumb", variables["TERM"]);
        Assert.Equal("C.UTF-8", variables["LC_ALL"]);
        Assert.Equal("1", variables["PYTHONUNBUFFERED"]);
        Assert.Equal("1", variables["MSBUILDDISABLENODEREUSE"]);
        Assert.False(variables.ContainsKey("CI"));
    }

    [Fact]
    public void A_command_has_the_last_word()
    {
        var changes = ImmutableDictionary<string, string?>.Empty.Add("NO_COLOR", null).Add("GIT_INDEX_FILE", "index.lock").Add("TERM", "ansi");

        var variables = ChildEnvironment.Create(ImmutableDictionary<string, string>.Empty, changes);

        Assert.False(variables.ContainsKey("NO_COLOR"));
        Assert.Equal("index.lock", variables["GIT_INDEX_FILE"]);
        Assert.Equal("ansi", variables["TERM"]);
    }

    [ToolFact("git")]
    public async Task Every_variable_that_git_calls_local_to_a_repository_is_left_out()
    {
        var runner = new ProcessRunner(ProcessEnvironment.Capture(), TimeProvider.System);
        var git = new CommandDescription { Program = "git", Arguments = ["rev-parse", "--local-env-vars"], Directory = "/" };

        var outcome = await runner.RunShortAsync(git, TimeSpan.FromSeconds(60));

        var names = outcome.StandardOutput.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("GIT_DIR", names);
        Assert.All(names, static name => Assert.False(Create((name, "x")).ContainsKey(name), name));
    }

    private static ImmutableDictionary<string, string> Create(params (string Name, string Value)[] ours) => ChildEnvironment.Create(
        ours.ToImmutableDictionary(static pair => pair.Name, static pair => pair.Value), ImmutableDictionary<string, string?>.Empty);
}
