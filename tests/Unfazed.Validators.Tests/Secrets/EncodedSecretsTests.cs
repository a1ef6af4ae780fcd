using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class EncodedSecretsTests
{
    private static readonly string Settings = $"A=1\nB={"AKI"}AQ3EGRDW7LKPN2ZTV\n";

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_secret_in_base64_is_found_where_its_digits_are(int times)
    {
        var text = Settings;
        for (var time = 0; time < times; time++)
        {
            text = Encode(text);
        }

        var finding = Assert.Single((await Examinations.SecretsOf("secret.yaml", $"data:\n  env: {text}\n")).Findings);
        Assert.Equal(("detect-aws-credentials", 2, 8, 8 + text.TrimEnd('=').Length), (finding.Rule, finding.Line, finding.Column!.Value, finding.EndColumn!.Value));
        Assert.Contains("base64", finding.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_value_without_anything_else_is_found() => Assert.Single((await Examinations.SecretsOf("a", $"  id: {Encode(Settings.Split('=')[2].Trim())}\n")).Findings);

    [Theory(Timeout = 120_000)]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n    ")]
    public async Task Digits_in_lines_are_one_value(string between)
    {
        var digits = Encode(new string('x', 100) + "\n" + Settings + new string('y', 100));
        var lines = string.Join(between, digits.Chunk(76).Select(static line => new string(line)));

        Assert.Equal(2, Assert.Single((await Examinations.SecretsOf("a", "k: |\n    " + lines)).Findings).Line);
    }

    [Fact(Timeout = 120_000)]
    public async Task Url_safe_digits_are_decoded_too() => Assert.Single((await Examinations.SecretsOf("a", Encode("??>>" + Settings).Replace('+', '-').Replace('/', '_'))).Findings);

    [Fact(Timeout = 120_000)]
    public async Task A_private_key_in_base64_is_found()
    {
        var finding = Assert.Single((await Examinations.SecretsOf("kubeconfig", "client-key-data: " + Encode(PrivateKeyTests.Rsa()))).Findings);

        Assert.Equal(("detect-private-key", Severity.Error, 18), (finding.Rule, finding.Severity, finding.Column!.Value));
    }

    [Fact(Timeout = 120_000)]
    public async Task Images_hashes_and_paths_are_no_findings() => Assert.Empty((await Examinations.SecretsOf(
        "a",
        $"data:image/png;base64,{Convert.ToBase64String(Enumerable.Range(0, 3000).Select(static value => (byte)(value * 37)).ToArray())}\n{SecretSamples.Of("0123456789abcdef", 4000)}\n{new string('A', 5000)}\ncom/company/product/web/controllers/AccountController/Login\n")).Findings);

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
