using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>hadolint, actionlint and gitleaks, each on the real program.</summary>
public sealed class TextToolTests : IDisposable
{
    // Written in parts, so that no scanner takes this file for one that holds a key.
    private const string Key = "AKIA" + "Z7QFRNXKW2VD3LTB";

    private readonly ToolScene _scene = new() { SearchPath = SharedTool.SearchPath };

    [SharedToolFact("hadolint", Timeout = 120_000)]
    public async Task Hadolint_passes_a_clean_file_and_finds_what_is_wrong()
    {
        _scene.Write(".hadolint.yaml", "ignored: [DL3008]\n");
        _scene.Write("Dockerfile", "FROM debian:12\n");
        ToolAssert.Passed(await _scene.RunAsync("hadolint"));

        _scene.Write("web/Dockerfile.dev", "FROM debian\nRUN cd /x && apt-get install -y foo\n");
        var seen = await _scene.RunAsync("hadolint");
        ToolAssert.Found(seen, "web/Dockerfile.dev:1 DL3006", "web/Dockerfile.dev:2 DL3003", "web/Dockerfile.dev:2 DL3015");
        Assert.Equal("2 files", seen.Summary);
    }

    [SharedToolFact("hadolint", Timeout = 120_000)]
    public async Task Hadolint_that_can_not_parse_or_open_a_file_is_no_pass()
    {
        _scene.Write(".hadolint.yaml", "ignored: [DL3006]\n");
        _scene.Write("Dockerfile", "FROM debian\n");
        _scene.Write("broken.dockerfile", "FROM debian:12\nRUNN x\n");
        ToolAssert.Unreadable(await _scene.RunAsync("hadolint"), "broken.dockerfile: missing whitespace");

        var check = await _scene.CheckAsync("hadolint");
        File.Delete(_scene.Repository["broken.dockerfile"]);
        ToolAssert.ToolError(await _scene.RunAsync(check), "./broken.dockerfile: does not exist");
    }

    [SharedToolTheory("hadolint", Timeout = 120_000)]
    [InlineData("ignored: [DL3006\n")]
    [InlineData("failure-threshold: sometimes\n")]
    public async Task Hadolint_that_ignores_its_broken_configuration_is_no_pass(string configuration)
    {
        _scene.Write(".hadolint.yaml", configuration);
        _scene.Write("Dockerfile", "FROM debian:12\n");

        ToolAssert.ToolError(await _scene.RunAsync("hadolint"), ".hadolint.yaml");
    }

    [SharedToolFact("actionlint", Timeout = 120_000)]
    public async Task Actionlint_passes_a_clean_workflow_finds_what_is_wrong_and_names_what_does_not_parse()
    {
        _scene.Write(".github/actionlint.yaml", "self-hosted-runner:\n  labels: [our-runner]\n");
        _scene.Write(".github/workflows/ok.yml", "on: push\njobs:\n  a:\n    runs-on: our-runner\n    steps:\n      - run: echo\n");
        ToolAssert.Passed(await _scene.RunAsync("actionlint"));

        _scene.Write(".github/workflows/bad.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nope.x }}\n");
        ToolAssert.Found(await _scene.RunAsync("actionlint"), ".github/workflows/bad.yml:6 expression");

        _scene.Write(".github/workflows/broken.yml", "on: [push\njobs:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("actionlint"), ".github/workflows/broken.yml: could not parse as YAML");

        _scene.Write(".github/actionlint.yaml", "self-hosted-runner: [\n");
        ToolAssert.ToolError(await _scene.RunAsync("actionlint"), "could not parse config file");
    }

    [SharedToolFact("gitleaks", Timeout = 120_000)]
    public async Task Gitleaks_passes_clean_files_names_the_place_of_a_secret_and_never_shows_it()
    {
        _scene.Write(".gitleaks.toml", "[extend]\nuseDefault = true\n");
        _scene.Write("a.txt", "nothing\n");
        ToolAssert.Passed(await _scene.RunAsync("gitleaks"));

        _scene.Write("src/a.env", $"x = 1\naws = \"{Key}\"\n");
        var seen = await _scene.RunAsync("gitleaks");
        ToolAssert.Found(seen, "src/a.env:2 aws-access-token");
        Assert.DoesNotContain(Key, seen.Findings[0].Message, StringComparison.Ordinal);

        _scene.Write(".gitleaksignore", "src/a.env:aws-access-token:2\n");
        ToolAssert.Passed(await _scene.RunAsync("gitleaks"));
    }

    [SharedToolTheory("gitleaks", Timeout = 120_000)]
    [InlineData("title =\n", "unable to load gitleaks config")]
    [InlineData("[[rules]]\nid = \"x\"\nregex = \"(\"\n", "it could not do its work (exit 2)")]
    public async Task Gitleaks_with_a_broken_configuration_is_no_leak_and_no_pass(string configuration, string said)
    {
        _scene.Write(".gitleaks.toml", configuration);
        _scene.Write("a.txt", "nothing\n");

        ToolAssert.ToolError(await _scene.RunAsync("gitleaks"), said);
    }

    public void Dispose() => _scene.Dispose();
}
