using System.Text;
using Unfazed.Testing.Fuzzing;
using Xunit.Sdk;

namespace Unfazed.Core.Tests.Fuzzing;

public sealed class FuzzerTests
{
    private const int HardLimit = 120_000;

    [Fact(Timeout = HardLimit)]
    public async Task An_exception_that_is_not_documented_is_told_with_the_reader_the_seed_and_the_input()
    {
        var problem = await FailureOfAsync(new FuzzTarget("a strict reader", static bytes => throw new InvalidOperationException("broken"), Encoding.UTF8.GetBytes("abc")));

        Assert.Matches("(?s)^a strict reader, input 0 of seed [0-9]+ .*base64 .*broken", problem);
    }

    [Fact(Timeout = HardLimit)]
    public async Task Memory_out_of_proportion_to_the_input_is_a_failure() => Assert.Contains(
        "allocated", await FailureOfAsync(new FuzzTarget("greedy", static bytes => GC.KeepAlive(new byte[100_000_000]), Encoding.UTF8.GetBytes("abc"))), StringComparison.Ordinal);

    [Fact(Timeout = HardLimit)]
    public async Task The_same_seed_gives_the_same_inputs()
    {
        List<string>[] inputs = [[], []];
        foreach (var list in inputs)
        {
            await FailureOfAsync(new FuzzTarget("counting", bytes =>
            {
                list.Add(Convert.ToBase64String(bytes));
                Assert.True(list.Count < 200);
            }, Encoding.UTF8.GetBytes("""{"a": [1, "b"]}""")));
        }

        Assert.Equal(inputs[0], inputs[1]);
        Assert.True(inputs[0].Distinct().Count() > 150);
    }

    private static async Task<string> FailureOfAsync(FuzzTarget target) =>
        (await Assert.ThrowsAnyAsync<XunitException>(() => Task.Run(() => Fuzzer.Run([target])))).Message;
}
