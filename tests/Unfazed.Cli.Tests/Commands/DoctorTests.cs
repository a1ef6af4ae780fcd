using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    public DoctorTests() => _unfazed.Variables["PATH"] = _repository.Folder.MakeFolder(".git/bin");

    [Theory(Timeout = Limit)]
    [InlineData("setup.cfg", "[mypy]\n", "uv.lock", "", "uv add --dev mypy")]
    [InlineData("requirements-dev.txt", "mypy==1.0\n", "pyproject.toml", "", "python3 -m pip install -r requirements-dev.txt")]
    [InlineData("pyproject.toml", "[tool.mypy]\n[tool.poetry.group.dev.dependencies]\nmypy = '*'\n", "poetry.lock", "", "poetry install")]
    [InlineData("pyproject.toml", "[tool.mypy]\n", "setup.cfg", "", "python3 -m pip install mypy")]
    public async Task What_is_missing_comes_with_the_command_of_the_repositorys_own_package_manager(string file, string text, string other, string otherText, string command)
    {
        _repository.Folder.Write(file, text);
        _repository.Folder.Write(other, otherText);
        _repository.Folder.Write("a.py", "x = 1\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "doctor", "--format", "json");

        Assert.True(ended.ExitCode == 0, ended.Error);
        using var told = JsonDocument.Parse(ended.Output);
        var missing = Assert.Single(told.RootElement.GetProperty("missing").EnumerateArray());
        Assert.Equal("mypy", missing.GetProperty("name").GetString());
        Assert.Equal(command, missing.GetProperty("install").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task A_declared_package_of_node_is_installed_from_its_lock()
    {
        _repository.Folder.Write("package.json", """{"devDependencies": {"typescript": "5", "eslint": "9"}}""");
        _repository.Folder.Write("package-lock.json", "{}\n");
        _repository.Folder.Write("tsconfig.json", "{}\n");
        _repository.Folder.Write("eslint.config.js", "export default [];\n");
        _repository.Folder.Write("a.ts", "export {};\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "doctor");

        Assert.True(ended.ExitCode == 0, ended.Error);
        Assert.Contains("✗ tsc", ended.Output, StringComparison.Ordinal);
        Assert.Contains("What gets what is missing:\n  npm ci\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("! git", ended.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("echo \"error: 'cargo-clippy' is not installed for the toolchain 'stable'\" >&2; exit 1", "exits with 1: cargo-clippy is not installed for the Rust toolchain", "rustup component add clippy")]
    [InlineData("echo 'error: broken library' >&2; exit 3", "exits with 3: error: broken library", null)]
    [InlineData("kill -SEGV $$", "was killed by SIGSEGV", null)]
    public async Task A_tool_that_is_there_and_would_not_start_is_named_with_the_reason(string script, string message, string? install)
    {
        _repository.Folder.WriteExecutable(".git/bin/cargo", $"#!/bin/sh\n{script}\n");
        _repository.Folder.Write("Cargo.toml", "[package]\nname = \"a\"\n");
        _repository.Folder.Write("clippy.toml", "");
        _repository.Folder.Write("src/lib.rs", "");

        var ended = await _unfazed.RunAsync(_repository.Path, "doctor", "--format", "json");

        Assert.True(ended.ExitCode == 0, ended.Error);
        using var told = JsonDocument.Parse(ended.Output);
        var missing = Assert.Single(told.RootElement.GetProperty("missing").EnumerateArray());
        Assert.Equal("clippy", missing.GetProperty("name").GetString());
        Assert.EndsWith($"cargo clippy --version\" {message}", missing.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(install, missing.GetProperty("install").GetString());
        Assert.Empty(told.RootElement.GetProperty("found").EnumerateArray());
    }

    [Fact(Timeout = Limit)]
    public async Task Where_all_is_there_nothing_is_missing()
    {
        _unfazed.Variables.Remove("PATH");
        _repository.Folder.Write("text.txt", "text\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "doctor");

        Assert.Contains("Nothing is missing.", ended.Output, StringComparison.Ordinal);
        Assert.Contains("✓ git", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
