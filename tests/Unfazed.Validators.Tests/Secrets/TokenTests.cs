using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Secrets;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class TokenTests
{
    // In pieces: this file is scanned too.
    private const string Random40 = "Zt9/QkLx0vB3nR+yW7sHcE1mPfUj5dGa2oTiXw8K";
    private const string Id = "AKI" + "AQ3EGRDW7LKPN2ZTV";
    private const string GitHub = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17";

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, SecretSamples.All.Count)];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Samples))]
    public async Task A_secret_is_found_where_it_is_and_its_text_appears_nowhere(int number)
    {
        var (rule, before, secret, behind) = SecretSamples.All[number];
        var seen = await Examinations.SecretsOf("a.conf", $"é\n  {before}{secret}{behind}\n");

        var finding = Assert.Single(seen.Findings);
        Assert.Equal(("secrets", rule, 2, 3 + before.Length, 3 + before.Length + secret.Length), (finding.Tool, finding.Rule, finding.Line!.Value, finding.Column!.Value, finding.EndColumn!.Value));
        Assert.NotEqual(Severity.Note, finding.Severity);
        Assert.True(rule == "detect-private-key" || !(finding.ToString() + seen).Contains(secret[^8..], StringComparison.Ordinal), "The secret is in the report.");
    }

    [Fact]
    public void Every_form_has_a_sample_that_it_finds()
    {
        var found = SecretSamples.All.SelectMany(static sample => Scan(sample.Before + sample.Secret + sample.Behind)).Select(static match => match.Form).ToHashSet();

        Assert.Equal([], TokenForms.All.Where(form => !found.Contains(form) && !form.Name.Contains("nearby", StringComparison.Ordinal) && !(form.Prefix.Length == 4 && form.Name.StartsWith("AWS secret", StringComparison.Ordinal))).Select(static form => $"{form.Name} {Encoding.ASCII.GetString(form.Prefix)}"));
    }

    public static TheoryData<string, string> Contexts => new()
    {
        { "\"", "\"" }, { "'", "'" }, { "`", "`" }, { "(", ")" }, { "<a>", "</a>" }, { "A=", "" }, { "A: ", " # b" }, { "- ", "" }, { "| ", " |" }, { "[x](", ")" }, { "export A=", ";" },
        { "{\"a\":\"b\\n", "\\nc\"}" }, { "\"\\t", "\"" }, { "\"\\r\\n", "\\r\\n\"" }, { "\"\\u003d", "\"" }, { "\"\\x3d", "\"" }, { "?a=b%3D", "%26c" }, { "A=3D", "" },
        { "\u001b[32m", "\u001b[0m" }, { "\\033[1;31m", "\\033[0m" }, { "Authorization: Bearer ", "" }, { "https://x.io/?t=", "&u=1" }, { "//x.io/:_auth=", "" }, { "--token=", " run" },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Contexts))]
    public async Task A_token_is_found_whatever_stands_beside_it(string before, string behind)
    {
        foreach (var token in (string[])[GitHub, Id, "glp" + "at-x7Kq_mZ2pT9vW4bN8sLd", "xox" + "b-123456789012-1234567890123-aB3dE5gH7jK9mN1pQ3sT5vW7"])
        {
            var finding = Assert.Single((await Examinations.SecretsOf("a", before + token + behind)).Findings);
            Assert.Equal((before.Length + 1, before.Length + 1 + token.Length), (finding.Column, finding.EndColumn));
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData("PREFIX_")]
    [InlineData("token")]
    public async Task A_token_with_a_right_checksum_is_found_within_a_word(string before) => Assert.Single((await Examinations.SecretsOf("a", before + GitHub)).Findings);

    [Fact(Timeout = 120_000)]
    public async Task All_tokens_of_a_file_are_found_each_at_its_place()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(static number => $"é{new string(' ', number)}{Id[..18]}{(char)('A' + (number / 6))}{2 + (number % 6)}{(number % 3 == 0 ? "\n" : " ")}"));
        var lines = text.Split('\n');
        var seen = await Examinations.SecretsOf("a", text);

        Assert.Equal(40, seen.Findings.Length);
        Assert.All(seen.Findings, finding => Assert.StartsWith(Id[..18], lines[finding.Line!.Value - 1][(finding.Column!.Value - 1)..], StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("docs/a.txt", 0)]
    [InlineData("README.md", 0)]
    [InlineData("src/a.js", 1)]
    public async Task Keys_of_a_test_mode_are_no_findings_in_documentation(string path, int count) =>
        Assert.Equal(count, (await Examinations.SecretsOf(path, "sk" + "_test_" + SecretSamples.Of("ABCDEFGHIabcdefghi0123456789", 24))).Findings.Length);

    public static TheoryData<string> Harmless =>
    [
        "AKI" + "AIOSFODNN7EXAMPLE", "AKI" + "AXXXXXXXXXXXXXXXX", "MAKI" + "AQ3EGRDW7LKPN2ZTV", Id + "X", "AKI" + "AEXAMPLEPBUMBC3GA", "ASI" + "APACIFICREGIONKEY",
        $"?AWSAccess{"KeyId="}{Id}&Expires=1", $"X-Amz-Credential={Id}%2F20261130%2Fus-east-1", $"Credential={Id}/20261130/us-east-1/s3/aws4_request",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = " + new string('x', 40), "aws_secret_access_key = os.environ['x']",
        "secretAccessKey = getSecretAccessKeyFrom" + "VaultOrEnvironment", "secret_key = 0123456789abcdef0123456789abcdef01234567", "my_secret = " + Random40,
        "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq18", "ghp_" + new string('x', 36), "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ", "ghs_" + "123456_eyJhbGciOiJSUzI1NiJ9", "ghs_" + "123456_a.b.c",
        "npm_config_registry", "npm_" + new string('0', 36), "glp" + "at-XXXXXXXXXXXXXXXXXXXX", "glp" + "at-aB3dE5", "glp" + "at-your_access_token_12", "xox" + "b-your-token-here",
        "xox" + "b-123456789012-1234567890123-xxxxxxxxxxxxxxxxxxxxxxxx", "https://hooks.slack.com/ser" + "vices/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "sk" + "-ant-api03-your-key-here", "sk" + "-proj-your-openai-key-goes-here-T3Blbk" + "FJ", "task-" + SecretSamples.Of("abcdefABCDEF012345", 48), "sk" + "_live_" + "xxxxxxxxxxxxxxxxxxxxxxxx",
        "AIz" + "aSyEXAMPLE-your-key-here-0123456789abc", "https://example.com/AIz" + "a", "https://bus123.io/x-us1",
        "postgres://user:password@localhost/db", "postgres://app:x7Kq" + "9mZ2pTvW@localhost:5432/db", "postgres://app:x7Kq" + "9mZ2pTvW@db:5432/db", "https://user:pass1234@example.com",
        "postgres://app:${DB_PASSWORD}@db.company.io/", "mysql://root:%s@db.company.io/", "https://app:x7Kq" + "9mZ2pTvW@mail.example.org", "https://x7kq9mzt:x7kq" + "9mzt@db.company.io", "https://a.io:8443/x@y",
        "AccountName=devstoreaccount1;Account" + "Key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "{\"kty\": \"EC\", \"x\": \"a\"}", "{\"kty\": \"EC\"}, {\"d\": \"" + SecretSamples.Of("ABCDEFabcdef012345", 43) + "\"}", SecretSamples.Token("{\"sub\":\"1234567890\",\"name\":\"John Doe\"}"),
        "{\"auth\": \"dXNlcjpwYXNzd29yZDE=\"}", "\"integrity\": \"sha512-" + SecretSamples.Of("ABCDEFGHabcdefgh01234567+/", 86) + "==\"",
    ];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Harmless))]
    public async Task Examples_placeholders_and_wrong_checksums_are_no_findings(string text) => Assert.Equal([], (await Examinations.SecretsOf("a", text)).Findings.Select(static finding => finding.Message));

    [Fact]
    public void Where_a_token_may_begin_is_found_at_every_offset()
    {
        foreach (var form in TokenForms.All)
        {
            for (var offset = 0; offset < 80; offset++)
            {
                var text = Encoding.ASCII.GetBytes(new string('\t', offset) + Encoding.ASCII.GetString(form.Prefix) + new string('\t', 40));
                var places = new List<int>();
                for (var at = TokenBeginnings.Next(text, 0); at >= 0; at = TokenBeginnings.Next(text, at + 1))
                {
                    places.AddRange([.. TokenBeginnings.At(text, at).ToArray().Where(anchor => anchor.Form == form).Select(anchor => at - anchor.Offset)]);
                }

                Assert.Equal([offset], places);
            }
        }
    }

    private static List<SecretMatch> Scan(string text) => SecretScanner.Scan(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text));
}
