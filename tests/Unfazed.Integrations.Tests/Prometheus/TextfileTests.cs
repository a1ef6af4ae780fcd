using Unfazed.Integrations.Prometheus;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

public sealed class TextfileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_replaced_as_a_whole_and_readable_for_the_collector()
    {
        var path = _folder.Write("unfazed.prom", "old\n");

        Assert.Equal(path, Textfile.Write(path, AnyRun.Of(AnyRun.Report())));

        Assert.StartsWith("# HELP unfazed_run_timestamp_seconds ", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_gets_a_file_for_each_project_and_branch()
    {
        var report = AnyRun.Report(project: "../a b");

        string[] written = [.. ((string[])["main", "dev", "main"]).Select(branch => Textfile.Write(_folder.Path + "/", new ToldRun(report, branch, IsWhole: true)))];

        Assert.Equal(2, Directory.GetFiles(_folder.Path, "unfazed____a_b_*.prom").Length);
        Assert.Equal(written[0], written[2]);
    }

    [Fact]
    public void Where_it_cannot_be_written_nothing_is_left()
    {
        Assert.ThrowsAny<IOException>(() => Textfile.Write(_folder["none/unfazed.prom"], AnyRun.Of(AnyRun.Report())));
        Assert.ThrowsAny<Exception>(() => Textfile.Write(_folder.MakeFolder("folder.prom"), AnyRun.Of(AnyRun.Report())));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
