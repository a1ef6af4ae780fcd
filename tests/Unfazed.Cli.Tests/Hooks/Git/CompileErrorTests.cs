using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Hooks.Git;

/// <summary>Real commits of code that the language's own compiler refuses, through the hook of git and of pre-commit.</summary>
public sealed class CompileErrorTests : IDisposable
{
    private const int Limit = 480_000;

    private readonly HookedRepository _hooked = new("version: 1\n");
    private readonly TestRepository _ours = new();
    private readonly TemporaryDirectory _home = new();

    [ToolTheory("go", "gcc", "cargo", "make", "pre-commit", "tsc", Timeout = Limit)]
    [InlineData("Go", false)]
    [InlineData("Go", true)]
    [InlineData("Rust", false)]
    [InlineData("Rust", true)]
    [InlineData("C", false)]
    [InlineData("C", true)]
    [InlineData("TypeScript", false)]
    [InlineData("TypeScript", true)]
    [InlineData("C#", false)]
    [InlineData("C#", true)]
    public async Task Code_that_does_not_compile_is_not_committed(string language, bool withPreCommit)
    {
        var (file, good, bad, place) = Project(language);
        _hooked.Repository.Folder.Write(file, good);
        _hooked.Repository.Commit();
        await InstallAsync(withPreCommit);

        _hooked.Repository.Folder.Write(file, bad);
        var refused = await _hooked.ShellAsync("git add . && git commit -m bad");
        _hooked.Repository.Folder.Write(file, good + "\n");
        var accepted = await _hooked.ShellAsync("git add . && git commit -m good");

        Assert.True(refused.ExitCode == 1, refused.Output + refused.Error);
        Assert.Contains(place, refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Contains("BLOCKED", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.True(accepted.ExitCode == 0, accepted.Output + accepted.Error);
        Assert.StartsWith("good\nx\n", _hooked.Repository.Git("log", "--format=%s"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hooked.Dispose();
        _ours.Dispose();
        _home.Dispose();
    }

    // Returns the file, its content that compiles, the one that does not, and the place of the error.
    private (string File, string Good, string Bad, string Place) Project(string language)
    {
        var folder = _hooked.Repository.Folder;
        switch (language)
        {
            case "Go":
                folder.Write("go.mod", "module a\n\ngo 1.19\n");
                return ("a.go", "package a\n", "package a\n\nfunc F() { nope() }\n", "a.go:3");
            case "Rust":
                folder.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
                folder.Write("clippy.toml", "");
                folder.Write(".gitignore", "target\nCargo.lock\n");
                return ("src/lib.rs", "pub fn f() {}\n", "pub fn f() {\n    nope()\n}\n", "src/lib.rs:2");
            case "C":
                folder.Write("Makefile", "a.o: a.c\n\tgcc -Wall -c a.c -o a.o\n");
                folder.Write(".gitignore", "*.o\n");
                folder.Write("unfazed.yaml", "version: 1\nchecks:\n  build: { run: make, parse: gcc }\n");
                return ("a.c", "int f(void);\n", "int f(void) {\n  return nope;\n}\n", "a.c:2");
            case "TypeScript":
                folder.Write("package.json", "{\"devDependencies\":{\"typescript\":\"5\"}}\n");
                folder.Write("tsconfig.json", "{\"compilerOptions\":{\"strict\":true,\"noEmit\":true,\"types\":[]},\"include\":[\"src\"]}\n");
                folder.Write(".gitignore", "node_modules\n");
                Directory.CreateSymbolicLink(folder["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
                return ("src/a.ts", "export const a = 1;\n", "export const a: string = 1;\n", "src/a.ts:1");
            default:
                folder.Write("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n");
                folder.Write(".gitignore", "bin\nobj\n");
                return ("A.cs", "public class A { }\n", "public class A\n{\n    int x = \"s\";\n}\n", "A.cs:3");
        }
    }

    private async Task InstallAsync(bool withPreCommit)
    {
        var variables = _hooked.Unfazed.Variables;
        variables["CARGO_NET_OFFLINE"] = "true";
        variables["PATH"] = $"{TestedExecutable.Folder}:{Path.GetDirectoryName(Tool.Path("go"))}:{Environment.GetEnvironmentVariable("PATH")}";
        if (!withPreCommit)
        {
            await _hooked.InstallAsync();
            return;
        }

        variables["PRE_COMMIT_HOME"] = _home["pre-commit"];
        File.Copy(RepositoryRoot.Combine(".pre-commit-hooks.yaml"), _ours.Folder[".pre-commit-hooks.yaml"]);
        _ours.Commit();
        _hooked.Repository.Folder.Write(".pre-commit-config.yaml", $"repos:\n- repo: {_ours.Path}\n  rev: {_ours.Git("rev-parse", "HEAD").Trim()}\n  hooks: [{{ id: unfazed }}]\n");
        _hooked.Repository.Commit();
        Assert.Equal(0, (await _hooked.ShellAsync("pre-commit install")).ExitCode);
    }
}
