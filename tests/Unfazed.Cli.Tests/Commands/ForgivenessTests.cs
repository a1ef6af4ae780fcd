using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>A real build whose exit code is explained by more than what is ignored.</summary>
public sealed class ForgivenessTests : IDisposable
{
    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [ToolTheory("gcc", "make", Timeout = 120_000)]
    [InlineData("ignore: [{ path: a.c }]\n")]
    [InlineData("severity: { build: note }\n")]
    [InlineData("exclude: [a.c]\n")]
    public async Task A_build_that_stopped_does_not_pass_because_its_warning_does_not_count(string configuration)
    {
        _repository.Folder.Write("Makefile", "all: a.o b.o\na.o: a.c\n\tgcc -Wall -c a.c\nb.o: z.txt\n\ttrue\n");
        _repository.Folder.Write("a.c", "static int unused;\n");
        _repository.Folder.Write("unfazed.yaml", $"version: 1\n{configuration}checks:\n  build: {{ run: make, parse: gcc, findings_exit: [1, 2] }}\n");
        _repository.Commit();

        var ended = await _unfazed.RunAsync(_repository.Path, "--only", "build");

        // make's own line about it blocks, unless its severity was lowered.
        Assert.True(ended.ExitCode == (configuration.StartsWith("severity", StringComparison.Ordinal) ? 4 : 1), ended.Output + ended.Error);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }
}
