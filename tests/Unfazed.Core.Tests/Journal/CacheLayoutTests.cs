using Unfazed.Core.Journal;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class CacheLayoutTests : IDisposable
{
    private const string Tag = "Signature: 8a477f597d28d172789f06886806bc55\n# ";

    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("tools/deploy.sh")]
    [InlineData("v1/routes.js")]
    [InlineData("bases/a.txt")]
    [InlineData("README.md")]
    public void A_folder_with_other_files_is_not_used_as_the_cache(string file)
    {
        _folder.Write(file, "x");

        Assert.Contains("contains other files", CacheLayout.Objection(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tag_of_another_programs_cache_is_not_ours()
    {
        _folder.Write(CacheLayout.Tag, Tag + "This file is a cache directory tag created by cargo.\n");
        Assert.NotNull(CacheLayout.Objection(_folder.Path));
    }

    [Theory]
    [InlineData("Answers that unfazed keeps; it may be deleted at any time.\n")]
    [InlineData("Cache dir")]
    public void A_tagged_folder_is_a_cache_whatever_else_is_in_it(string rest)
    {
        _folder.Write(CacheLayout.Tag, Tag + rest);
        _folder.Write("lost+found/x", "x");

        Assert.Null(CacheLayout.Objection(_folder.Path));
    }

    [Fact]
    public void What_a_run_that_was_killed_early_left_is_a_cache()
    {
        Assert.Null(CacheLayout.Objection(_folder["missing"]));
        Assert.Null(CacheLayout.Objection(_folder.Path));
        _folder.MakeFolder($"tools/{RootState.KeyOf("/x")}/mypy");
        _folder.MakeFolder("v1/answers/ab");
        Assert.Null(CacheLayout.Objection(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
