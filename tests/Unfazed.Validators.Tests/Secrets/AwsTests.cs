using Unfazed.Core;
using Unfazed.Validators.Tests.TextFiles;

namespace Unfazed.Validators.Tests.Secrets;

public sealed class AwsTests
{
    private const string Secret = "Zt9/QkLx0vB3nR+yW7sHcE1mPfUj5dGa2oTiXw8K";
    private const string Id = "AKI" + "AQ3EGRDW7LKPN2ZTV";

    [Theory(Timeout = 120_000)]
    [InlineData("aws_secret_access_key = ", "")]
    [InlineData("export AWS_SECRET_ACCESS_KEY='", "'")]
    [InlineData("\"SecretAccessKey\": \"", "\"")]
    [InlineData("secretAccessKey: ", "")]
    [InlineData("          aws-secret-access-key: ", "")]
    [InlineData("os.environ[\"AWS_SECRET_ACCESS_KEY\"] = \"", "\"")]
    [InlineData("ENV['AWS_SECRET_ACCESS_KEY'] = '", "'")]
    [InlineData("config[\"AWS:SecretAccessKey\"] = \"", "\"")]
    [InlineData("AWS_SECRET_ACCESS_KEY=`", "`")]
    [InlineData("SecretAccessKey: aws.String(\"", "\"),")]
    [InlineData("b.setSecretAccessKey(\"", "\");")]
    [InlineData("os.environ.setdefault(\"AWS_SECRET_ACCESS_KEY\", \"", "\")")]
    [InlineData("{\"AWS_SECRET_ACCESS_KEY\":{\"value\":\"", "\"}}")]
    [InlineData("{\\\"AWS_SECRET_ACCESS_KEY\\\":\\\"", "\\\"}")]
    [InlineData("AWS_SECRET_ACCESS_KEY: !!str ", "")]
    [InlineData("AWS_SECRET_ACCESS_KEY: >-\n  ", "\n")]
    [InlineData("aws_secret_access_key                     = ", "")]
    [InlineData("secret_key = \"", "\"")]
    [InlineData("AWS_SECRET_KEY=", "")]
    [InlineData("AWSSecretKey=", "")]
    [InlineData("aws_secret = ", "")]
    [InlineData("cloud.aws.credentials.secretKey=", "")]
    [InlineData("| secret_access_key | ", " |")]
    [InlineData("<SecretAccessKey>", "</SecretAccessKey>")]
    [InlineData("$env:AWS_SECRET_ACCESS_KEY = \"", "\"")]
    [InlineData("ENV AWS_SECRET_ACCESS_KEY ", "")]
    public async Task A_secret_access_key_is_found_behind_its_name_in_every_usual_notation(string before, string behind)
    {
        var finding = Assert.Single((await Examinations.SecretsOf("a", before + Secret + behind + "\n")).Findings);

        Assert.Equal(("detect-aws-credentials", Severity.Error, before.Length - before.LastIndexOf('\n')), (finding.Rule, finding.Severity, finding.Column));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("\n")]
    [InlineData("\", \"")]
    [InlineData(",")]
    [InlineData("\n# the other one\nkey:\n  ")]
    public async Task A_secret_access_key_without_a_name_is_found_beside_its_id(string between)
    {
        var seen = await Examinations.SecretsOf("a", $"{Id}{between}{Secret}\n");

        Assert.Equal(2, seen.Findings.Length);
        Assert.All(seen.Findings, static finding => Assert.Equal(Severity.Error, finding.Severity));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_id_without_its_secret_is_a_warning() => Assert.Equal(Severity.Warning, Assert.Single((await Examinations.SecretsOf("a", $"id: {Id}\n")).Findings).Severity);
}
