using System.Collections.Immutable;
using System.Diagnostics;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Testing;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Hygiene.Tree;

public sealed class NameRuleTests
{
    private static readonly SettingSource Here = new(SettingOrigin.ProjectFile, "unfazed.yaml", 1, 1);

    [Fact(Timeout = 120_000)]
    public async Task A_large_file_is_an_error_while_it_is_new_and_a_note_once_it_is_committed()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("old.bin", new string('\0', 600 * 1024));
        repository.Folder.Write("exact.bin", new string('\0', 500 * 1024));
        repository.Commit();
        repository.Folder.Write("staged.bin", new string('\0', 501 * 1024));
        repository.Git("add", "staged.bin");
        repository.Folder.Write("untracked.bin", new string('\0', 501 * 1024));
        repository.Folder.Write("vendor/x.bin", new string('\0', 501 * 1024));
        repository.Folder.Write("package-lock.json", "[" + new string(' ', 600 * 1024) + "]\n");
        repository.Folder.Write("picture.psd", new string('\0', 501 * 1024));
        repository.Folder.Write(".gitattributes", "*.psd filter=lfs\n");
        var found = Of(await FindAsync(repository), "check-added-large-files");
        Assert.Equal([("old.bin", Severity.Note), ("staged.bin", Severity.Error), ("untracked.bin", Severity.Error)], found.Select(finding => (finding.Path!, finding.Severity)));

        var settings = new HygieneRuleSettings { MaxKilobytes = new Setting<int>(550, Here), EnforceAll = new Setting<bool>(true, Here) };
        var strict = Of(await FindAsync(repository, ("check-added-large-files", settings)), "check-added-large-files");
        Assert.Equal([("old.bin", Severity.Error)], strict.Select(finding => (finding.Path!, finding.Severity)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Names_that_differ_in_case_alone_are_an_error_folders_too()
    {
        using var repository = new TestRepository();
        foreach (var path in new[] { "README.md", "readme.md", "src/A/x.txt", "src/a/y.txt", "src/a/z.txt", "src/b/x.txt" })
        {
            repository.Folder.Write(path, "x\n");
        }

        repository.Commit();
        var found = Of(await FindAsync(repository), "check-case-conflict");
        Assert.Equal(["README.md", "readme.md", "src/A", "src/a"], found.Select(finding => finding.Path));
        Assert.All(found, finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("README.md", "README.md")]
    [InlineData("readme.md", "readme.md")]
    [InlineData("src/A/x.txt", "src/A")]
    [InlineData("src/a/z.txt", "src/a")]
    [InlineData("src/b/x.txt", "")]
    public async Task A_narrowed_run_reports_a_name_conflict_at_the_side_that_was_selected(string selected, string expected)
    {
        using var repository = new TestRepository();
        foreach (var path in new[] { "README.md", "readme.md", "src/A/x.txt", "src/a/y.txt", "src/a/z.txt", "src/b/x.txt" })
        {
            repository.Folder.Write(path, "x\n");
        }

        repository.Commit();
        var found = Of(await FindAsync(repository, new FileSelection([selected])), "check-case-conflict");
        Assert.Equal(expected, string.Join(' ', found.Select(finding => finding.Path)));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("target", "again direct")]
    [InlineData("folder/file", "below through")]
    [InlineData("elsewhere", "")]
    public async Task A_narrowed_run_reports_the_links_whose_target_the_change_takes_away(string gone, string expected)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a.txt", "x\n");
        File.CreateSymbolicLink(repository.Folder["direct"], "target");
        File.CreateSymbolicLink(repository.Folder["again"], "direct");
        File.CreateSymbolicLink(repository.Folder["below"], "folder");
        File.CreateSymbolicLink(repository.Folder["through"], "below/file");
        File.CreateSymbolicLink(repository.Folder["old"], "never-there");
        repository.Commit();
        var found = Of(await FindAsync(repository, new FileSelection([]) { Gone = [gone] }), "check-symlinks");
        Assert.Equal(expected, string.Join(' ', found.Select(finding => finding.Path)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_to_a_file_that_is_only_taken_out_of_the_index_is_reported()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("target", "x\n");
        File.CreateSymbolicLink(repository.Folder["link"], "target");
        repository.Commit();
        var found = Of(await FindAsync(repository, new FileSelection([]) { Gone = ["target"] }), "check-symlinks");
        Assert.Equal(["link"], found.Select(finding => finding.Path));
    }

    [ToolTheory("bash", Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_that_is_not_utf8_is_an_error_also_where_there_is_no_other_file(bool hasOther)
    {
        using var repository = new TestRepository();
        Touch(repository, "x=$'caf\\xe9.py'; mkdir -p a; touch \"$x\" \"a/$x\"");
        if (hasOther)
        {
            repository.Folder.Write("ok.txt", "x\n");
        }

        var found = Of(await FindAsync(repository), "check-file-names");
        Assert.Equal([("a/caf\\xe9.py", Severity.Error), ("caf\\xe9.py", Severity.Error)], found.Select(finding => (finding.Path!, finding.Severity)));
        Assert.Contains("a/caf\\xe9.py", found[0].Message, StringComparison.Ordinal);

        var exclude = new HygieneRuleSettings { Exclude = new Setting<ImmutableArray<string>>(["a/**"], Here) };
        Assert.Equal("caf\\xe9.py", Assert.Single(Of(await FindAsync(repository, ("check-file-names", exclude)), "check-file-names")).Path);
        Assert.Empty(Of(await FindAsync(repository, ("check-file-names", new HygieneRuleSettings { Enabled = false })), "check-file-names"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Links_that_lead_nowhere_are_errors_and_those_that_leave_the_root_warnings()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a.txt", "x\n");
        File.CreateSymbolicLink(repository.Folder["good"], "a.txt");
        File.CreateSymbolicLink(repository.Folder["gone"], "b.txt");
        File.CreateSymbolicLink(repository.Folder["loop"], "loop");
        File.CreateSymbolicLink(repository.Folder["outside"], "../");
        File.CreateSymbolicLink(repository.Folder["absolute"], repository.Folder["a.txt"]);
        var found = await FindAsync(repository);
        Assert.Equal(["gone", "loop"], Of(found, "check-symlinks").Select(finding => finding.Path));
        Assert.Equal(["absolute", "outside"], Of(found, "forbid-outside-symlinks").Select(finding => finding.Path));
        Assert.All(Of(found, "check-symlinks"), finding => Assert.Equal(Severity.Error, finding.Severity));
        Assert.All(Of(found, "forbid-outside-symlinks"), finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("a.txt", true, true)]
    [InlineData("a.txt\n", false, true)]
    [InlineData("something else", true, false)]
    public async Task A_link_that_became_a_file_with_its_path_is_an_error(string content, bool isStaged, bool isDestroyed)
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a.txt", "x\n");
        File.CreateSymbolicLink(repository.Folder["link"], "a.txt");
        repository.Commit();
        File.Delete(repository.Folder["link"]);
        repository.Folder.Write("link", content);
        if (isStaged)
        {
            repository.Git("add", "link");
        }

        Assert.Equal(isDestroyed ? ["link"] : [], Of(await FindAsync(repository), "destroyed-symlinks").Select(finding => finding.Path));
        repository.Git("config", "core.symlinks", "false");
        Assert.Empty(Of(await FindAsync(repository), "destroyed-symlinks"));
    }

    [Fact(Timeout = 120_000)]
    public async Task New_submodules_are_forbidden_where_that_is_configured()
    {
        using var repository = new TestRepository();
        using var other = new TestRepository();
        other.Folder.Write("a.txt", "x\n");
        other.Commit();
        repository.Folder.Write("a.txt", "x\n");
        repository.Commit();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.Path, "sub");
        Assert.Empty(Of(await FindAsync(repository), "forbid-new-submodules"));
        var finding = Assert.Single(Of(await FindAsync(repository, ("forbid-new-submodules", new HygieneRuleSettings())), "forbid-new-submodules"));
        Assert.Equal(("sub", Severity.Error), (finding.Path, finding.Severity));
        repository.Commit();
        Assert.Empty(Of(await FindAsync(repository, ("forbid-new-submodules", new HygieneRuleSettings())), "forbid-new-submodules"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Executables_and_first_lines_belong_together()
    {
        using var repository = new TestRepository();
        repository.Folder.WriteExecutable("good", "#!/bin/sh\n");
        repository.Folder.WriteExecutable("plain.txt", "x\n");
        repository.Folder.WriteExecutable("program", "\0ELF");
        repository.Folder.Write("script.sh", "#!/bin/sh\n");
        repository.Folder.Write("lib.rs", "#![allow(x)]\n");
        repository.Commit();
        var found = await FindAsync(repository);
        Assert.Equal("plain.txt", Assert.Single(Of(found, "check-executables-have-shebangs")).Path);
        Assert.Equal("script.sh", Assert.Single(Of(found, "check-shebang-scripts-are-executable")).Path);

        repository.Git("config", "core.fileMode", "false");
        repository.Git("update-index", "--chmod=+x", "script.sh");
        repository.Git("update-index", "--chmod=-x", "plain.txt", "good");
        found = await FindAsync(repository);
        Assert.Empty(Of(found, "check-executables-have-shebangs"));
        Assert.Equal("good", Assert.Single(Of(found, "check-shebang-scripts-are-executable")).Path);
    }

    [Fact(Timeout = 120_000)]
    public async Task Generated_and_vendored_files_are_left_out_as_attributes_and_names_say()
    {
        using var repository = new TestRepository();
        foreach (var path in new[] { "own.txt", "gen/a.txt", "copy/a.txt", "vendor/a.txt", "vendor/ours/a.txt", "dist/a.js", "a.min.js", "yarn.lock" })
        {
            repository.Folder.Write(path, "x \n");
        }

        repository.Folder.Write("dist/b.json", "{\n" + new string('<', 7) + " HEAD\n");
        repository.Folder.Write("package-lock.json", "{ \n");
        repository.Folder.Write(".gitattributes", "gen/** linguist-generated\ncopy/** linguist-vendored=true\nvendor/ours/** -linguist-vendored\n");
        var found = await FindAsync(repository);
        Assert.Equal(["own.txt", "vendor/ours/a.txt"], Of(found, "trailing-whitespace").Select(finding => finding.Path));
        Assert.Equal(["package-lock.json"], Of(found, "check-json").Select(finding => finding.Path));
        Assert.Equal(["dist/b.json"], Of(found, "check-merge-conflict").Select(finding => finding.Path));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rule_passes_over_what_its_exclude_names()
    {
        using var repository = new TestRepository();
        repository.Folder.Write("a.txt", "x \n");
        repository.Folder.Write("old/a.txt", "x \n");
        var settings = new HygieneRuleSettings { Exclude = new Setting<ImmutableArray<string>>(["old/**"], Here) };
        Assert.Equal(["a.txt"], Of(await FindAsync(repository, ("trailing-whitespace", settings)), "trailing-whitespace").Select(finding => finding.Path));
    }

    // .NET cannot make names of raw bytes.
    private static void Touch(TestRepository repository, string script)
    {
        var start = new ProcessStartInfo(Tool.Path("bash"), ["-euc", script]) { WorkingDirectory = repository.Path };
        using var bash = Process.Start(start)!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }

    private static List<Finding> Of(IEnumerable<Finding> findings, string rule) =>
        [.. findings.Where(finding => finding.Rule == rule).OrderBy(finding => finding.Path, StringComparer.Ordinal)];

    private static Task<ImmutableArray<Finding>> FindAsync(TestRepository repository, params (string Rule, HygieneRuleSettings Settings)[] rules) =>
        FindAsync(repository, null, rules);

    private static async Task<ImmutableArray<Finding>> FindAsync(TestRepository repository, FileSelection? selection, params (string Rule, HygieneRuleSettings Settings)[] rules)
    {
        var processes = new ProcessRunner(ProcessEnvironment.Capture() with { Variables = ProcessEnvironment.Capture().Variables.SetItems(TestRepository.Variables) }, TimeProvider.System);
        var root = new WorkspaceRoot { Path = repository.Path, RepositoryTop = repository.Path };
        var workspace = await new WorkspaceReader(processes).ReadAsync(root, [], CancellationToken.None);
        var configuration = new UnfazedConfiguration
        {
            Hygiene = rules.ToImmutableDictionary(static rule => rule.Rule, static rule => new Setting<HygieneRuleSettings>(rule.Settings, Here)),
        };
        var check = Examinations.Discover(workspace, configuration, selection).Checks.Single(static check => check.Name == "hygiene");
        return (await Examinations.RunAsync(check, workspace)).Findings;
    }
}
