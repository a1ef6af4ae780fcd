using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>
/// Real tools whose exit code is explained by more than the one finding that does not count: they stopped, or failed in another place. Whatever
/// keeps the finding from counting, the check must not pass.
/// </summary>
public sealed class ForgivenessTests : IDisposable
{
    private const string Manifest = "[package]\nname = \"{0}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [ToolTheory("cargo", Timeout = 240_000)]
    [MemberData(nameof(Ways))]
    public Task Clippy_with_a_build_script_that_panics(string way)
    {
        Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n");
        Write("clippy.toml", "");
        Write(".gitignore", "target/\nCargo.lock\n");
        Write("a/Cargo.toml", Manifest.Replace("{0}", "a", StringComparison.Ordinal));
        Write("a/src/lib.rs", "fn dead() {}\n");
        Write("b/Cargo.toml", Manifest.Replace("{0}", "b", StringComparison.Ordinal) + "[build-dependencies]\na = { path = \"../a\" }\n");
        Write("b/src/lib.rs", "");
        Write("b/build.rs", "fn main() {}\n");

        return IsNotForgivenAsync(new Scene("clippy", "rule: dead_code", "b/build.rs", "fn main() {\n    panic!(\"no\");\n}\n"), way);
    }

    // With a severity for all of go vet's findings both are what the user made of them.
    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("new_since")]
    [InlineData("baseline")]
    [InlineData("ignore")]
    public Task Go_vet_with_wrong_assembly_in_another_package(string way)
    {
        Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        Write("p/p.go", "package p\n\nimport \"fmt\"\n\nfunc P() { fmt.Printf(\"%d\", \"x\") }\n");
        Write("q/q.go", "package q\n\nfunc Add(a, b int64) int64\n");
        Write("q/q_amd64.s", Assembly(8));

        return IsNotForgivenAsync(new Scene("go-vet", "path: p/p.go", "q/q_amd64.s", Assembly(12)), way);

        static string Assembly(int offset) => $"#include \"textflag.h\"\n\nTEXT \u00b7Add(SB), NOSPLIT, $0-24\n\tMOVQ a+0(FP), AX\n\tADDQ b+{offset}(FP), AX\n\tMOVQ AX, ret+16(FP)\n\tRET\n";
    }

    [ToolTheory("gcc", "make", Timeout = 120_000)]
    [MemberData(nameof(Ways))]
    public Task Make_without_a_rule_for_what_is_missing(string way)
    {
        Write("Makefile", "all:\n\tgcc -Wall -c a.c -o /dev/null\n\t@exit $$(cat code)\n");
        Write("a.c", "static int unused;\n");
        Write("code", "0\n");

        return IsNotForgivenAsync(new Scene("build", "path: a.c", "Makefile", "all: a.o b.o\na.o: a.c\n\tgcc -Wall -c a.c -o /dev/null\nb.o: z.txt\n\ttrue\n") { Own = "run: make, parse: gcc, findings_exit: [1, 2]" }, way);
    }

    [ToolTheory("sh", Timeout = 120_000)]
    [MemberData(nameof(Ways))]
    public Task A_custom_check_that_prints_what_its_pattern_does_not_cover(string way)
    {
        Write("check.sh", "echo 'a.c:1: old problem'\nexit 1\n");
        Write("a.c", "int x;\n");

        return IsNotForgivenAsync(
            new Scene("own", "path: a.c", "check.sh", "echo 'a.c:1: old problem'\necho 'plug-in crashed' >&2\nexit 1\n")
            {
                Own = "run: sh check.sh, parse: regex, pattern: '^(?<path>[^:]+):(?<line>\\d+): (?<message>.*)$', findings_exit: [1]",
            },
            way);
    }

    public static TheoryData<string> Ways() => ["new_since", "baseline", "ignore", "severity"];

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    private async Task IsNotForgivenAsync(Scene scene, string way)
    {
        var own = scene.Own is null ? "" : $"checks:\n  {scene.Check}: {{ {scene.Own} }}\n";
        Write("unfazed.yaml", "version: 1\n" + own);
        _repository.Commit();
        _repository.Git("branch", "base");
        if (way == "baseline")
        {
            var created = await _unfazed.RunAsync(_repository.Path, "baseline", "create", "--only", scene.Check);
            Assert.True(created.ExitCode == 0, created.Output + created.Error);
        }

        Write("unfazed.yaml", "version: 1\n" + own + way switch
        {
            "new_since" => "new_since: base\n",
            "ignore" => $"ignore: [{{ {scene.Ignored} }}]\n",
            "severity" => $"severity: {{ {scene.Check}: note }}\n",
            _ => "",
        });
        _repository.Commit();
        var forgiven = await _unfazed.RunAsync(_repository.Path, "--no-cache", "--only", scene.Check);
        Assert.True(forgiven.ExitCode == 0, forgiven.Output + forgiven.Error);

        Write(scene.Broken, scene.Content);
        _repository.Commit();
        var ended = await _unfazed.RunAsync(_repository.Path, "--no-cache", "--only", scene.Check);

        Assert.True(ended.ExitCode is 1 or 4, ended.Output + ended.Error);
    }

    private void Write(string path, string text) => _repository.Folder.Write(path, text);

    private sealed record Scene(string Check, string Ignored, string Broken, string Content)
    {
        public string? Own { get; init; }
    }
}
