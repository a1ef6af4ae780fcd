using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Validators.Tests.Tools.Catalogue;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Tool = Unfazed.Validators.Tools.Tool;

namespace Unfazed.Validators.Tests.Tools;

public sealed class ToolCatalogTests : IDisposable
{
    // All that a new tool is.
    private static readonly Tool Prices = new()
    {
        Name = "price-lint",
        Dimension = Dimension.CodeQuality,
        Role = "linter",
        Language = "Prices",
        Files = new FileKind { Noun = "price list", Suffixes = [".prices"] },
        Evidence = [new FileEvidence(".price-lint")],
        LookUp = new LookUp { Program = "price-lint" },
        Scope = CheckScope.File,
        Arguments = static _ => ["--check", "{files}"],
        Exits = ExitTable.Linter,
        Reader = new LineReader(new LineFormat { Record = static () => new("^(?<path>.+):(?<line>[0-9]+): (?<message>.*)$", System.Text.RegularExpressions.RegexOptions.NonBacktracking), Rule = "price" }),
        Package = new Package { Otherwise = "ask the till" },
    };

    private readonly ToolScene _scene = new();

    public static TheoryData<string> Names => [.. ToolCatalog.All.Select(static tool => tool.Name)];

    [Fact(Timeout = 120_000)]
    public async Task A_tool_is_added_by_its_description_alone()
    {
        _scene.Tools = [Prices];
        _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";
        _scene.Write(".price-lint", "");
        _scene.Write("shop/milk.prices", "1.10\n-3\n");
        Assert.Equal("price-lint is expected here and not installed; ask the till", (await _scene.CheckAsync("price-lint")).Settled?.Message);

        _scene.WriteProgram("programs/price-lint", "#!/bin/sh\n[ \"$1\" = --version ] && echo 0.1 && exit\nshift\ngrep -nH '^-' \"$@\" | sed 's/:-/: negative -/' | grep . && exit 1\nexit 0\n");
        ToolAssert.Found(await _scene.RunAsync("price-lint"), "shop/milk.prices:2 price");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Where_there_is_no_file_for_it_a_tool_is_skipped(string name)
    {
        var tool = ToolCatalog.Find(name)!;
        if (tool.Files.IsAny)
        {
            return;
        }

        _scene.Write("notes.unknown", "");
        _scene.Configure(ToolScene.Entry(name));

        var seen = await _scene.RunAsync(name);

        Assert.Equal((ObservationEnding.Skipped, $"no {tool.Files.Noun} here"), (seen.Ending, seen.Message));
    }

    [Fact]
    public void Each_name_is_given_once_and_says_where_the_tool_comes_from()
    {
        Assert.Equal(ToolCatalog.All.Length, ToolCatalog.All.Select(static tool => tool.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ToolCatalog.All, static tool => Assert.NotNull(tool.Package.PyPi ?? tool.Package.Npm ?? tool.Package.Debian ?? tool.Package.Otherwise));
    }

    [Fact(Timeout = 120_000)]
    public async Task No_linter_is_suggested_where_another_one_of_the_language_is_configured()
    {
        _scene.Write(".oxlintrc.json", "{}");
        _scene.Write("a.js", "");
        _scene.Write("README.md", "");
        _scene.Write("config.yaml", "");

        Assert.Empty((await _scene.DiscoverAsync()).Suggestions);
    }

    [Fact(Timeout = 120_000)]
    public async Task Offline_tools_that_can_do_without_the_network_are_told_so_and_others_are_marked()
    {
        _scene.SearchPath = _scene.Repository["programs"];
        _scene.WriteProgram("programs/go", "#!/bin/sh\necho a.go:1:1: proxy $GOPROXY >&2\nexit 1\n");
        _scene.WriteProgram("programs/dotnet", "#!/bin/sh\n");
        _scene.Write("go.mod", "module m\n");
        _scene.Write("a.go", "");
        _scene.Write("A.csproj", "<Project />");
        Assert.True((await _scene.CheckAsync("go-vet")).Network);

        _scene.Configuration = _scene.Configuration with { Offline = Setting<bool>.Default(true) };

        Assert.True((await _scene.CheckAsync("dotnet-build")).Network);
        Assert.False((await _scene.CheckAsync("go-vet")).Network);
        Assert.Equal("proxy off", Assert.Single((await _scene.RunAsync("go-vet")).Findings).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_its_evidence_no_tool_is_expected_whatever_is_installed()
    {
        _scene.SearchPath = Environment.GetEnvironmentVariable("PATH") + ":/usr/bin";
        foreach (var file in (string[])["a.py", "b.js", "c.sh", "d.rb", "e.c", "f.rs", "Cargo.toml", "g.md", "h.yaml", "Dockerfile", ".github/workflows/ci.yml", "i.txt", ".editorconfig", "setup.py"])
        {
            _scene.Write(file, file == ".editorconfig" ? "[*]\nindent_style = space\n[*.{css,html}]\nindent_size = 2\n" : "");
        }

        Assert.Empty((await _scene.DiscoverAsync()).Checks);
    }

    public void Dispose() => _scene.Dispose();
}
