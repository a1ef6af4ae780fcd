using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class ShellCheckTests : IDisposable
{
    private const string Bad = "#!/bin/sh\necho $x `ls`\ncd x\n";

    private readonly ToolScene _scene = new();

    public ShellCheckTests() => _scene.Write(".shellcheckrc", "");

    [ToolFact("shellcheck", Timeout = 120_000)]
    public async Task A_clean_file_passes()
    {
        _scene.Write("clean.sh", "#!/bin/sh\necho hi\n");

        var seen = await _scene.RunAsync("shellcheck");

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.ExitCode));
        Assert.Empty(seen.Findings);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", seen.Version);
    }

    [ToolFact("shellcheck", Timeout = 120_000)]
    public async Task It_finds_what_shellcheck_prints_by_itself()
    {
        _scene.Write("bad.sh", Bad);
        _scene.Write("bin/script", "#!/usr/bin/env bash\nrm $1\n");
        _scene.Write("bin/python", "#!/usr/bin/env python3\nprint(1)\n");

        var seen = await _scene.RunAsync("shellcheck");

        using var printed = JsonDocument.Parse(await _scene.PrintAsync("/usr/bin/shellcheck", "-f", "json1", "./bad.sh", "./bin/script"));
        var expected = printed.RootElement.GetProperty("comments").EnumerateArray().Select(static comment =>
            $"{comment.GetProperty("file").GetString()}:{comment.GetProperty("line").GetInt32()}:{comment.GetProperty("column").GetInt32()} SC{comment.GetProperty("code").GetInt32()}");
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(expected.Order(), seen.Findings.Select(static finding => $"./{finding.Path}:{finding.Line}:{finding.Column} {finding.Rule}").Order());
        Assert.Equal("2 files", seen.Summary);
        Assert.Equal(Severity.Note, seen.Findings.First(static finding => finding.Rule == "SC2086").Severity);
        Assert.Equal("https://www.shellcheck.net/wiki/SC2164", seen.Findings.Single(static finding => finding.Rule == "SC2164").Url);
    }

    [ToolFact("shellcheck", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_named_and_no_pass()
    {
        _scene.Write("broken.sh", "#!/bin/sh\nif [ a\n");

        var seen = await _scene.RunAsync("shellcheck");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains(seen.Findings, static finding => finding is { Path: "broken.sh", Severity: Severity.Error });
    }

    [ToolFact("shellcheck", Timeout = 120_000)]
    public async Task A_file_that_went_away_costs_no_finding_of_another()
    {
        _scene.Write("bad.sh", Bad);
        _scene.Write("gone.sh", Bad);
        var check = await _scene.CheckAsync("shellcheck");
        File.Delete(_scene.Repository["gone.sh"]);

        var seen = await _scene.RunAsync(check);

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile, 2), (seen.Ending, seen.Error, seen.ExitCode));
        Assert.Contains("gone.sh: does not exist", seen.Message, StringComparison.Ordinal);
        Assert.NotEmpty(seen.Findings);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_script_there_is_nothing_to_do()
    {
        _scene.Write("program", "#!/usr/bin/env python3\n");

        Assert.Equal("no shell script here", (await _scene.RunAsync("shellcheck")).Message);
    }

    [ToolFact("shellcheck", Timeout = 120_000)]
    public async Task Names_with_spaces_line_breaks_and_dashes_are_found_as_they_are()
    {
        string[] names = ["a b.sh", "-dash.sh", "line\nbreak.sh", "caf\u00e9.sh"];
        foreach (var name in names)
        {
            _scene.Write(name, "#!/bin/sh\ncd x\n");
        }

        Assert.Equal(names.Order(), (await _scene.RunAsync("shellcheck")).Findings.Select(static finding => finding.Path).Order());
    }

    public void Dispose() => _scene.Dispose();
}
