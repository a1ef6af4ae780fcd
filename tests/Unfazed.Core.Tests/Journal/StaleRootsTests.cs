using Unfazed.Core.Journal;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class StaleRootsTests : IDisposable
{
    private readonly TemporaryDirectory _roots = new();

    [Fact]
    public void Only_what_a_run_noted_of_a_root_that_is_gone_is_deleted()
    {
        const string Gone = "/nowhere/at/all";
        _roots.Write($"{RootState.KeyOf(Gone)}/root", Gone);
        _roots.Write($"{RootState.KeyOf(_roots.Path)}/root", _roots.Path);
        _roots.Write($"{RootState.KeyOf("/other")}/root", Gone);
        _roots.Write("certificates/root", Gone);
        _roots.Write($"{RootState.KeyOf("/third")}/file");

        StaleRoots.Remove(_roots.Path, DateTime.UtcNow);

        Assert.Equal(
            new[] { RootState.KeyOf(_roots.Path), RootState.KeyOf("/other"), RootState.KeyOf("/third"), "certificates" }.Order(StringComparer.Ordinal),
            Directory.GetDirectories(_roots.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_root_that_cannot_be_read_keeps_no_other_one()
    {
        _roots.MakeFolder($"{RootState.KeyOf("/damaged")}/root");
        _roots.Write($"{RootState.KeyOf("/large")}/root", new string('/', 100_000));
        for (var root = 0; root < 20; root++)
        {
            _roots.Write($"{RootState.KeyOf($"/nowhere/{root}")}/root", $"/nowhere/{root}");
        }

        StaleRoots.Remove(_roots.Path, DateTime.UtcNow);

        Assert.Equal(
            new[] { RootState.KeyOf("/damaged"), RootState.KeyOf("/large") }.Order(StringComparer.Ordinal),
            Directory.GetDirectories(_roots.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _roots.Dispose();
}
