using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Secrets;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class TokenTests
{
    // In pieces: this file is looked at too.
    private const string Random30 = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ";
    private const string Random40 = "Zt9/QkLx0vB3nR+yW7sHcE1mPfUj5dGa2oTiXw8K";

    public static TheoryData<string, string> Tokens => new()
    {
        { "detect-aws-credentials", "AKI" + "AQ3EGRDW7LKPN2ZTV" },
        { "detect-aws-credentials", "ASI" + "AQ3EGRDW7LKPN2ZTV" },
        { "detect-github-token", "ghp_" + Random30 + "0mLq17" },
        { "detect-github-token", "gho_" + Random30 + "0mLq17" },
        { "detect-github-token", "github" + "_pat_11ABCDE2Y0mT3kVhJ9qXbL_" + Random30 + Random30[..29] },
        { "detect-gitlab-token", "glp" + "at-x7Kq_mZ2pT9vW4bN8sLd" },
        { "detect-slack-token", "xox" + "b-123456789012-1234567890123-aB3dE5gH7jK9mN1pQ3sT5vW7" },
        { "detect-npm-token", "npm_" + Random30 + "0mLq17" },
    };

    [Theory(Timeout = 10_000)]
    [MemberData(nameof(Tokens))]
    public async Task A_token_is_an_error_where_it_stands_and_its_text_appears_nowhere(string rule, string token)
    {
        var seen = await Examinations.SecretsOf("a.txt", $"é\nkey = \"{token}\"\n");
        var finding = Assert.Single(seen.Findings);
        Assert.Equal(("secrets", rule, Severity.Error, 2, 8, 8 + token.Length), (finding.Tool, finding.Rule, finding.Severity, finding.Line, finding.Column, finding.EndColumn));
        Assert.DoesNotContain(token[^12..], finding.ToString() + seen, StringComparison.Ordinal);
    }

    [Theory(Timeout = 10_000)]
    [InlineData("aws_secret_access_key = ")]
    [InlineData("export AWS_SECRET_ACCESS_KEY='")]
    [InlineData("\"SecretAccessKey\": \"")]
    [InlineData("secretAccessKey: ")]
    public async Task A_secret_access_key_is_known_by_the_name_before_it(string before)
    {
        var finding = Assert.Single((await Examinations.SecretsOf("a", before + Random40 + "\n")).Findings);
        Assert.Equal(("detect-aws-credentials", before.Length + 1), (finding.Rule, finding.Column));
    }

    public static TheoryData<string> Harmless =>
    [
        "AKI" + "AIOSFODNN7EXAMPLE", "AKI" + "AXXXXXXXXXXXXXXXX", "MAKI" + "AQ3EGRDW7LKPN2ZTV", "AKI" + "AQ3EGRDW7LKPN2ZTVX",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = " + new string('x', 40), "aws_secret_access_key = os.environ['x']",
        "ghp_" + Random30 + "0mLq18", "ghp_" + new string('x', 36), "ghp_" + Random30, "xghp_" + Random30 + "0mLq17",
        "npm_config_registry", "npm_" + new string('0', 36), "glp" + "at-XXXXXXXXXXXXXXXXXXXX", "glp" + "at-aB3dE5", "xox" + "b-your-token-here",
        "xox" + "b-123456789012-1234567890123-xxxxxxxxxxxxxxxxxxxxxxxx",
    ];

    [Theory(Timeout = 10_000)]
    [MemberData(nameof(Harmless))]
    public async Task Examples_placeholders_and_wrong_checksums_are_no_findings(string text) => Assert.Empty((await Examinations.SecretsOf("a", text)).Findings);

    [Fact]
    public void Where_a_token_may_begin_is_found_at_every_offset()
    {
        foreach (var form in TokenForms.All)
        {
            for (var offset = 0; offset < 80; offset++)
            {
                var text = Encoding.ASCII.GetBytes(new string('.', offset) + Encoding.ASCII.GetString(form.Prefix) + "p_" + new string('.', 40));
                Assert.Equal(offset, TokenBeginnings.Next(text, 0));
            }
        }
    }

    [Fact(Timeout = 10_000)]
    public async Task Copies_of_other_peoples_code_are_left_out()
    {
        Assert.Empty((await Examinations.SecretsOf("vendor/x/a.go", "ghp_" + Random30 + "0mLq17")).Findings);
        Assert.Single((await Examinations.SecretsOf("dist/a.js", "ghp_" + Random30 + "0mLq17")).Findings);
    }

    [Fact(Timeout = 10_000)]
    public async Task Beginnings_of_tokens_one_behind_the_other_take_linear_time()
    {
        var seen = await Examinations.SecretsOf("a.txt", string.Concat(Enumerable.Repeat("glp" + "at-", 400_000)));

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.Findings.Length));
    }

    [Fact(Timeout = 10_000)]
    public async Task The_longest_routable_token_is_found()
    {
        var token = "glp" + "at-" + string.Concat(Enumerable.Repeat(Random30, 10)) + ".0w1a2b3c4";

        Assert.Single((await Examinations.SecretsOf("a.txt", token)).Findings);
    }
}
