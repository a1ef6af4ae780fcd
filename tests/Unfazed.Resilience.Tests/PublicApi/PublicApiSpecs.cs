using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using PublicApiGenerator;

namespace Unfazed.Resilience.Tests;

/// <summary>What a package shows to its users, on each framework, is a reviewed file: a change of it is seen in the diff.</summary>
public sealed class PublicApiSpecs
{
    private const string Update = "UNFAZED_UPDATE_EXPECTATIONS";

    [Theory]
    [InlineData("Unfazed.Resilience", "net8.0")]
    [InlineData("Unfazed.Resilience", "net10.0")]
    [InlineData("Unfazed.Resilience.Extensions", "net8.0")]
    [InlineData("Unfazed.Resilience.Extensions", "net10.0")]
    [InlineData("Unfazed.Resilience.Sqlite", "net8.0")]
    [InlineData("Unfazed.Resilience.Sqlite", "net10.0")]
    public void The_public_api_is_the_reviewed_one(string package, string framework)
    {
        var expectation = Path.Combine(Here(), $"{package}.{framework}.txt");
        var actual = new AssemblyLoadContext(framework).LoadFromAssemblyPath(Built(package, framework))
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] })
            .ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(expectation, actual);
        }

        var expected = File.Exists(expectation) ? File.ReadAllText(expectation) : "";
        Assert.True(expected == actual, $"The public API is not the reviewed one. If it should be, run this test with {Update}=1.\n{Diff(expected, actual)}");
    }

    [Fact]
    public void The_resilience_layer_in_memory_needs_Polly_and_nothing_else()
    {
        var foreign = typeof(CircuitBreaker).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.Equal(["Polly.Core"], foreign);
    }

    private static string Built(string package, string framework)
    {
        // bin/<configuration>/<framework>: the packages are built beside this test, in the same configuration.
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        return Path.GetFullPath(Path.Combine(Here(), "../../../src", package, "bin", configuration, framework, $"{package}.dll"));
    }

    private static string Diff(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. before.Except(after).Select(line => "- " + line), .. after.Except(before).Select(line => "+ " + line)]);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
