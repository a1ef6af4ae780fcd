using Unfazed.Integrations.Prometheus;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

public sealed class TextfileTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_replaced_as_a_whole_and_readable_for_the_collector()
    {
        var path = _folder.Write("unfazed.prom", "old\n");

        Assert.Equal(path, Textfile.Write(path, AnyRun.Of(AnyRun.Report()), Now));

        Assert.StartsWith("# HELP unfazed_run_timestamp_seconds ", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_gets_a_file_for_each_project_and_branch()
    {
        var report = AnyRun.Report(project: "../a b");

        string[] written = [.. ((string[])["main", "dev", "main"]).Select(branch => Textfile.Write(_folder.Path + "/", new ToldRun(report, branch, IsWhole: true), Now))];

        Assert.Equal(2, Directory.GetFiles(_folder.Path, "unfazed____a_b_*.prom").Length);
        Assert.Equal(written[0], written[2]);
    }

    [Fact]
    public void Where_it_cannot_be_written_nothing_is_left()
    {
        Assert.ThrowsAny<IOException>(() => Textfile.Write(_folder["none/unfazed.prom"], AnyRun.Of(AnyRun.Report()), Now));
        Assert.ThrowsAny<Exception>(() => Textfile.Write(_folder.MakeFolder("folder.prom"), AnyRun.Of(AnyRun.Report()), Now));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_of_a_branch_without_a_run_for_thirty_days_goes_and_nothing_else_does()
    {
        var gone = Textfile.Write(_folder.Path + "/", new ToldRun(AnyRun.Report(), "merged", IsWhole: true), Now);
        var recent = Textfile.Write(_folder.Path + "/", new ToldRun(AnyRun.Report(), "quiet", IsWhole: true), Now);
        var foreign = _folder.Write("unfazed_other_0123abcd.prom", "# HELP theirs x\n");
        var named = _folder.Write("node.prom", "# HELP unfazed_x x\n");
        Age(TimeSpan.FromDays(31), gone, foreign, named);
        Age(TimeSpan.FromDays(29), recent);

        var own = Textfile.Write(_folder.Path + "/", AnyRun.Of(AnyRun.Report()), Now);

        Assert.Equal(((string[])[own, recent, foreign, named]).Order(), Directory.GetFiles(_folder.Path).Order());
    }

    [Theory]
    [InlineData("/", ".unfazed_shop_0123abcd.prom.")]
    [InlineData("/unfazed.prom", ".unfazed.prom.")]
    public void What_a_killed_run_did_not_finish_goes_after_an_hour(string path, string name)
    {
        var digits = new string('a', 32);
        var (old, fresh, foreign) = (_folder.Write(name + digits, ""), _folder.Write(name + new string('b', 32), ""), _folder.Write(".other.prom." + digits, ""));
        Age(TimeSpan.FromMinutes(61), old, foreign);

        var own = Textfile.Write(_folder.Path + path, AnyRun.Of(AnyRun.Report()), Now);

        Assert.Equal(((string[])[own, fresh, foreign]).Order(), Directory.GetFiles(_folder.Path).Order());
    }

    private static void Age(TimeSpan age, params string[] files) => Array.ForEach(files, file => File.SetLastWriteTimeUtc(file, (Now - age).UtcDateTime));
}
