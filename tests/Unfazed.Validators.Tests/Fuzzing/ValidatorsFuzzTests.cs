using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Schema;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Testing;
using Unfazed.Testing.Fuzzing;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Hygiene.Python;
using Unfazed.Validators.Hygiene.Syntax;
using Unfazed.Validators.Migration;
using Unfazed.Validators.Secrets;
using Unfazed.Validators.Tests.TextFiles;
using Unfazed.Validators.Tests.Tools;
using Unfazed.Validators.TextFiles;
using Unfazed.Validators.Tools;
using Unfazed.Validators.Tools.Own;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Fuzzing;

/// <summary>The readers of the formats and of the catalogue are enumerated: a new one is read here without a line.</summary>
[Trait("Category", "Fuzz")]
public sealed class ValidatorsFuzzTests : IDisposable
{
    private static readonly byte[][] DataFiles =
    [
        .. ((string[])
        [
            """{"a": [1, -2.5e3, "b\u00e9"], "c": {"d": null}} // e""",
            "a: &x {b: 'c', d: \"e\\t\"}\nf: *x\ng: |\n  h\n- i\n---\n? j\n: !!str k\n",
            "a = 1\n[b.\"c\"]\nd = { e = [1979-05-27T07:32:00Z, 0x1f, nan], f = \"\"\"g\\u00e9\"\"\" }\n[[h]]\ni = '''j'''\n",
            "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE a [<!ENTITY b 'c'>]><a x='&lt;' y=\"1\"><!-- z --><![CDATA[ d ]]>&#233;<e/></a>",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly string[] Manifests =
    [
        """{"name": "a", "workspaces": ["b/*"], "scripts": {"lint": "eslint ."}, "devDependencies": {"eslint": "^9", "typescript": "5"}, "eslintConfig": {}, "jest": {"coverageThreshold": {"global": {"lines": 80}}}, "references": [{"path": "b"}]}""",
        "[tool.mypy]\nstrict = true\n[tool.poetry.dependencies]\nflake8 = \"^6\"\n[dependency-groups]\ndev = [\"ruff>=0.1\"]\n[tool.coverage.report]\nfail_under = 80\n[[package]]\nname = \"black\"\nversion = \"1\"\n",
        "[flake8]\nmax-line-length = 100\n[mypy]\nplugins = a.py\n[tool:isort]\nline_length=1\n",
        "flake8==5.0 # c\n-r other.txt\nmypy>=1 ; python_version > '3'\n\n  rubocop (1.2)\n",
        "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"..\\b\\b.csproj\" /><PackageReference Include=\"coverlet.collector\" /></ItemGroup><PropertyGroup><Threshold>80</Threshold></PropertyGroup></Project>",
    ];

    private static readonly ImmutableArray<string> ManifestNames =
    [
        "package.json", "package-lock.json", "tsconfig.json", "pyproject.toml", "setup.cfg", "tox.ini", "requirements.txt", "Pipfile", "poetry.lock", "uv.lock", "Gemfile.lock", "Cargo.toml",
        "go.mod", "a.csproj", "a.sln", "global.json", "Directory.Build.props", ".editorconfig", "biome.json", ".golangci.yml",
    ];

    private static readonly string[] Foreign =
    [
        "repos:\n- repo: https://github.com/psf/black\n  rev: v1\n  hooks:\n  - id: black\n    files: ^(docs/|a\\.py$)\n    args: [--x, 'y z']\nexclude: (?x)^(a|b)$\n",
        "pre-commit:\n  commands:\n    lint: { run: 'eslint {staged_files}', glob: '*.js' }\nENABLE: [PYTHON]\nDISABLE_LINTERS:\n- PYTHON_PYLINT\n",
        """{"scripts": {"lint": "eslint . && prettier --check 'a b'", "test": "vitest"}}""",
        "[tox]\nenvlist = py3, lint\n[testenv:lint]\ncommands =\n  flake8 {posargs} src\n",
    ];

    private static readonly ImmutableArray<string> ForeignNames = [".pre-commit-config.yaml", "lefthook.yml", ".mega-linter.yml", "package.json", "tox.ini"];

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 900_000)]
    public async Task No_input_breaks_a_reader_or_takes_it_too_much_time_or_memory()
    {
        foreach (var name in ManifestNames)
        {
            _folder.Write(name, "");
        }

        FuzzTarget[] targets = [.. Outputs(), .. Syntaxes(), .. Texts(), FuzzTarget.OfText("manifests", Discover, Manifests), FuzzTarget.OfText("configurations of other tools", Migrate, Foreign)];
        await Task.Run(() => Fuzzer.Run(targets));
    }

    private static IEnumerable<FuzzTarget> Outputs()
    {
        var formats = ParseShape.Formats.Concat(ToolCatalog.All.Select(static tool => tool.Name)).Select(static format => (format, OwnFormat.ReaderOf(ToolScene.Own("t", "x") with
        {
            Parse = Setting<string>.Default(format),
            Pattern = Setting<string>.Default(@"^(?<path>.*?):(?<line>\d+):(?<column>\d+): (?<severity>\w+) (?<message>.*)$"),
        })));
        return formats.Select(static pair => new FuzzTarget($"output in the format of {pair.format}", bytes => Read(pair.Item2, bytes), ReaderSamples.All));
    }

    private static void Read(IOutputReader reader, byte[] bytes)
    {
        // Half of them on standard output, half on standard error, with each of the usual exit codes.
        var captured = new CapturedOutput(bytes, default, bytes.Length, ReachedEnd: true);
        var isOutput = bytes.Length % 2 == 0;
        var outcome = new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = bytes.Length % 3, StandardOutput = isOutput ? captured : CapturedOutput.Empty, StandardError = isOutput ? CapturedOutput.Empty : captured };
        foreach (var finding in reader.Read(new ToolOutput("t", outcome, new FindingPaths("/repo", "/repo/here"))).Findings)
        {
            Assert.True(finding is { Path: null or [not '/', ..], Line: null or > 0, Column: null or > 0 } && finding.Path?.Split('/').Contains("..") != true, finding.ToString());
        }
    }

    private static IEnumerable<FuzzTarget> Syntaxes() => Enum.GetValues<FileLanguage>().Where(static language => language != FileLanguage.None).Select(static language =>
        new FuzzTarget($"a file in {language}", bytes => SyntaxRules.Check("check", new DataFile("a", language, bytes, convertedFrom: null), new FileFindings("hygiene", "a")), DataFiles));

    private static IEnumerable<FuzzTarget> Texts() =>
    [
        new FuzzTarget("text for secrets", static bytes =>
        {
            var examination = new SecretsExaminer().Begin("a");
            examination.Next(new TextBlock(bytes, bytes.Length) { IsFirst = true, IsLast = true });
            _ = examination.End();
        }, [Encoding.UTF8.GetBytes("key = \"glp" + "at-x7Kq_mZ2pT9vW4bN8sLd\" AKI" + "AQ3EGRDW7LKPN2ZTV ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17 postgres://u:x7Kq" + "9mZ2pT@db.company.io/ a2V5ID0gQUtJQVEz" + "RUdSRFc3TEtQTjJaVFY= \"kty\":\"EC\",\"d\":\"x7KqmZ2pT9vW4bN8sLdx7KqmZ2pT9vW4bN8sLdx7KqmZ2pT\"\n-----BEGIN RSA PRIVATE" + " KEY-----\nq3Vt8LkZ0mXw7RbYc5NfH2sDgJ9aPuE4TiWoKxQ6yCzBnM1vFhSrUlGdIeAjOp7k\n-----END RSA PRIVATE KEY-----\n")]),
        new FuzzTarget("Python", static bytes => DebugStatements.Check(bytes, new FileFindings("hygiene", "a.py")), [Encoding.UTF8.GetBytes("import os, pdb as p; from pdb import set_trace\nmatch x:\n  case breakpoint(): f\"{p.set_trace()!r:{w}}\"\n  '''a'''; breakpoint()  # b\n")]),
        FuzzTarget.OfText("an .editorconfig", static text => EditorConfigFile.Parse(text), "root = true\n[*.{a,b,{1..3}}]\nindent_style = tab ; c\n[[!a-z]/**?]\nend_of_line=crlf\n"),
        FuzzTarget.OfText("a section of an .editorconfig", static text => EditorConfigGlob.Parse(text).IsMatch("a/b/c.py"), "*.{py,js}", "[!a-c]{1..20}**/x?"),
        FuzzTarget.OfText("a first line", static text => Shebang.Parse(Encoding.UTF8.GetBytes(text)), "#!/usr/bin/env -S python3 -u\n", "#! /bin/sh -e\n"),
    ];

    private void Migrate(string text)
    {
        foreach (var name in ForeignNames)
        {
            File.WriteAllText(_folder[name], text);
        }

        _ = ForeignConfigurations.Read(Examinations.Snapshot(_folder));
    }

    // One mutant in the place of every file that says which tools a repository expects.
    private void Discover(string text)
    {
        foreach (var name in ManifestNames)
        {
            File.WriteAllText(_folder[name], text);
        }

        var workspace = Examinations.Snapshot(_folder);
        _ = new ToolCheckSource().Discover(new DiscoveryContext(workspace, new UnfazedConfiguration(), ProcessEnvironment.Capture(), null));
    }
}
