using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>A program on the library that receives a signal to end: from a terminal, <c>docker stop</c>, systemd, a CI system.</summary>
public sealed class HostSignalTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Theory(Timeout = Limit)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Its_processes_are_gone_and_its_report_is_written(string signal, int exitCode)
    {
        _repository.Folder.Write("unfazed.yaml", "checks: { sleepy: { run: [sh, sleepy.sh] } }\n");
        _repository.Folder.Write("sleepy.sh", "echo $$ > sleepy.new\nmv sleepy.new sleepy.pid\nexec sleep 600\n");
        _repository.Commit();
        var host = Path.Combine(AppContext.BaseDirectory, "CustomValidator");

        var ended = await _unfazed.ShellAsync(
            _repository.Path,
            $"'{host}' & host=$!; until [ -e sleepy.pid ]; do sleep 0.05; done; kill -{signal} $host; wait $host; echo code $?; kill -0 $(cat sleepy.pid) 2> /dev/null && echo alive || echo gone");

        Assert.EndsWith($"code {exitCode}\ngone\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("cancelled    sleepy", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
