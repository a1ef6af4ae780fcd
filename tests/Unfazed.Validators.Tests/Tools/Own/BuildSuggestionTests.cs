using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tests.Tools.Own;

public sealed class BuildSuggestionTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Theory(Timeout = 120_000)]
    [InlineData("pom.xml|src/main/java/A.java", "Java: no check compiles or tests it here: add \"tests: { run: mvn -B test, parse: maven }\" under \"checks:\" in unfazed.yaml")]
    [InlineData("mvnw|sub/pom.xml|sub/A.java", "Java: no check compiles or tests it here: add \"tests: { run: ./mvnw -B test, parse: maven }\" under \"checks:\" in unfazed.yaml")]
    [InlineData("build.gradle.kts|gradlew|A.kt|B.java", "Java and Kotlin: no check compiles or tests them here: add \"tests: { run: ./gradlew --console=plain test, parse: gradle }\" under \"checks:\" in unfazed.yaml")]
    [InlineData("A.java", "")]
    [InlineData("pom.xml", "")]
    public async Task A_build_that_no_check_runs_is_suggested(string files, string suggestion)
    {
        foreach (var file in files.Split('|'))
        {
            _scene.Write(file, "");
        }

        Assert.Equal(suggestion, string.Join('|', (await _scene.DiscoverAsync()).Suggestions.Where(static line => line.Contains("compiles", StringComparison.Ordinal))));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("mvn|-B|test", null)]
    [InlineData("sh|-c|cd sub && ./gradlew test", null)]
    [InlineData("./build.sh", "maven")]
    [InlineData("./build.sh", "junit")]
    public async Task A_check_that_runs_the_build_needs_no_suggestion(string command, string? format)
    {
        _scene.Write("pom.xml", "");
        _scene.Write("A.java", "");
        _scene.Configure(ToolScene.Own("tests", command.Split('|')) with { Parse = format is null ? null : Setting<string>.Default(format) });

        Assert.DoesNotContain((await _scene.DiscoverAsync()).Suggestions, static line => line.StartsWith("Java", StringComparison.Ordinal));
    }

    public void Dispose() => _scene.Dispose();
}
