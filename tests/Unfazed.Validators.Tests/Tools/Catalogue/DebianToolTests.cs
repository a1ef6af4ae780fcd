using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Formatters and linters that Debian has, each on the real program.</summary>
public sealed class DebianToolTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolFact("shfmt", Timeout = 120_000)]
    public async Task Shfmt_lists_what_it_would_format_and_what_it_does_not_parse_is_no_pass()
    {
        _scene.Write(".editorconfig", "root = true\n\n[[shell]]\nindent_style = tab\n");
        _scene.Write("clean.sh", "#!/bin/sh\nif true; then\n\techo a\nfi\n");
        ToolAssert.Passed(await _scene.RunAsync("shfmt"));

        _scene.Write("bin/bad", "#!/bin/sh\nif true; then\n   echo   a\nfi\n");
        ToolAssert.Found(await _scene.RunAsync("shfmt"), "bin/bad format");
        ToolAssert.Found(await _scene.RunAsync("shfmt", "bin/bad"), "bin/bad format");

        _scene.Write("broken.sh", "if true; then\n");
        ToolAssert.Unreadable(await _scene.RunAsync("shfmt", "broken.sh"), "broken.sh: if statement must end with");
    }

    [ToolFact("yamllint", Timeout = 120_000)]
    public async Task Yamllint_finds_what_it_prints_by_itself()
    {
        _scene.Write(".yamllint", "---\nextends: default\nignore: |\n  generated/\n");
        _scene.Write("clean.yaml", "---\na: 1\n");
        ToolAssert.Passed(await _scene.RunAsync("yamllint"));

        _scene.Write("bad.yaml", "a:   1 \nb: yes\n");
        _scene.Write("generated/c.yaml", "a:   1 \n");
        var seen = await _scene.RunAsync("yamllint");
        Assert.Equal((await _scene.PrintAsync("/usr/bin/yamllint", "-f", "parsable", ".")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, seen.Findings.Length);
        ToolAssert.Found(seen, "bad.yaml:1 colons", "bad.yaml:1 document-start", "bad.yaml:1 trailing-spaces", "bad.yaml:2 truthy");
        ToolAssert.Found(await _scene.RunAsync("yamllint", "clean.yaml", "generated/c.yaml"));
    }

    [ToolFact("yamllint", Timeout = 120_000)]
    public async Task Yamllint_cannot_pass_over_what_it_does_not_parse_open_or_decode()
    {
        _scene.Write(".yamllint", "---\nextends: relaxed\n");
        _scene.Write("broken.yaml", "a: [\n");
        ToolAssert.Unreadable(await _scene.RunAsync("yamllint"), "broken.yaml: syntax error");

        File.Delete(_scene.Repository["broken.yaml"]);
        _scene.Write("clean.yaml", "---\na: 1\n");
        File.CreateSymbolicLink(_scene.Repository["gone.yaml"], "nowhere");
        ToolAssert.Unreadable(await _scene.RunAsync("yamllint"), "gone.yaml");

        File.Delete(_scene.Repository["gone.yaml"]);
        _scene.WriteBytes("latin.yaml", [(byte)'a', (byte)':', (byte)' ', 0xE9, (byte)'\n']);
        Assert.Equal(ObservationEnding.Error, (await _scene.RunAsync("yamllint")).Ending);

        File.Delete(_scene.Repository["latin.yaml"]);
        _scene.Write(".yamllint", "rules: {x: 1}\n");
        ToolAssert.ToolError(await _scene.RunAsync("yamllint"), "no such rule");
    }

    [ToolFact("codespell", Timeout = 120_000)]
    public async Task Codespell_finds_what_it_prints_by_itself()
    {
        _scene.Write(".codespellrc", "[codespell]\nskip = ./generated,generated\n");
        _scene.Write("clean.txt", "the text\n");
        ToolAssert.Passed(await _scene.RunAsync("codespell"));

        _scene.Write("bad.txt", "teh\nrecieve it\n");
        _scene.Write("generated/c.txt", "teh\n");
        _scene.Write(".unfazed/runs/1/codespell.log", "teh\n");
        ToolAssert.Found(await _scene.RunAsync("codespell"), "bad.txt:1 misspelling", "bad.txt:2 misspelling");
        ToolAssert.Found(await _scene.RunAsync("codespell", "bad.txt"), "bad.txt:1 misspelling", "bad.txt:2 misspelling");

        _scene.Write(".codespellrc", "[codespell]\nnosuch = 1\n");
        ToolAssert.ToolError(await _scene.RunAsync("codespell"), "nosuch");
    }

    [ToolFact("rubocop", Timeout = 240_000)]
    public async Task Rubocop_finds_what_it_prints_by_itself()
    {
        _scene.Write(".rubocop.yml", "AllCops:\n  NewCops: enable\n  Exclude:\n    - generated/**\n");
        _scene.Write("clean.rb", "# frozen_string_literal: true\n\nputs 1\n");
        ToolAssert.Passed(await _scene.RunAsync("rubocop"));

        _scene.Write("bad.rb", "x = \"a\" \nif x == nil then puts x end\n");
        _scene.Write("generated/c.rb", "x = \"a\" \n");
        var seen = await _scene.RunAsync("rubocop", "bad.rb", "generated/c.rb");
        using var alone = JsonDocument.Parse(await _scene.PrintAsync("/usr/bin/rubocop", "--format", "json"));
        Assert.Equal(alone.RootElement.GetProperty("summary").GetProperty("offense_count").GetInt32(), seen.Findings.Length);
        Assert.Equal((1, 8, 1, 9), seen.Findings.Where(static finding => finding.Rule == "Layout/TrailingWhitespace").Select(static finding => (finding.Line!.Value, finding.Column!.Value, finding.EndLine!.Value, finding.EndColumn!.Value)).Single());
    }

    [ToolFact("rubocop", Timeout = 240_000)]
    public async Task Rubocop_cannot_pass_over_what_it_does_not_parse_and_says_when_its_configuration_is_wrong()
    {
        _scene.Write("Gemfile", "source 'https://rubygems.org'\ngem 'rubocop', require: false\n");
        _scene.Write("broken.rb", "def f(\n");
        Assert.Equal("rubocop in Gemfile", (await _scene.CheckAsync("rubocop")).Reason);
        ToolAssert.Unreadable(await _scene.RunAsync("rubocop", "broken.rb"), "broken.rb");

        _scene.Write(".rubocop.yml", "AllCops:\n  NewCops: x: y\n");
        ToolAssert.ToolError(await _scene.RunAsync("rubocop"), "mapping values are not allowed");
    }

    public void Dispose() => _scene.Dispose();
}
