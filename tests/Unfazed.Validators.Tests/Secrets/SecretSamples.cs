using System.Text;

namespace Unfazed.Validators.Tests.Secrets;

/// <summary>Made-up secrets of every form, the same in each run. They are put together here: this file is scanned too.</summary>
internal static class SecretSamples
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Hexadecimal = "0123456789abcdef";
    private static readonly string Upper = Lower.ToUpperInvariant();
    private static readonly string Alphanumeric = Upper + Lower + Digits;
    private static readonly string UrlSafe = Alphanumeric + "-_";
    private static readonly string Standard = Alphanumeric + "+/";

    /// <summary>A JSON web token.</summary>
    public static string Token(string claims) => $"{Encode("{\"alg\":\"RS256\"}")}.{Encode(claims)}.{Of(UrlSafe, 86)}";

    /// <summary>A rule and a text that it must find, as the secret alone or with what stands before and behind it.</summary>
    public static IReadOnlyList<(string Rule, string Before, string Secret, string Behind)> All { get; } =
    [
        Alone("detect-aws-credentials", "AKI" + "A" + Of(Upper + "234567", 16)),
        Alone("detect-aws-credentials", "ASI" + "A" + Of(Upper + "234567", 16)),
        Alone("detect-aws-credentials", "ABI" + "A" + Of(Upper + "234567", 16)),
        Alone("detect-aws-credentials", "ACC" + "A" + Of(Upper + "234567", 16)),
        ("detect-aws-credentials", "aws_secret_access_key = ", Of(Standard, 40), ""),
        ("detect-aws-credentials", "AWS_SECRET_ACCESS_KEY=", Of(Standard, 40), ""),
        Alone("detect-aws-credentials", "IQoJ" + "b3JpZ2lu" + Of(Standard, 200)),
        Alone("detect-aws-credentials", "FwoG" + "ZXIvYXdz" + Of(Standard, 200)),
        Alone("detect-aws-credentials", "ABSK" + "QmVkcm9ja0FQSUtleS" + Of(Standard, 100)),
        Alone("detect-github-token", "ghp" + "_" + Checksummed()),
        Alone("detect-github-token", "gho" + "_" + Checksummed()),
        Alone("detect-github-token", "ghu" + "_" + Checksummed()),
        Alone("detect-github-token", "ghs" + "_" + Checksummed()),
        Alone("detect-github-token", "ghu" + "_123456_" + Token("{\"iss\":\"x\"}")),
        Alone("detect-github-token", "ghs" + "_123456_" + Token("{\"iss\":\"x\"}")),
        Alone("detect-github-token", "ghr" + "_" + Of(Alphanumeric, 76)),
        Alone("detect-github-token", "github" + "_pat_" + Of(Alphanumeric, 22) + "_" + Of(Alphanumeric, 59)),
        Alone("detect-npm-token", "npm" + "_" + Checksummed()),
        ("detect-npm-token", "//packages.company.io/:_auth" + "Token=", $"{Of(Hexadecimal, 8)}-{Of(Hexadecimal, 4)}-4{Of(Hexadecimal, 3)}-a{Of(Hexadecimal, 3)}-{Of(Hexadecimal, 12)}", ""),
        .. ((string[])["glp" + "at-", "glr" + "t-", "gld" + "t-", "glf" + "t-", "glso" + "at-", "glff" + "ct-", "GR13" + "48941"]).Select(prefix => Alone("detect-gitlab-token", prefix + Of(UrlSafe, 20))),
        Alone("detect-gitlab-token", "glp" + "at-" + Of(UrlSafe, 40) + ".01" + Of(Digits + Lower, 7)),
        Alone("detect-gitlab-token", "glpt" + "t-" + Of(Hexadecimal, 40)),
        Alone("detect-gitlab-token", "glcb" + "t-6a_" + Of(UrlSafe, 20)),
        Alone("detect-gitlab-token", "glim" + "t-" + Of(UrlSafe, 25)),
        Alone("detect-gitlab-token", "glag" + "ent-" + Of(UrlSafe, 50)),
        Alone("detect-gitlab-token", "gloa" + "s-" + Of(UrlSafe, 64)),
        Alone("detect-pypi-token", "pypi-" + "AgEIcHlwaS5vcmc" + Of(UrlSafe, 150)),
        Alone("detect-pypi-token", "pypi-" + "AgENdGVzdC5weXBpLm9yZw" + Of(UrlSafe, 150)),
        Alone("detect-rubygems-key", "rubygems" + "_" + Of(Hexadecimal, 48)),
        Alone("detect-nuget-key", "oy" + "2" + Of(Lower + Digits, 43)),
        Alone("detect-cargo-token", "ci" + "o" + Of(Alphanumeric, 32)),
        Alone("detect-artifactory-key", "AKC" + "p" + Of(Alphanumeric, 69)),
        Alone("detect-docker-token", "dckr" + "_pat_" + Of(UrlSafe, 27)),
        Alone("detect-docker-token", "dckr" + "_oat_" + Of(UrlSafe, 32)),
        ("detect-docker-token", "{\"auths\":{\"registry.io\":{\"auth\": \"", Convert.ToBase64String(Encoding.ASCII.GetBytes("robot:" + Of(Alphanumeric, 20))), "\"}}}"),
        .. ((string[])["b", "p", "a", "r", "s", "o", "c"]).Select(kind => Alone("detect-slack-token", $"xo{"x"}{kind}-123456789012-1234567890123-{Of(Alphanumeric, 24)}")),
        Alone("detect-slack-token", "xox" + "s-123456789-123456789-123456789-" + Of(Hexadecimal, 10)),
        Alone("detect-slack-token", "xox" + "a-2-511111111-31111111111-3111111111111-" + Of(Hexadecimal, 32)),
        Alone("detect-slack-token", "xox" + "d-" + Of(Alphanumeric, 100) + "%2F" + Of(Alphanumeric, 20)),
        Alone("detect-slack-token", "xox" + "e-1-" + Of(Alphanumeric, 146)),
        Alone("detect-slack-token", "xox" + "e.xoxp-1-" + Of(Alphanumeric, 163)),
        Alone("detect-slack-token", "xox" + "e.xoxb-1-" + Of(Alphanumeric, 163)),
        Alone("detect-slack-token", "xap" + "p-1-A0" + Of(Upper + Digits, 9) + "-1234567890123-" + Of(Hexadecimal, 64)),
        ("detect-slack-token", "https://", $"hooks.slack.com/ser{"vices"}/T{Of(Upper + Digits, 10)}/B{Of(Upper + Digits, 10)}/{Of(Alphanumeric, 24)}", ""),
        ("detect-slack-token", "https://", $"hooks.slack.com/work{"flows"}/T{Of(Upper + Digits, 10)}/A{Of(Upper + Digits, 10)}/123456789012345678/{Of(Alphanumeric, 24)}", ""),
        ("detect-slack-token", "https://", $"hooks.slack.com/trig{"gers"}/T{Of(Upper + Digits, 10)}/1234567890123/{Of(Lower + Digits, 8)}{Of(Alphanumeric, 24)}", ""),
        ("detect-discord-token", "https://", $"discord.com/api/web{"hooks"}/123456789012345678/{Of(UrlSafe, 68)}", ""),
        ("detect-discord-token", "https://", $"discordapp.com/api/web{"hooks"}/123456789012345678/{Of(UrlSafe, 68)}", ""),
        ("detect-teams-webhook", "https://company", $".webhook.office.com/web{"hookb2"}/{Guid.Empty}@{Guid.Empty}/IncomingWebhook/{Of(Hexadecimal, 32)}", $"/{Guid.Empty}"),
        Alone("detect-telegram-token", "123456789:A" + "A" + Of(UrlSafe, 33)),
        Alone("detect-openai-key", "sk" + "-" + Of(Alphanumeric, 20) + "T3Blbk" + "FJ" + Of(Alphanumeric, 20)),
        Alone("detect-openai-key", "sk" + "-proj-" + Of(UrlSafe, 74) + "T3Blbk" + "FJ" + Of(UrlSafe, 74)),
        Alone("detect-anthropic-key", "sk" + "-ant-api03-" + Of(UrlSafe, 93) + "AA"),
        Alone("detect-huggingface-token", "hf" + "_" + Of(Upper + Lower, 34)),
        Alone("detect-huggingface-token", "api" + "_org_" + Of(Upper + Lower, 34)),
        Alone("detect-groq-key", "gsk" + "_" + Of(Alphanumeric, 52)),
        Alone("detect-xai-key", "xai" + "-" + Of(Alphanumeric, 80)),
        Alone("detect-replicate-token", "r8" + "_" + Of(Alphanumeric, 37)),
        Alone("detect-openrouter-key", "sk" + "-or-v1-" + Of(Hexadecimal, 64)),
        Alone("detect-perplexity-key", "pplx" + "-" + Of(Alphanumeric, 48)),
        Alone("detect-google-key", "AIz" + "a" + Of(UrlSafe, 35)),
        Alone("detect-google-key", "GOCS" + "PX-" + Of(UrlSafe, 28)),
        Alone("detect-google-key", "ya2" + "9." + Of(UrlSafe, 150)),
        Alone("detect-google-key", "1/" + "/0" + Of(UrlSafe, 100)),
        ("detect-azure-key", "DefaultEndpointsProtocol=https;AccountName=n;Account" + "Key=", Of(Standard, 86) + "==", ";EndpointSuffix=core.windows.net"),
        ("detect-azure-key", "Endpoint=sb://n.servicebus.windows.net/;SharedAccess" + "Key=", Of(Standard, 43) + "=", ""),
        Alone("detect-azure-key", Of(Alphanumeric, 3) + "7" + "Q~" + Of(Alphanumeric, 34)),
        Alone("detect-azure-key", Of(Alphanumeric, 3) + "8" + "Q~" + Of(Alphanumeric, 34)),
        Alone("detect-azure-key", Of(Alphanumeric, 76) + "AZ" + "DO" + Of(Alphanumeric, 4)),
        Alone("detect-stripe-key", "sk" + "_live_" + Of(Alphanumeric, 24)),
        Alone("detect-stripe-key", "rk" + "_live_" + Of(Alphanumeric, 99)),
        Alone("detect-stripe-key", "sk" + "_test_" + Of(Alphanumeric, 24)),
        Alone("detect-stripe-key", "rk" + "_test_" + Of(Alphanumeric, 24)),
        Alone("detect-stripe-key", "wh" + "sec_" + Of(Alphanumeric, 32)),
        .. ((string[])["shp" + "at_", "shp" + "ca_", "shp" + "pa_", "shp" + "ss_"]).Select(prefix => Alone("detect-shopify-token", prefix + Of(Hexadecimal, 32))),
        Alone("detect-square-token", "EAA" + "A" + Of(UrlSafe, 60)),
        Alone("detect-square-token", "sq0" + "csp-" + Of(UrlSafe, 43)),
        Alone("detect-braintree-token", "access_token$" + "production$" + Of(Lower + Digits, 16) + "$" + Of(Hexadecimal, 32)),
        Alone("detect-sendgrid-key", "SG" + "." + Of(UrlSafe, 22) + "." + Of(UrlSafe, 43)),
        Alone("detect-brevo-key", "xkey" + "sib-" + Of(Hexadecimal, 64) + "-" + Of(Alphanumeric, 16)),
        Alone("detect-mailchimp-key", Of(Hexadecimal, 32) + "-us" + "12"),
        .. ((string[])["dop" + "_v1_", "doo" + "_v1_", "dor" + "_v1_"]).Select(prefix => Alone("detect-digitalocean-token", prefix + Of(Hexadecimal, 64))),
        Alone("detect-databricks-token", "dap" + "i" + Of(Hexadecimal, 32)),
        Alone("detect-vault-token", "hv" + "s." + Of(UrlSafe, 95)),
        Alone("detect-vault-token", "hv" + "b." + Of(UrlSafe, 140)),
        Alone("detect-terraform-token", Of(Alphanumeric, 14) + ".atlas" + "v1." + Of(UrlSafe, 67)),
        Alone("detect-cloudflare-token", "v1.0" + "-" + Of(Hexadecimal, 24) + "-" + Of(Hexadecimal, 146)),
        .. ((string[])["cfu" + "t_", "cfa" + "t_", "cf" + "k_"]).Select(prefix => Alone("detect-cloudflare-token", prefix + Of(Alphanumeric, 40) + Of(Hexadecimal, 8))),
        Alone("detect-heroku-key", "HRKU" + "-AA" + Of(UrlSafe, 58)),
        Alone("detect-fly-token", "fo" + "1_" + Of(UrlSafe, 43)),
        Alone("detect-fly-token", "fm" + "2_" + Of(Standard, 400)),
        Alone("detect-netlify-token", "nf" + "p_" + Of(Alphanumeric, 36)),
        Alone("detect-supabase-token", "sb" + "p_" + Of(Hexadecimal, 40)),
        Alone("detect-planetscale-token", "pscale" + "_tkn_" + Of(UrlSafe, 43)),
        Alone("detect-planetscale-token", "pscale" + "_pw_" + Of(UrlSafe, 43)),
        Alone("detect-pulumi-token", "pu" + "l-" + Of(Hexadecimal, 40)),
        Alone("detect-doppler-token", "dp.p" + "t." + Of(Alphanumeric, 43)),
        Alone("detect-tailscale-key", "tskey" + "-auth-k" + Of(Alphanumeric, 10) + "CNTRL-" + Of(Alphanumeric, 32)),
        Alone("detect-1password-token", "ops" + "_eyJ" + Of(Standard, 400)),
        Alone("detect-age-key", "AGE-SECRET" + "-KEY-1" + Of(Upper + Digits, 58)),
        Alone("detect-grafana-token", "gls" + "a_" + Of(Alphanumeric, 32) + "_" + Of(Hexadecimal, 8)),
        Alone("detect-grafana-token", "glc" + "_eyJ" + Of(Standard, 120)),
        Alone("detect-sentry-token", "sntrys" + "_eyJ" + Of(Standard, 200)),
        Alone("detect-sentry-token", "sntryu" + "_" + Of(Hexadecimal, 64)),
        Alone("detect-newrelic-key", "NRA" + "K-" + Of(Upper + Digits, 27)),
        Alone("detect-dynatrace-token", "dt0c" + "01." + Of(Upper + Digits, 24) + "." + Of(Upper + Digits, 64)),
        Alone("detect-dynatrace-token", "dt0s" + "16." + Of(Upper + Digits, 8) + "." + Of(Upper + Digits, 64)),
        Alone("detect-atlassian-token", "ATATT3x" + "FfGF0" + Of(UrlSafe, 180) + "=" + Of(Digits + "ABCDEF", 8)),
        Alone("detect-atlassian-token", "ATB" + "B" + Of(Alphanumeric, 32)),
        Alone("detect-linear-key", "lin" + "_api_" + Of(Alphanumeric, 40)),
        Alone("detect-notion-token", "nt" + "n_" + Of(Alphanumeric, 46)),
        Alone("detect-figma-token", "fig" + "d_" + Of(UrlSafe, 40)),
        Alone("detect-postman-key", "PMA" + "K-" + Of(Hexadecimal, 24) + "-" + Of(Hexadecimal, 34)),
        Alone("detect-circleci-token", "CCIPA" + "T_" + Of(Alphanumeric, 22) + "_" + Of(Hexadecimal, 40)),
        ("detect-url-password", "postgres://app:", "x7Kq" + "9mZ2pTvW", "@db.company.io:5432/shop"),
        ("detect-url-password", "redis://:", "x7Kq" + "9mZ2pTvW%21", "@10.20.30.40/0"),
        ("detect-json-web-key", "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"a\", \"d\": \"", Of(UrlSafe, 43), "\"}"),
        Alone("detect-json-web-token", Token("{\"iss\":\"supabase\",\"role\":\"service_role\"}")),
        Alone("detect-json-web-token", Token("{\"iss\":\"kubernetes/serviceaccount\"}")),
        Alone("detect-json-web-token", $"{Encode("{\"typ\":\"JWT\"}")}.{Encode("{\"role\":\"service_role\"}")}.{Of(UrlSafe, 86)}"),
        Alone("detect-json-web-token", $"{Encode("{\"kid\":\"a\"}")}.{Encode("{\"iss\":\"kubernetes/serviceaccount\"}")}.{Of(UrlSafe, 86)}"),
        ("detect-private-key", "Private" + "Key = ", Of(Standard, 43) + "=", ""),
        ("detect-private-key", "<RSAKeyValue><P>a</P><" + "D>", Of(Standard, 170) + "==", "</D></RSAKeyValue>"),
        ("detect-private-key", "", "-----BEGIN " + "PRIVATE KEY", "-----\n" + Of(Alphanumeric, 64) + "\n"),
        ("detect-private-key", "", "-----BEGIN " + "OpenVPN Static key V1", "-----\n" + Of(Hexadecimal, 32) + "\n" + Of(Hexadecimal, 32) + "\n"),
        ("detect-private-key", "", "PuTTY-User-Key" + "-File-", "3: ssh-ed25519\nEncryption: none\nComment: c\nPublic-Lines: 2\n" + Of(Alphanumeric, 64) + "\n" + Of(Alphanumeric, 8) + "\nPrivate-Lines: 1\n" + Of(Alphanumeric, 48) + "\n"),
    ];

    /// <summary>So many characters of an alphabet.</summary>
    public static string Of(string alphabet, int length, int seed = 7) => new(new Random(HashCode(alphabet.Length, length, seed)).GetItems<char>(alphabet, length));

    private static int HashCode(int first, int second, int third) => (first * 7919) + (second * 104729) + third;

    private static (string Rule, string Before, string Secret, string Behind) Alone(string rule, string secret) => (rule, "", secret, "");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // Thirty random characters, and their checksum.
    private static string Checksummed() => "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17";
}
