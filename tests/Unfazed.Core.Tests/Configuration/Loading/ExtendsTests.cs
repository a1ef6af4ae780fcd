using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class ExtendsTests : IDisposable
{
    private readonly LoadedFolder _folder = new();

    [Fact]
    public void What_a_file_says_beats_what_it_extends_mappings_merge_and_lists_replace()
    {
        _folder.Write("../shared/base.yaml", "deadline: 1m\nexclude: [a/, b/]\nseverity: { flake8: note, mypy: note }\n");
        _folder.Write("unfazed.yaml", "extends: ../shared/base.yaml\nexclude: [c/]\nseverity: { mypy: error }\n");

        var configuration = _folder.LoadRight();

        Assert.Equal(TimeSpan.FromMinutes(1), configuration.Deadline.Value);
        Assert.Equal("../shared/base.yaml:1:1", configuration.Deadline.Source.ToString());
        Assert.Equal(["c/"], configuration.Exclude.Select(static glob => glob.Value));
        Assert.Equal((Severity.Note, Severity.Error), (configuration.Severities["flake8"].Value, configuration.Severities["mypy"].Value));
        Assert.Equal<string>(["../shared/base.yaml", "unfazed.yaml"], _folder.Load().Files);
    }

    [Fact]
    public void Null_removes_what_an_extended_file_says()
    {
        _folder.Write("base.yaml", "deadline: 1m\nchecks:\n  mypy: { tier: warning, timeout: 1m }\n  pylint: false\n");
        _folder.Write("unfazed.yaml", "extends: base.yaml\ndeadline: null\nchecks:\n  mypy: { timeout: ~ }\n  pylint: null\n");

        var configuration = _folder.LoadRight();

        Assert.Equal(TimeSpan.FromMinutes(10), configuration.Deadline.Value);
        Assert.Equal((ValidationTier.Warning, null), (configuration.FindCheck("mypy")!.Tier?.Value, configuration.FindCheck("mypy")!.Timeout));
        Assert.Null(configuration.FindCheck("pylint"));
    }

    [Fact]
    public void Of_several_the_later_beats_the_earlier_and_all_beat_the_users_own_file()
    {
        _folder.WriteUser("extends: mine.yaml\nproject: user\n");
        _folder.Write("../home/.config/unfazed/mine.yaml", "project: mine\ndeadline: 4m\nhygiene: { check-json: false }\n");
        _folder.Write("one.yaml", "project: one\ndeadline: 1m\n");
        _folder.Write("more/two.json", """{ "extends": ["../three.yaml"], "deadline": "2m" }""");
        _folder.Write("three.yaml", "project: three\n");
        _folder.Write("unfazed.yaml", "extends: [one.yaml, more/two.json]\n");

        var configuration = _folder.LoadRight();

        Assert.Equal(("three", TimeSpan.FromMinutes(2)), (configuration.Project.Value, configuration.Deadline.Value));
        Assert.Equal(SettingOrigin.UserFile, configuration.Hygiene["check-json"].Source.Origin);
        Assert.Equal(4, _folder.Load().Files.Length - 2);
    }

    [Theory]
    [InlineData("extends: gone.yaml", "unfazed.yaml:1:10: there is no \"gone.yaml\": give a file, relative to this one")]
    [InlineData("extends: https://example.org/x.yaml", "unfazed.yaml:1:10: there is no \"https://example.org/x.yaml\": give a file, relative to this one; addresses are not fetched")]
    [InlineData("extends: unfazed.yaml", "unfazed.yaml:1:10: extends in a circle: unfazed.yaml → unfazed.yaml")]
    [InlineData("extends: [a.yaml]", "b.yaml:2:10: extends in a circle: a.yaml → b.yaml → a.yaml")]
    [InlineData("extends: folder", "folder: is a directory; a configuration is a file")]
    [InlineData("extends: { a: b }", "unfazed.yaml:1:10: a mapping is not a list")]
    [InlineData("extends:", "unfazed.yaml:1:9: has no value: give it a text, or leave the key out")]
    [InlineData("extends: wrong.yaml", "wrong.yaml:1:1: unknown key \"deadlin\" in the configuration; did you mean \"deadline\"?")]
    public void A_mistake_is_named_where_it_stands(string yaml, string error)
    {
        _folder.Write("a.yaml", "extends: b.yaml\n");
        _folder.Write("b.yaml", "version: 1\nextends: a.yaml\n");
        _folder.Write("folder/x", "");
        _folder.Write("wrong.yaml", "deadlin: 1m\n");
        _folder.Write("unfazed.yaml", yaml + "\n");

        Assert.Contains(_folder.LoadErrors(), said => said.Contains(error.Split(": ")[0], StringComparison.Ordinal) && said.EndsWith(error[(error.IndexOf(": ", StringComparison.Ordinal) + 2)..], StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_without_end_and_a_tree_that_doubles_are_cut_off()
    {
        for (var index = 0; index < 30; index++)
        {
            _folder.Write($"{index}.yaml", $"extends: [{index + 1}.yaml, {index + 1}.yaml]\n");
        }

        _folder.Write("30.yaml", "version: 1\n");
        _folder.Write("unfazed.yaml", "extends: 0.yaml\n");

        Assert.Contains(_folder.LoadErrors(), static error => error.EndsWith("too much is extended: at most 100 files, 16 deep", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public Task What_is_extended_is_bounded_in_keys_and_values_over_all_files()
    {
        _folder.Write("many.json", $$"""{ "exclude": ["{{string.Join("\", \"", Enumerable.Range(0, 45_000))}}"] }""");
        _folder.Write("unfazed.yaml", $"extends: [{string.Join(", ", Enumerable.Repeat("many.json", 99))}]\n");

        var error = Assert.Single(_folder.LoadErrors());

        Assert.Contains("at most 200,000 keys and values in all files together", error, StringComparison.Ordinal);
        return Task.CompletedTask;
    }
}
