using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

public sealed class ArgumentBatchesTests
{
    private static readonly ProcessEnvironment Environment = ProcessEnvironment.Capture();

    [Fact]
    public void Every_file_is_in_exactly_one_batch_and_in_order()
    {
        Prop.ForAll<PositiveInt, PositiveInt>(static (count, length) =>
        {
            var files = Enumerable.Range(0, count.Get * 50).Select(index => $"{index}{new string('f', length.Get * 500)}").ToImmutableArray();
            var batches = ArgumentBatches.Split(["tool", "--check"], files, Environment);
            return batches.SelectMany(static batch => batch).SequenceEqual(files) && batches.All(static batch => batch.Length > 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_files_are_no_batch() => Assert.Empty(ArgumentBatches.Split(["tool"], [], Environment));

    [Fact(Timeout = 120_000)]
    public async Task The_kernel_takes_each_batch_of_a_hundred_thousand_names()
    {
        var files = Enumerable.Range(0, 100_000).Select(static index => $"src/some/folder/of/a/repository/Ünïcode file {index}.cs");
        var batches = ArgumentBatches.Split(["/bin/true"], files, Environment);
        var runner = new ProcessRunner(Environment, TimeProvider.System);

        Assert.InRange(batches.Length, 2, 20);
        foreach (var batch in batches)
        {
            var command = new CommandDescription { Program = "/bin/true", Arguments = batch, Directory = "/" };
            Assert.Equal(0, (await runner.RunShortAsync(command, TimeSpan.FromSeconds(20))).ExitCode);
        }
    }
}
