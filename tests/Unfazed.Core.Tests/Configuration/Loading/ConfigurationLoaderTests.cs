using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class ConfigurationLoaderTests
{
    [Fact]
    public void Without_any_file_the_defaults_are_in_force()
    {
        using var folder = new LoadedFolder();
        var configuration = folder.LoadRight();
        Assert.Equal(TimeSpan.FromMinutes(10), configuration.Deadline.Value);
        Assert.Equal(SettingOrigin.Default, configuration.FailFast.Source.Origin);
        Assert.Empty(configuration.Checks);
    }

    [Fact]
    public void The_contracts_keys_are_read_with_their_places()
    {
        var configuration = LoadedFolder.Right("""
            version: 1
            project: storefront
            deadline: 45s
            timeouts: { default: 20s, security: 2m }
            exclude: [samples/]
            ignore:
              - { tool: flake8, rule: E501, path: "legacy/**" }
            severity: { "flake8:E501": note, mypy: warning }
            dimensions:
              docs: { tier: 2, timeout: 5s }
              security: { enabled: no }
            hygiene: { check-json: false }
            detect: off
            checks:
              mypy: { tier: warning, args: [--strict, 80] }
              prose:
                run: 'house-rules --sarif "{root}/a b" {files}'
                files: "**/*.md"
                parse: sarif
                dimension: docs
                findings_exit: [1, 3-5]
                env: { LEVEL: 1.10 }
                cores: 0.1
              pylint: no
            """);
        Assert.Equal("storefront", configuration.Project.Value);
        Assert.Equal(new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml", 3, 1), configuration.Deadline.Source);
        Assert.Equal(TimeSpan.FromSeconds(20), configuration.DefaultTimeout.Value);
        Assert.Equal(TimeSpan.FromMinutes(2), configuration.Timeouts["security"].Value);
        Assert.Equal("samples/", Assert.Single(configuration.Exclude).Value);
        Assert.Equal("E501", Assert.Single(configuration.Ignore).Rule);
        Assert.Equal(Severity.Note, configuration.Severities["flake8:E501"].Value);
        Assert.Equal(ValidationTier.Warning, configuration.Dimensions["docs"].Tier!.Value.Value);
        Assert.False(configuration.Dimensions["security"].Enabled!.Value.Value);
        Assert.False(configuration.Hygiene["check-json"].Value.Enabled);
        Assert.False(configuration.Detect.Value);
        Assert.Equal(["mypy", "prose", "pylint"], configuration.Checks.Select(static check => check.Name));
        Assert.Equal(["--strict", "80"], configuration.FindCheck("mypy")!.Arguments!.Value.Value.ToArray());
        Assert.False(configuration.FindCheck("pylint")!.Enabled);
        var prose = configuration.FindCheck("prose")!;
        Assert.Equal(["house-rules", "--sarif", "{root}/a b", "{files}"], prose.Run!.Value.Value.ToArray());
        Assert.Equal([1, 3, 4, 5], prose.FindingsExit!.Value.Value.ToArray());
        Assert.Equal("1.10", prose.Environment!.Value.Value["LEVEL"]);
        Assert.Equal(0.1, prose.Cores!.Value.Value);
    }

    [Theory]
    [InlineData("lint: { threshold: 80 }", "1:23: \"threshold\" has no place here: it is for the dimension coverage")]
    [InlineData("coverage: { trust: true }", "1:27: \"trust\" needs \"report\"")]
    [InlineData("coverage: { report: ../a.xml }", "1:35: \"../a.xml\" leaves the root: give a path below it")]
    [InlineData("coverage: { threshold: 80% }", "1:38: \"80%\" is not a number from 0 to 100 (per cent, without the sign)")]
    public void What_coverage_cannot_mean_is_said_where_it_stands(string dimension, string expected) =>
        Assert.StartsWith("unfazed.yaml:" + expected, LoadedFolder.Errors($"dimensions: {{ {dimension} }}").Single(), StringComparison.Ordinal);

    [Fact]
    public void Options_beat_variables_beat_the_projects_file_beats_the_users()
    {
        using var folder = new LoadedFolder();
        folder.WriteUser("deadline: 1s\nproject: user\ndetect: false\n");
        Assert.Equal(TimeSpan.FromSeconds(1), folder.LoadRight().Deadline.Value);
        folder.Write("unfazed.yaml", "deadline: 2s\nproject: project\n");
        Assert.Equal(TimeSpan.FromSeconds(2), folder.LoadRight().Deadline.Value);
        folder.Variables["UNFAZED_DEADLINE"] = "3s";
        Assert.Equal(new SettingSource(SettingOrigin.Environment, "UNFAZED_DEADLINE"), folder.LoadRight().Deadline.Source);
        folder.Options.Add(new OptionText("deadline", "4s"));
        var configuration = folder.LoadRight();
        Assert.Equal(TimeSpan.FromSeconds(4), configuration.Deadline.Value);
        Assert.Equal(new SettingSource(SettingOrigin.Option, "--deadline"), configuration.Deadline.Source);
        Assert.Equal("project", configuration.Project.Value);
        Assert.False(configuration.Detect.Value);
        Assert.Equal(SettingOrigin.UserFile, configuration.Detect.Source.Origin);
    }

    [Fact]
    public void Mappings_of_both_files_merge_and_lists_replace()
    {
        using var folder = new LoadedFolder();
        folder.WriteUser("exclude: [a, b]\nchecks: { mypy: { tier: warning, args: [x] }, pylint: false }\n");
        folder.Write("unfazed.yaml", "exclude: [c]\nchecks: { mypy: { args: [y] }, pylint: { tier: 3 } }\n");
        var configuration = folder.LoadRight();
        Assert.Equal(["c"], configuration.Exclude.Select(static glob => glob.Value));
        Assert.Equal(ValidationTier.Warning, configuration.FindCheck("mypy")!.Tier!.Value.Value);
        Assert.Equal(SettingOrigin.UserFile, configuration.FindCheck("mypy")!.Tier!.Value.Source.Origin);
        Assert.Equal(["y"], configuration.FindCheck("mypy")!.Arguments!.Value.Value.ToArray());
        Assert.True(configuration.FindCheck("pylint")!.Enabled);
    }

    [Fact]
    public void Every_mistake_of_all_files_variables_and_options_comes_at_once_in_their_order()
    {
        using var folder = new LoadedFolder();
        var user = folder.WriteUser("dedline: 1s\n");
        folder.Write("unfazed.yaml", "version: 2\ndeadline: 45\ncheks: {}\n");
        folder.Variables["UNFAZED_JOBS"] = "many";
        folder.Options.Add(new OptionText("fail-on", "4"));
        Assert.Equal(
            [
                $"{user}:1:1: unknown key \"dedline\" in the configuration; did you mean \"deadline\"?",
                "unfazed.yaml:1:10: \"2\" is not a version of this format that is known here: write 1",
                "unfazed.yaml:2:11: \"45\" has no unit: write 45s for seconds",
                "unfazed.yaml:3:1: unknown key \"cheks\" in the configuration; did you mean \"checks\"?",
                "UNFAZED_JOBS: \"many\" is not a number of cores: 1 to 1024",
                "--fail-on: \"4\" is not a tier: blocker, warning or monitor (1, 2 or 3)",
            ],
            folder.LoadErrors().ToArray());
    }

    [Fact]
    public void A_mistake_counts_even_where_a_stronger_file_takes_its_place()
    {
        using var folder = new LoadedFolder();
        folder.WriteUser("deadline: soon\n");
        folder.Write("unfazed.yaml", "deadline: 2s\n");
        Assert.Contains("\"soon\" is not a duration", Assert.Single(folder.LoadErrors()), StringComparison.Ordinal);
    }
}
