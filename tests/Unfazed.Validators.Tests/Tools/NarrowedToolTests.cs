using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tests.Tools;

public sealed class NarrowedToolTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly ToolScene _scene = new();

    public NarrowedToolTests()
    {
        foreach (var package in (string[])["a", "b"])
        {
            _scene.Write($"packages/{package}/tsconfig.json", "{}");
            _scene.Write($"packages/{package}/package.json", "{}");
            _scene.Write($"packages/{package}/src/x.ts", "export {};\n");
        }

        _scene.Write("package.json", "{}");
        _scene.Write("README.md", "# x\n");
        _scene.Write("setup.cfg", "[flake8]\n");
        _scene.Write("m.py", "x = 1\n");
    }

    [Theory(Timeout = Limit)]
    [InlineData("packages/a/src/x.ts", "packages/a")]
    [InlineData("packages/b/tsconfig.json", "packages/b")]
    [InlineData("packages/b/package.json", "packages/b")]
    [InlineData("package.json", "packages/a packages/b")]
    [InlineData("README.md", "")]
    [InlineData("m.py", "")]
    public async Task A_tool_of_the_whole_project_runs_where_a_file_of_its_kind_its_settings_or_a_manifest_changed(string changed, string places) =>
        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("tsc", new FileSelection([changed])));

    [Theory(Timeout = Limit)]
    [InlineData("packages/a/src/gone.ts", "packages/a")]
    [InlineData("packages/gone.ts", "")]
    [InlineData("packages/b/gone.md", "")]
    [InlineData("tsconfig.base.json", "packages/a packages/b")]
    public async Task A_deleted_file_is_a_reason_as_good_as_a_changed_one(string gone, string places) =>
        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("tsc", new FileSelection([]) { Gone = [gone] }));

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_looks_at_files_one_by_one_has_nothing_to_do_for_a_deleted_one() =>
        Assert.Empty(await PlacesAsync("flake8", new FileSelection([]) { Gone = ["gone.py"] }));

    [Theory(Timeout = Limit)]
    [InlineData("flake8", "m.py", "m.py")]
    [InlineData("flake8", "packages/a/src/x.ts", "")]
    [InlineData("tsc", "packages/a/src/x.ts", "packages/a/src/x.ts")]
    [InlineData("tsc", "packages/a/src/deleted.ts", "packages/a/src/deleted.ts")]
    public async Task Each_check_knows_which_of_its_files_are_staged_only_in_part(string tool, string partial, string expected)
    {
        var selection = new FileSelection(["m.py", "packages/a/src/x.ts"]) { PartiallyStaged = [partial] };
        var check = (await _scene.DiscoverAsync(selection)).Checks.First(check => check.Name == tool);

        Assert.Equal(expected, string.Join(' ', check.PartiallyStaged));
    }

    public void Dispose() => _scene.Dispose();

    private async Task<IEnumerable<string>> PlacesAsync(string tool, FileSelection selection) =>
        (await _scene.DiscoverAsync(selection)).Checks
            .Where(check => check.Name == tool && check.Settled is not { Ending: ObservationEnding.Skipped })
            .Select(static check => check.Directory);
}
