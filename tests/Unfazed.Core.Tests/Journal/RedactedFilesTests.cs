using Unfazed.Core.Journal;
using Unfazed.Core.Redaction;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class RedactedFilesTests : IDisposable
{
    private const string Secret = "aB3dE5gH7jK9mN1p";

    private readonly TemporaryDirectory _folder = new();
    private readonly Redactor _redactor = Redactor.None.With([Secret]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_cannot_be_read_does_not_keep_the_secret_in_the_others()
    {
        for (var log = 0; log < 20; log++)
        {
            _folder.Write($"{log}.log", $"it is {Secret}\n");
        }

        File.CreateSymbolicLink(_folder["10x.log"], "nowhere");

        RedactedFiles.Cover(_folder.Path, _redactor);

        Assert.All(Directory.GetFiles(_folder.Path, "?.log").Concat(Directory.GetFiles(_folder.Path, "1?.log")), log => Assert.DoesNotContain(Secret, File.ReadAllText(log), StringComparison.Ordinal));
        Assert.True(File.Exists(_folder["0.log"]));
    }

    [Fact]
    public void A_log_that_cannot_be_written_anew_goes_and_takes_the_secret_with_it()
    {
        _folder.Write("check.log", $"it is {Secret}\n");
        _folder.Write("other.log", "nothing\n");
        _folder.MakeFolder("check.log.tmp/occupied");

        RedactedFiles.Cover(_folder.Path, _redactor);

        Assert.False(File.Exists(_folder["check.log"]));
        Assert.Equal("nothing\n", File.ReadAllText(_folder["other.log"]));
    }
}
