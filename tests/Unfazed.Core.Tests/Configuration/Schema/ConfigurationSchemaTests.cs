using System.Text.Json;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Configuration.Syntax;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Configuration.Schema;

public sealed class ConfigurationSchemaTests
{
    [Theory]
    [InlineData("version: 1")]
    [InlineData("{}")]
    [InlineData("project: 1.10")]
    [InlineData("deadline: 45s\ntimeouts: { default: 250ms, lint: 1h }")]
    [InlineData("exclude: samples/\nignore: [{ rule: E501 }]\nseverity: { flake8: error }")]
    [InlineData("dimensions: { docs: { enabled: true, tier: 3, timeout: 5m } }")]
    [InlineData("dimensions: { coverage: { threshold: 82.5, changed_threshold: 100, report: coverage.xml, trust: true } }")]
    [InlineData("dimensions: { coverage: { report: [a/lcov.info, b/lcov.info] } }")]
    [InlineData("checks: { own: { run: 'x {report}', parse: junit }, two: { run: y, parse: lcov, report: out/lcov.info } }")]
    [InlineData("hygiene: { check-json: false }\ndetect: false")]
    [InlineData("checks: { pylint: false, mypy: {}, own: { run: make test, findings_exit: 1-125 } }")]
    [InlineData("checks: { own: { run: [make, 1], parse: regex, pattern: '(?<message>.+)', findings_exit: [1, 3-5], cores: 0.1 } }")]
    [InlineData("checks: { own: { run: x, files: a, exclude: [b], scope: file, dir: sub, env: { A: '', B: 1 }, lock: db, version: x -V } }")]
    [InlineData("services: { prometheus: { pushgateway: 'http://localhost:9091', textfile: /var/x.prom }, questdb: { url: 'https://a:b@host/write?db=x' }, db: {} }\nservices_budget: 0s")]
    [InlineData("services: { prometheus: { pushgateway: 'http://ann@localhost:9091', per_check: false, password_file: /p, proxy: 'http://proxy:3128' }, questdb: { url: 'https://host', token: abc, headers: { X-Scope-OrgID: one } } }")]
    [InlineData("services_budget: 250ms")]
    public void Loader_and_schema_both_take(string yaml) => Assert.Equal((true, true), Judge(yaml));

    [Theory]
    [InlineData("version: 2")]
    [InlineData("version: '1'")]
    [InlineData("project: []")]
    [InlineData("project: ''")]
    [InlineData("checks:")]
    [InlineData("deadline: 45")]
    [InlineData("deadline: 0s")]
    [InlineData("deadline: 1.5s")]
    [InlineData("detect: 'true'")]
    [InlineData("cheks: {}")]
    [InlineData("extends: [[]]")]
    [InlineData("ignore: [{}]")]
    [InlineData("severity: { flake8: bad }")]
    [InlineData("dimensions: { Docs: {} }")]
    [InlineData("dimensions: { coverage: { threshold: 101 } }")]
    [InlineData("dimensions: { coverage: { threshold: 80% } }")]
    [InlineData("dimensions: { coverage: { changed_threshold: '80' } }")]
    [InlineData("hygiene: { check-jsn: false }")]
    [InlineData("hygiene: { check-json: { max: 1 } }")]
    [InlineData("checks: { mypy: true }")]
    [InlineData("checks: { mypy: { tier: 4 } }")]
    [InlineData("checks: { mypy: { tier: '1' } }")]
    [InlineData("checks: { own: { run: [] } }")]
    [InlineData("checks: { own: { run: '' } }")]
    [InlineData("checks: { own: { run: x, parse: tap } }")]
    [InlineData("checks: { own: { run: x, findings_exit: 0 } }")]
    [InlineData("checks: { own: { run: x, findings_exit: '1' } }")]
    [InlineData("checks: { own: { run: x, findings_exit: [] } }")]
    [InlineData("checks: { own: { run: x, cores: 0 } }")]
    [InlineData("checks: { own: { run: x, env: { '1A': b } } }")]
    [InlineData("checks: { own: { run: x, retries: 11 } }")]
    [InlineData("services: { prometheus: { pushgateway: 'localhost:9091' } }")]
    [InlineData("services: { questdb: { url: 'ftp://host' } }")]
    [InlineData("services: { questdb: { url: [] } }")]
    [InlineData("services: { questdb: { url: 'http://host', headers: { 'a b': x } } }")]
    [InlineData("services: { questdb: { url: 'http://host', token: '' } }")]
    [InlineData("services: { questdb: { uri: 'http://host' } }")]
    [InlineData("services_budget: 2")]
    public void Loader_and_schema_both_refuse(string yaml) => Assert.Equal((false, false), Judge(yaml));

    [Fact]
    public void Samples_and_examples_in_the_docs_are_valid()
    {
        var root = RepositoryRoot.Path;
        var samples = Folder(root, "samples", "unfazed.yaml").Select(static path => (Path: path, Text: File.ReadAllText(path)));
        var docs = Folder(root, "docs", "*.md").SelectMany(Examples);
        var all = samples.Concat(docs).ToList();
        Assert.NotEmpty(all);
        Assert.All(all, static example =>
        {
            var errors = new List<ConfigurationError>();
            var tree = YamlReader.Read(example.Text, new SettingSource(SettingOrigin.ProjectFile, example.Path), errors);
            Assert.Empty(errors);
            Assert.True(SchemaValidator.IsValid(Schema(new ConfigurationCatalog { Checks = RealTools }), SchemaValidator.ToJson(tree)), example.Path + "\n" + example.Text);
        });
    }

    [Fact]
    public void Every_example_in_the_configuration_page_is_taken_by_the_loader()
    {
        var examples = Examples(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md")).ToList();
        Assert.True(examples.Count >= 10);
        Assert.All(examples, static example =>
        {
            using var folder = new LoadedFolder();
            folder.Write("unfazed.yaml", example.Text);
            Assert.True(folder.LoadErrors().IsEmpty, example.Text + string.Join('\n', folder.LoadErrors()));
        });
    }

    private static System.Collections.Immutable.ImmutableArray<CatalogCheck> RealTools { get; } =
        [.. new[] { "flake8", "mypy", "bandit", "eslint", "tsc", "shellcheck", "dotnet-build" }.Select(static name => new CatalogCheck(name))];

    private static IEnumerable<string> Folder(string root, string name, string pattern) => Directory.Exists(Path.Combine(root, name))
        ? Directory.EnumerateFiles(Path.Combine(root, name), pattern, SearchOption.AllDirectories)
        : [];

    // A block is one of configuration when its fence says "yaml unfazed".
    private static IEnumerable<(string Path, string Text)> Examples(string page)
    {
        var parts = File.ReadAllText(page).Split("```yaml unfazed\n");
        return parts.Skip(1).Select(part => (page, part[..part.IndexOf("```", StringComparison.Ordinal)]));
    }

    private static (bool Loader, bool Schema) Judge(string yaml)
    {
        using var folder = new LoadedFolder();
        folder.Write("unfazed.yaml", yaml);
        var tree = YamlReader.Read(yaml, new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml"), []);
        return (folder.LoadErrors().IsEmpty, SchemaValidator.IsValid(Schema(LoadedFolder.Catalog), SchemaValidator.ToJson(tree)));
    }

    private static JsonElement Schema(ConfigurationCatalog catalog)
    {
        using var stream = new MemoryStream();
        ConfigurationSchema.Write(stream, catalog);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
