using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Unfazed.Resilience.Tests;

/// <summary>What the package shows to its users is a reviewed file: a change of it is seen in the diff.</summary>
public sealed class PublicApiSpecs
{
    private const string Update = "UNFAZED_UPDATE_EXPECTATIONS";

    [Fact]
    public void The_public_api_is_the_reviewed_one()
    {
        var expectation = Path.Combine(Folder(), "Unfazed.Resilience.txt");
        var actual = typeof(CircuitBreaker).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(expectation, actual);
        }

        var expected = File.Exists(expectation) ? File.ReadAllText(expectation) : "";
        Assert.True(expected == actual, $"The public API is not the reviewed one. If it should be, run this test with {Update}=1.\n{Diff(expected, actual)}");
    }

    private static string Diff(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)]);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
