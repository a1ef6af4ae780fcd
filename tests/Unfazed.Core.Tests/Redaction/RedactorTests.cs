using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Tests.Redaction;

public class RedactorTests
{
    private const string Secret = "pa$s \"w0rd\" <&'/+é>";

    [Theory]
    [InlineData("API_TOKEN", "abcd1234")]
    [InlineData("npm_config__authToken", "npm-1234-abcd")]
    [InlineData("DATABASE_PASSWORD", "Tr0ub4dor&3")]
    [InlineData("CLIENT_SECRET", "correct horse battery staple")]
    [InlineData("SERVICE_KEY", "hunter2-very-own")]
    [InlineData("KEYSTORE", "aB3dE5gH7jK9mN1pQ3")]
    [InlineData("BASIC_AUTH", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("TOKEN_FILE", "aB3dE5gH7jK9mN1pQ3")]
    public void The_value_of_a_variable_that_looks_like_a_secret_is_covered(string name, string value) =>
        Assert.Equal("before *** after", Knowing(name, value).Text($"before {value} after"));

    [Theory]
    [InlineData("API_TOKEN", "true")]
    [InlineData("POSTGRES_PASSWORD", "postgres")]
    [InlineData("SECRET_STAGE", "production")]
    [InlineData("PASSWORD", "********")]
    [InlineData("TOKEN_COUNT", "12345678")]
    [InlineData("TOKEN_FILE", "/run/secrets/registry/token-1")]
    [InlineData("CACHE_KEY", "node-modules-v1")]
    [InlineData("SSH_AUTH_SOCK", "/tmp/ssh-aB3dE5gH7jK9mN1pQ3/agent.17")]
    [InlineData("PWD", "/home/user/aB3dE5gH7jK9mN1pQ3")]
    [InlineData("MONKEY", "see-no-evil-hear-no-evil")]
    [InlineData("HOME", "aB3dE5gH7jK9mN1pQ3")]
    public void Words_paths_and_what_promises_nothing_stay_readable(string name, string value)
    {
        var text = $"before {value} after";
        Assert.Same(text, Knowing(name, value).Text(text));
    }

    [Fact]
    public void A_password_in_an_address_is_one_whatever_the_variable_is_called()
    {
        var redactor = Knowing("UPSTREAM", "https://robot:p%40ss-w0rd@example.org/path");

        Assert.Equal("https://robot:***@example.org/path and ***", redactor.Text("https://robot:p%40ss-w0rd@example.org/path and p@ss-w0rd"));
    }

    public static TheoryData<string> Forms => new()
    {
        Secret,
        JsonSerializerText(Secret),
        Uri.EscapeDataString(Secret),
        System.Net.WebUtility.UrlEncode(Secret),
        System.Security.SecurityElement.Escape(Secret),
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_usual_way_of_writing_it_is_covered(string form) => Assert.Equal("<***>", Knowing("MY_SECRET", Secret).Text($"<{form}>"));

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("user:")]
    [InlineData("someone:")]
    public void Base64_of_it_is_covered_wherever_it_stands_in_what_was_encoded(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + ":after"));

        var shown = Knowing("MY_SECRET", Secret).Text("Authorization: Basic " + encoded);

        Assert.Contains("***", shown, StringComparison.Ordinal);
        var left = shown["Authorization: Basic ".Length..].Split("***");
        Assert.True(left.Sum(static piece => piece.Length) <= encoded.Length - (Encoding.UTF8.GetByteCount(Secret) * 8 / 6) + 1, shown);
    }

    [Fact]
    public void A_key_of_several_lines_is_covered_by_the_line_too()
    {
        const string key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nAoGBALRiMLAh9ihQ1Fz2kx2ygIg5TN\n-----END KEY-----\n";
        var redactor = Knowing("DEPLOY_KEY", key);

        Assert.Equal("+***", redactor.Text("+AoGBALRiMLAh9ihQ1Fz2kx2ygIg5TN"));
        Assert.Equal("-----BEGIN KEY-----", redactor.Text("-----BEGIN KEY-----"));
        Assert.Equal("***\n", redactor.Text(key));
    }

    [Fact]
    public void Json_gives_its_own_secrets()
    {
        var redactor = Knowing("GOOGLE_CREDENTIALS", """{"type": "service_account", "auth": {"client_secret": "GOCSPX-0aZ"}}""");

        Assert.Equal("service_account ***", redactor.Text("service_account GOCSPX-0aZ"));
    }

    [Fact]
    public void Secrets_that_overlap_leave_no_end_of_one()
    {
        var redactor = Redactor.Of(new Dictionary<string, string> { ["A_TOKEN"] = "abcdef-123", ["B_TOKEN"] = "123-uvwxyz", ["C_TOKEN"] = "abcdef-123-u" });

        Assert.Equal("<***>", redactor.Text("<abcdef-123-uvwxyz>"));
        Assert.Equal("<***>", redactor.Text("<abcdef-123>"));
    }

    [Fact]
    public void Long_secrets_are_covered_in_pieces()
    {
        var value = string.Concat(Enumerable.Range(0, 40).Select(static number => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([(byte)number]))));

        Assert.Equal("<*********>", Knowing("BIG_SECRET", value).Text($"<{value}>"));
    }

    [Fact]
    public void Without_a_secret_everything_stays_the_very_same()
    {
        var redactor = Redactor.Of(new Dictionary<string, string> { ["HOME"] = "/home/somebody", ["CI"] = "true" });
        var seen = Seen("text");

        Assert.True(redactor.IsIdle);
        Assert.Same(seen, redactor.Redact(seen));
    }

    [Fact]
    public void Every_text_of_an_observation_is_covered()
    {
        var clean = Knowing("MY_SECRET", Secret).Redact(Seen(Secret));

        Assert.Equal(("***", "***", "***", "***"), (clean.Message, clean.Summary, clean.Version, clean.Log));
        Assert.Equal<string>(["***", "--with=***"], clean.Command.ToArray());
        Assert.Equal(Seen("***").Findings.AsEnumerable(), clean.Findings.AsEnumerable());
        Assert.Equal("***", clean.Details["text"].Value);
        Assert.Equal("***", Assert.Single((ImmutableArray<string>)clean.Details["texts"].Value));
        Assert.Equal(3L, clean.Details["number"].Value);
    }

    [Fact]
    public void What_holds_no_secret_is_not_copied()
    {
        var seen = Seen("text");

        var clean = Knowing("MY_SECRET", Secret).Redact(seen);

        Assert.True(seen.Findings == clean.Findings, "the same array");
        Assert.True(seen.Command == clean.Command, "the same array");
    }

    private static Redactor Knowing(string name, string value) => Redactor.Of(new Dictionary<string, string> { [name] = value });

    private static string JsonSerializerText(string text) => System.Text.Json.JsonSerializer.Serialize(text)[1..^1];

    private static Observation Seen(string text) => new()
    {
        Ending = ObservationEnding.Completed,
        Message = text,
        Summary = text,
        Version = text,
        Log = text,
        Command = [text, $"--with={text}"],
        Findings = [new Finding { Tool = "tool", Rule = text, Severity = Severity.Error, Message = text, Path = text, Url = text }],
        Details = Observation.NoDetails.Add("text", text).Add("texts", ImmutableArray.Create(text)).Add("number", 3),
    };
}
