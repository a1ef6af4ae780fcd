using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class OptionSourceTests
{
    [Fact]
    public void Variables_of_all_options_are_read()
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", "checks: { own: { run: x } }");
        folder.Variables["UNFAZED_TIMEOUT"] = "mypy=30s, own=1s,lint=2m";
        folder.Variables["UNFAZED_JOBS"] = "3";
        folder.Variables["UNFAZED_FAIL_FAST"] = "1";
        folder.Variables["UNFAZED_ON_INCONCLUSIVE"] = "warn";
        folder.Variables["UNFAZED_FAIL_ON"] = "2";
        folder.Variables["UNFAZED_DEADLINE"] = "";
        folder.Variables["UNFAZED_OFFLINE"] = "0";
        folder.Variables["UNFAZED_CACHE_DIR"] = "/x";
        var configuration = folder.LoadRight();
        Assert.Equal(TimeSpan.FromMinutes(2), configuration.TimeoutOptions["lint"].Value);
        Assert.Equal(TimeSpan.FromSeconds(1), configuration.TimeoutOptions["own"].Value);
        Assert.Equal(3, configuration.Jobs.Value);
        Assert.True(configuration.FailFast.Value);
        Assert.False(configuration.FailOnInconclusive.Value);
        Assert.Equal(ValidationTier.Warning, configuration.FailOn.Value);
        Assert.Equal(SettingOrigin.Default, configuration.Deadline.Source.Origin);
    }

    [Theory]
    [InlineData("UNFAZED_TIMEOUT", "mypi=30s", "UNFAZED_TIMEOUT: unknown check or dimension \"mypi\"; did you mean \"mypy\"?")]
    [InlineData("UNFAZED_TIMEOUT", "30s", "UNFAZED_TIMEOUT: \"30s\" is not NAME=30s: NAME is a check or a dimension")]
    [InlineData("UNFAZED_TIMEOUT", "mypy=30", "UNFAZED_TIMEOUT: \"30\" has no unit: write 30s for seconds")]
    [InlineData("UNFAZED_FAIL_FAST", "yes", "UNFAZED_FAIL_FAST: \"yes\" is not 1 or 0")]
    [InlineData("UNFAZED_JOBS", "0", "UNFAZED_JOBS: \"0\" is not a number of cores: 1 to 1024")]
    [InlineData("UNFAZED_ON_INCONCLUSIVE", "wran", "UNFAZED_ON_INCONCLUSIVE: \"wran\" is not fail or warn; did you mean \"warn\"?")]
    [InlineData("UNFAZED_NEW", "yes", "UNFAZED_NEW: \"yes\" is not 1 or 0")]
    public void A_bad_value_names_its_variable(string variable, string text, string expected)
    {
        using var folder = new LoadedFolder();
        folder.Variables[variable] = text;
        Assert.Equal(expected, Assert.Single(folder.LoadErrors()));
    }

    [Fact]
    public void A_repeated_option_is_one_list_and_leaves_nothing_of_its_variable()
    {
        using var folder = new LoadedFolder();
        folder.Variables["UNFAZED_TIMEOUT"] = "lint=1s";
        folder.Options.Add(new OptionText("timeout", "mypy=1s"));
        folder.Options.Add(new OptionText("timeout", "mypy=2s"));
        var option = Assert.Single(folder.LoadRight().TimeoutOptions);
        Assert.Equal(("mypy", TimeSpan.FromSeconds(2)), (option.Key, option.Value.Value));
    }

    [Fact]
    public void The_listing_gives_every_value_as_a_file_would_write_it_with_its_place()
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", "deadline: 90s\nexclude: [a, b]\nchecks:\n  mypy: { tier: 2 }\n  own: { run: x 'y z', findings_exit: [1, 3-5] }\n  pylint: false\n");
        folder.Variables["UNFAZED_JOBS"] = "3";
        var listing = ConfigurationListing.Of(folder.LoadRight()).Select(static entry => $"{entry.Path}: {entry.Value} # {entry.Source}").ToList();
        Assert.Equal(
            [
                "deadline: 90s # unfazed.yaml:1:1",
                "timeouts.default: 1m # default",
                "exclude: [a, b] # unfazed.yaml:2:11",
                "detect: true # default",
                "checks.mypy.tier: warning # unfazed.yaml:4:11",
                "checks.own.run: [x, y z] # unfazed.yaml:5:10",
                "checks.own.findings_exit: [1, 3-5] # unfazed.yaml:5:24",
                "checks.pylint: false # unfazed.yaml:6:3",
                "resilience.enabled: true # default",
                "resilience.retry.max_attempts: 3 # default",
                "resilience.retry.base_delay: 200ms # default",
                "resilience.retry.max_delay: 5s # default",
                "services_budget: 2s # default",
                "agents.enabled: false # default",
                "agents.max_per_run: 2 # default",
                "agents.timeout: 5m # default",
                "agents.verify: false # default",
                "agents.arguments.agentType: {agent} # default",
                "agents.arguments.task: {task} # default",
                "options.jobs: 3 # UNFAZED_JOBS",
                "options.fail_fast: 0 # default", "options.offline: 0 # default",
                "options.on_inconclusive: fail # default",
                "options.fail_on: blocker # default",
            ],
            listing);
    }
}
