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

    private const string Hidden = "Zq8vT2nLk4wXc9Rb7Yp3";

    public static TheoryData<string, string> Holders => new()
    {
        { "ConnectionStrings__Default", "Server=db.internal;Database=shop;User Id=sa;Password=" + Hidden + ";Encrypt=true" },
        { "AZURE_STORAGE_CONNECTION_STRING", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + Hidden + ";EndpointSuffix=core.windows.net" },
        { "VSS_NUGET_EXTERNAL_FEED_ENDPOINTS", """{"endpointCredentials": [{"endpoint":"https://pkgs.dev.azure.com/x", "username":"vsts", "password":"HIDDEN"}]}""".Replace("HIDDEN", Hidden, StringComparison.Ordinal) },
        { "SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T0000AAAA/B0000BBBB/" + Hidden },
        { "MYSQL_PWD", Hidden },
        { "DB_PASS", Hidden },
        { "SSHPASS", Hidden },
        { "KEYSTORE_PW", Hidden },
        { "LDAP_BIND_PW", Hidden },
        { "BASIC_AUTH", "somebody:" + Hidden },
        { "NETRC", "machine github.com login somebody password " + Hidden },
        { "OTP_SEED", Hidden },
        { "CERT_P12_BASE64", Hidden },
        { "CURL_HEADER", "Authorization: Bearer " + Hidden },
        { "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20" + Hidden },
        { "SNYK_API", "d9cbf0e8-5ba1-469f-a165-aabbccddeeff" },
        { "MAVEN_ARGS", "-B -Drepository.password=" + Hidden + " verify" },
        { "TWINE_OPTIONS", "--username x --password " + Hidden },
        { "DOTENV", "A=1\nSERVICE_API_KEY=\"" + Hidden + "\"\nB=2" },
        { "SETTINGS", """[{"nested": "{\"client_secret\": \"HIDDEN\"}"}]""".Replace("HIDDEN", Hidden, StringComparison.Ordinal) },
        { "DOCKER_AUTH_CONFIG", """{"auths":{"registry.example.org":{"auth":"BASE64"}}}""".Replace("BASE64", Convert.ToBase64String(Encoding.UTF8.GetBytes("robot:" + Hidden)), StringComparison.Ordinal) },
        { "PG_DSN", "host=db user=x password='" + Hidden + "' dbname=y" },
        { "UPSTREAM", "redis://:" + Hidden + "@cache:6379/0" },
        { "CALLBACK", "https://example.org/hook?id=7&access_token=" + Hidden + "&x=1" },
    };

    [Theory]
    [MemberData(nameof(Holders))]
    public void A_secret_inside_a_value_is_covered_whatever_holds_it(string name, string value)
    {
        var secret = value.Contains(Hidden, StringComparison.Ordinal) || name == "DOCKER_AUTH_CONFIG" ? Hidden : value;

        Assert.Equal("it is ***, he said", Knowing(name, value).Text($"it is {secret}, he said"));
        Assert.DoesNotContain(secret, Knowing(name, value).Text($"{name}={value}"), StringComparison.Ordinal);
    }

    // As runners of continuous integration and desktops set them.
    private static readonly Dictionary<string, string> Ordinary = new(StringComparer.Ordinal)
    {
        ["PATH"] = "/home/runner/.local/bin:/usr/local/sbin:/usr/bin",
        ["HOME"] = "/home/runner",
        ["PWD"] = "/builds/group/shop",
        ["OLDPWD"] = "/builds/group",
        ["GITHUB_SHA"] = "ffac537e6cbbf934b08745a378932722df287a53",
        ["GITHUB_REPOSITORY"] = "octo-org/octo-repo",
        ["GITHUB_REF"] = "refs/heads/feature-branch-1",
        ["GITHUB_RUN_ID"] = "1658821493",
        ["GITHUB_WORKSPACE"] = "/builds/group/shop",
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_ACTOR"] = "octocat-12345678",
        ["GITHUB_WORKFLOW_REF"] = "octo-org/octo-repo/.github/workflows/ci.yml@refs/heads/main",
        ["GITHUB_EVENT_PATH"] = "/home/runner/temp/_github_workflow/event.json",
        ["RUNNER_TOOL_CACHE"] = "/opt/hostedtoolcache",
        ["RUNNER_NAME"] = "GitHub Actions 1000000012",
        ["ImageVersion"] = "20261130.1.0",
        ["JAVA_HOME_17_X64"] = "/usr/lib/jvm/temurin-17-jdk-amd64",
        ["LS_COLORS"] = "rs=0:di=01;34:ln=01;36:*.tar=01;31:*.key=00;33:*.pem=01;32",
        ["SSH_AUTH_SOCK"] = "/tmp/ssh-XXXXXXaB3dE5/agent.1234",
        ["KEY_COUNT"] = "12345678",
        ["npm_config_user_agent"] = "npm/10.9.2 node/v22.12.0 linux x64 workspaces/false",
        ["OTP_VERSION"] = "27.1.2.3",
        ["GITLAB_FEATURES"] = "audit_events,blocked_issues,push_rules,group_webhooks,service_desk",
        ["CI_API_V4_URL"] = "https://gitlab.example.org/api/v4",
        ["CI_COMMIT_MESSAGE"] = "fix: the password: it is asked twice",
        ["CI_JOB_IMAGE"] = "registry.example.org/group/image:1.2.3",
        ["DOTNET_ROOT"] = "/usr/share/dotnet",
        ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/run/user/1000/bus",
        ["PYTHONHASHSEED"] = "12345678",
        ["BYPASS_CHECKS"] = "formatting-and-lint",
        ["GIT_AUTHOR_EMAIL"] = "octocat@users.noreply.github.com",
        ["API_BASE"] = "https://api.example.org/v1/",
        ["HOSTNAME"] = "build-agent-17",
        ["LESSKEY"] = "/etc/lesskey",
    };

    [Fact]
    public void Ordinary_variables_and_the_words_of_ordinary_output_stay_readable()
    {
        var redactor = Redactor.Of(Ordinary);

        Assert.All(Ordinary, pair => Assert.Equal($"{pair.Key}={pair.Value}", redactor.Text($"{pair.Key}={pair.Value}")));
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

        Assert.Equal("<***>", Knowing("BIG_SECRET", value).Text($"<{value}>"));
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
