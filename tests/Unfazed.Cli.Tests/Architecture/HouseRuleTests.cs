using System.Text.RegularExpressions;

namespace Unfazed.Cli.Tests.Architecture;

public partial class HouseRuleTests
{
    private const int LongestFile = 350;

    // Written apart, so that this file does not hold what it forbids.
    private static readonly string[] ForeignAddresses =
        ["registry." + "npmjs", "registry." + "yarnpkg", "api.nuget" + ".org", "pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "artifactory" + "."];

    private static readonly string[] TextSuffixes =
        [".cs", ".csproj", ".props", ".targets", ".slnx", ".json", ".yaml", ".yml", ".md", ".sh", ".txt", ".py", ".ts", ".js", ".mjs", ".toml", ".cfg", ".ini", ".npmrc", "run", ".gitignore", ".editorconfig"];

    [Fact]
    public void No_file_holds_a_path_of_the_machine_that_it_was_written_on()
    {
        var found = Texts().Where(static file => MachinePath().IsMatch(file.Text)).Select(static file => $"{file.Path}: {MachinePath().Match(file.Text).Value}");
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_holds_the_address_of_a_package_registry()
    {
        var found = from file in Texts()
                    from address in ForeignAddresses
                    where file.Text.Contains(address, StringComparison.OrdinalIgnoreCase)
                    select $"{file.Path}: {address}";
        Assert.Empty(found);
    }

    [Fact]
    public void Nothing_is_named_after_having_no_name()
    {
        var found = RepositoryFiles.All
            .Where(static path => path.Split('/')[0] is "src" or "tests" or "eng" or "bench")
            .Where(static path => path.Split('/').Any(static part => Drawer().IsMatch(part.Split('.')[0])));
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_of_code_is_longer_than_a_reader_can_hold()
    {
        var found = from path in RepositoryFiles.Code
                    let lines = RepositoryFiles.Read(path).Count(static character => character == '\n')
                    where lines > LongestFile
                    select $"{path}: {lines} lines";
        Assert.Empty(found);
    }

    [Fact]
    public void No_test_class_relies_on_IAsyncDisposable_which_xunit_never_calls()
    {
        var found = from path in RepositoryFiles.Code
                    where path.StartsWith("tests/", StringComparison.Ordinal)
                    from Match match in AsyncDisposableTests().Matches(RepositoryFiles.Read(path))
                    select $"{path}: {match.Value} (use IAsyncLifetime)";
        Assert.Empty(found);
    }

    private static IEnumerable<(string Path, string Text)> Texts() => RepositoryFiles.All
        .Where(static path => TextSuffixes.Any(suffix => path.EndsWith(suffix, StringComparison.Ordinal)))
        .Select(static path => (path, RepositoryFiles.Read(path)));

    [GeneratedRegex(@"(^|[\s'""(=:])/(work|tmp/wt|root)/[\w.]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"class \w+(Tests|Specs)\b.*: .*\bIAsyncDisposable\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AsyncDisposableTests();

    [GeneratedRegex("^(Common|.*(Utils?|Utility|Utilities|Helpers?|Managers?))$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Drawer();
}
