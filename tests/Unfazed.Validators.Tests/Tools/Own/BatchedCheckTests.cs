using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tests.Tools.Own;

public sealed class BatchedCheckTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Theory(Timeout = 120_000)]
    [InlineData("00000")]
    [InlineData("01499")]
    public async Task A_failed_test_in_one_batch_counts_though_another_batch_holds_no_test(string failing)
    {
        var folder = string.Join('/', Enumerable.Repeat(new string('x', 200), 6));
        Directory.CreateDirectory(_scene.Repository[$"f/{folder}"]);
        for (var index = 0; index < 1500; index++)
        {
            await File.WriteAllTextAsync(_scene.Repository[$"f/{folder}/{index:00000}.t"], "");
        }

        _scene.WriteProgram("j.sh", $"""
            #!/bin/sh
            echo start >> "$(dirname "$0")/starts"
            case "$*" in *{failing}.t*) echo '<testsuite><testcase name="a"><failure message="bad"/></testcase></testsuite>'; exit 1;; *) echo '<testsuite></testsuite>';; esac
            """);
        _scene.Configure(ToolScene.Own("t", "./j.sh", "{files}") with
        {
            Files = Setting<ImmutableArray<string>>.Default(["f/**"]),
            Parse = Setting<string>.Default("junit"),
        });

        var seen = await _scene.RunAsync("t");

        Assert.True((await File.ReadAllLinesAsync(_scene.Repository["starts"])).Length > 1, "one batch took all files");
        Assert.Equal((ObservationEnding.Completed, 1, "a: bad"), (seen.Ending, seen.ExitCode, Assert.Single(seen.Findings).Message));
    }

    public void Dispose() => _scene.Dispose();
}
