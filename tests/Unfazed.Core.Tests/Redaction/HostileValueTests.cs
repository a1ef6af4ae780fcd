using Unfazed.Core.Redaction;

namespace Unfazed.Core.Tests.Redaction;

/// <summary>Values of variables that were made to keep the search for secrets busy.</summary>
public sealed class HostileValueTests
{
    private const int Limit = 120_000;
    private const int Largest = 127 * 1024;
    private const string Secret = "aB3dE5gH7jK9mN1p";
    private const string Other = "pQ2rS4tU6vW8xY0z";

    public static TheoryData<string, string> Values => new()
    {
        { "spaces behind a long word", Repeated(new string('a', 60) + new string(' ', 50_000)) },
        { "spaces behind many words", Repeated("abc" + new string(' ', 500)) },
        { "tabs behind words", Repeated(new string('a', 60) + new string('\t', 3_000)) },
        { "words and spaces", Repeated("a ") },
        { "backslashes", Repeated(new string('a', 60) + new string('\\', 20_000)) },
        { "options without a value", Repeated("--token" + new string(' ', 5_000) + "'") },
        { "headers without a value", Repeated("Bearer" + new string(' ', 5_000)) },
        { "a login without a password", Repeated("machine a login b ") },
        { "addresses", Repeated("https://" + new string('a', 3_000) + ":") },
        { "quotes that nobody closes", Repeated("token=\"\\a") },
        { "pairs in pairs", Repeated("token=") },
        { "settings", Repeated("a=b;") },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Values))]
    public async Task The_secret_behind_a_value_that_is_slow_to_search_is_covered_and_nothing_is_thrown(string kind, string value)
    {
        var covered = await Task.Run(() => Redactor.Of([KeyValuePair.Create("SETTINGS", $"DEPLOY_TOKEN={Secret}\n{value}\nDEPLOY_KEY={Other}\n")]).Text($"it is {Secret} or {Other}"));

        Assert.True(!covered.Contains(Secret, StringComparison.Ordinal) && !covered.Contains(Other, StringComparison.Ordinal), $"{kind}: {covered}");
    }

    private static string Repeated(string part) => string.Concat(Enumerable.Repeat(part, Largest / part.Length));
}
