using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class VendoredFilesTests
{
    private const string Id = "AKI" + "AQ3EGRDW7LKPN2ZTV\n";

    [Fact(Timeout = 120_000)]
    public async Task Copies_of_other_peoples_code_are_left_out_and_counted()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("vendor/x/a.go", Id);
        folder.Write("third_party/b.c", Id);
        folder.Write("dist/a.js", Id);
        var seen = await Examinations.RunAsync(folder, "secrets");

        Assert.Equal("dist/a.js", Assert.Single(seen.Findings).Path);
        Assert.Equal("1 file, 2 vendored files not scanned", seen.Summary);
    }

    [Fact(Timeout = 120_000)]
    public async Task Vendored_files_alone_are_skipped_with_their_number()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("vendor/x/a.go", Id);

        Assert.Equal("no text file, 1 vendored file not scanned", (await Examinations.RunAsync(folder, "secrets")).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_attributes_take_out_of_the_scan_is_counted_with_the_reason()
    {
        using var repository = new TestRepository();
        repository.Folder.Write(".gitattributes", "k.txt linguist-vendored\n");
        repository.Folder.Write("k.txt", Id);
        repository.Commit();
        var processes = new ProcessRunner(ProcessEnvironment.Capture() with { Variables = ProcessEnvironment.Capture().Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);
        var workspace = await new WorkspaceReader(processes).ReadAsync(new WorkspaceRoot { Path = repository.Path, RepositoryTop = repository.Path }, [], CancellationToken.None);
        var seen = await Examinations.RunAsync(Examinations.Discover(workspace).Checks.Single(static check => check.Name == "secrets"), workspace);

        Assert.EndsWith("1 vendored file not scanned (1 by linguist-vendored)", seen.Summary, StringComparison.Ordinal);
    }
}
