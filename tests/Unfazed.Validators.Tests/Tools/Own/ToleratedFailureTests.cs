using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Lines that read like failures in builds that succeed, and those of programs whose name is no compiler's in builds that fail.</summary>
public sealed class ToleratedFailureTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Theory(Timeout = 60_000)]
    [InlineData("configure: error: no acceptable C compiler found in $PATH", "configure: no acceptable C compiler found in $PATH")]
    [InlineData("./configure: error: cannot guess build type", "./configure: cannot guess build type")]
    [InlineData("config.status: error: cannot find input file: 'Makefile.in'", "config.status: cannot find input file: 'Makefile.in'")]
    [InlineData("build.py: error: unrecognized arguments: --x", "build.py: unrecognized arguments: --x")]
    [InlineData("autoreconf: error: configure.ac is required", "autoreconf: configure.ac is required")]
    [InlineData("aclocal: error: aclocal failed", "aclocal: aclocal failed")]
    [InlineData("dpkg-buildpackage: error: debian/rules build failed", "dpkg-buildpackage: debian/rules build failed")]
    public async Task What_configures_or_packs_a_program_fails_though_a_pipe_lost_its_exit_code(string printed, string message) =>
        Assert.Equal((ObservationEnding.Completed, message), await PrintedAsync(printed));

    [Theory(Timeout = 60_000)]
    [InlineData("link: error: timeout (retrying)")]
    [InlineData("stack: error: 3 frames")]
    [InlineData("Makefile:2: *** no TLS")]
    [InlineData("FAILED: 0 tests")]
    [InlineData("FAILED: 0 of 3")]
    [InlineData("0 errors generated.")]
    public async Task What_a_build_says_that_succeeds_is_no_failure(string printed) =>
        Assert.Equal((ObservationEnding.Completed, ""), await PrintedAsync(printed));

    [Theory(Timeout = 60_000)]
    [InlineData("Makefile:2: *** no TLS.  Stop.")]
    [InlineData("Makefile:2: *** missing separator.  Stop.")]
    public async Task An_error_of_make_is_one(string printed) =>
        Assert.NotEqual((ObservationEnding.Completed, ""), await PrintedAsync(printed));

    [ToolTheory("make", Timeout = 60_000)]
    [InlineData("make && make -s")]
    [InlineData("cd . && make && echo done")]
    public async Task A_missing_program_that_each_make_of_a_chain_tolerates_is_no_failure(string command)
    {
        _scene.Write("Makefile", "X := $(shell sh -c \"nosuchpkg --libs\")\nall:\n\t@:\n");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync(command));
    }

    [ToolTheory("make", Timeout = 60_000)]
    [InlineData("make 2>&1 | cat")]
    [InlineData("make | cat")]
    public async Task A_missing_program_with_which_a_pipe_ends_is_an_error(string command)
    {
        _scene.Write("Makefile", "all:\n\t@nosuchcc -c a.c\n");

        Assert.Equal(ObservationEnding.Error, (await RunAsync(command)).Ending);
    }

    public void Dispose() => _scene.Dispose();

    private Task<(ObservationEnding Ending, string Findings)> PrintedAsync(string printed)
    {
        _scene.Write("log.txt", printed + "\n");
        return RunAsync("cat log.txt");
    }

    private async Task<(ObservationEnding Ending, string Findings)> RunAsync(string command)
    {
        _scene.Configuration = new();
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default("gcc") });
        var seen = await _scene.RunAsync("t");
        return (seen.Ending, string.Join('|', seen.Findings.Select(static finding => finding.Message)));
    }
}
