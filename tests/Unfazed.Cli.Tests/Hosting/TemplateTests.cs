using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hosting;

/// <summary>Packages and template, as their users meet them: the template can't fall behind.</summary>
[Collection("samples")] // Two builds of one solution at once get in each other's way.
public sealed partial class TemplateTests : IDisposable
{
    private const int Limit = 1_500_000;
    private const string Domain = "price_list";

    private static readonly string[] Libraries = [.. Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "README.md", SearchOption.AllDirectories).Select(static readme => Path.GetFileName(Path.GetDirectoryName(readme))!)];

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();
    private readonly Sdk _sdk = new();

    [Fact(Timeout = Limit)]
    public async Task A_host_from_the_template_says_what_the_command_line_says()
    {
        // Packed from what these tests were built with.
        await _sdk.RunAsync(RepositoryRoot.Combine("eng", "pack.sh"), _folder.Path, _folder["packages of ours"], "--no-build");
        foreach (var library in Libraries)
        {
            Holds(library);
        }

        await _sdk.NewAsync(_folder.Path, "install", RepositoryRoot.Combine("templates", "unfazed-host"));
        await _sdk.NewAsync(_folder.Path, "unfazed-host", "-n", "Demo", "--package-folder", "packages of ours", "--domain", "Price List", "--coverage", "80", "--deadline", "9m");
        var host = _folder["Demo"];
        Assert.DoesNotContain(Directory.EnumerateFiles(host, "*", SearchOption.AllDirectories), static file => IsUnfinished(File.ReadAllText(file)));
        await _sdk.RunAsync("dotnet", host, "build", "--configuration", "Release", "--verbosity", "quiet");

        var shop = CopyOfTheStorefront();
        var said = await _unfazed.RunOtherAsync(Path.Combine(host, "bin", "Release", "net10.0", "Demo"), _folder.Path, shop, "--json");
        Assert.Equal("", said.Error);

        // The host's defaults are to the command what the user's file is.
        Directory.CreateDirectory(Path.GetDirectoryName(_unfazed.UserFile)!);
        File.Copy(Path.Combine(host, "defaults.yaml"), _unfazed.UserFile);
        var expected = await _unfazed.RunAsync(_folder.Path, "run", shop, "--format", "json");

        Assert.Equal(expected.ExitCode, said.ExitCode);
        var own = JsonNode.Parse(said.Output)!["tiers"]![0]!["results"]!.AsArray().Single(static result => (string?)result!["dimension"] == Domain)!;
        Assert.Equal("passed", (string?)own["status"]);
        Assert.Equal(Comparable(expected.Output), Comparable(said.Output));
        Assert.Contains("\"deadline_ms\":300000", said.Output, StringComparison.Ordinal); // The repository's own beats the host's.
    }

    [Fact]
    public void The_template_takes_the_version_that_is_packed()
    {
        var symbols = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Combine("templates", "unfazed-host", ".template.config", "template.json")))!["symbols"]!;
        var version = XDocument.Load(RepositoryRoot.Combine("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, (string?)symbols["packageVersion"]!["defaultValue"]);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
        _sdk.Dispose();
    }

    private static bool IsUnfinished(string text) =>
        text.Contains("UNFAZED_", StringComparison.Ordinal) || text.Contains("UnfazedHost", StringComparison.Ordinal) || text.Contains("unfazed_domain", StringComparison.Ordinal) || text.Contains("#if", StringComparison.Ordinal);

    private void Holds(string library)
    {
        var package = Directory.EnumerateFiles(_folder["packages of ours"], library + ".0*.nupkg").Single();
        using var archive = ZipFile.OpenRead(package);
        var entries = archive.Entries.Select(static entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string> { "README.md", "icon.png", $"{library}.nuspec", $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml" }, entries);
    }

    private string CopyOfTheStorefront()
    {
        var sample = RepositoryRoot.Combine("samples", "storefront");
        foreach (var file in TestRepository.GitAt(sample, "ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            _folder.Write(Path.Combine("shop", file), File.ReadAllText(Path.Combine(sample, file)));
        }

        TestRepository.GitAt(_folder["shop"], "init", "--quiet");
        return _folder["shop"];
    }

    // What two runs of one program differ in: when, how long, the run's id, which logs and scratch folders bear, and names that are drawn.
    private static string Comparable(string output)
    {
        var id = (string)JsonNode.Parse(output)!["run"]!["id"]!;
        var report = JsonNode.Parse(Drawn().Replace(output.Replace(id, "ID", StringComparison.Ordinal), "/build"))!;
        report["run"]!["started_at"] = null;
        var results = report["tiers"]!.AsArray().SelectMany(static tier => tier!["results"]!.AsArray()).ToList();
        var checks = results.SelectMany(static result => result!["checks"]!.AsArray()).ToList();
        foreach (var timed in results.Concat(checks).Append(report["run"]))
        {
            timed!["duration_ms"] = null;
        }

        foreach (var check in checks)
        {
            check!["killed_processes"] = null;
        }

        var tier = report["tiers"]![0]!["results"]!.AsArray();
        tier.Remove(tier.SingleOrDefault(static result => (string?)result!["dimension"] == Domain));
        return report.ToJsonString();
    }

    [GeneratedRegex("/build-[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex Drawn();
}
