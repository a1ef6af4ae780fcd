using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;

namespace Unfazed.Core.Tests.Configuration.Loading;

public sealed class ServiceTests : IDisposable
{
    private const string OfUser = "services: { prometheus: { pushgateway: 'http://mine:9091' } }\n";

    private readonly LoadedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_repository_that_nobody_trusts_neither_adds_replaces_nor_removes_a_service()
    {
        _folder.WriteUser(OfUser);
        _folder.Write("unfazed.yaml", "services: { prometheus: null, questdb: { url: 'http://theirs:9000' } }\nservices_budget: 1h\n");

        var configuration = _folder.LoadRight();

        Assert.Equal("http://mine:9091", Assert.Single(configuration.Services).Pushgateway!.Value.Value.ToString());
        Assert.Equal(TimeSpan.FromSeconds(2), configuration.ServicesBudget.Value);
        Assert.Equal(TrustState.Untrusted, configuration.Trust);
        Assert.Equal<string>(["services.prometheus", "services.questdb", "services_budget"], configuration.Withheld);
    }

    [Fact]
    public void What_a_repository_extends_is_the_repositorys()
    {
        _folder.Write("../shared.yaml", "services: { questdb: { url: 'http://theirs:9000' } }\n");
        _folder.Write("unfazed.yaml", "extends: ../shared.yaml\n");

        Assert.Equal<string>(["services.questdb"], _folder.LoadRight().Withheld);
    }

    [Fact]
    public void A_trusted_repository_counts_and_beats_the_users_file()
    {
        _folder.WriteUser(OfUser);
        _folder.Write("unfazed.yaml", "services: { prometheus: { pushgateway: 'http://theirs:9091' }, db: {} }\nservices_budget: 0s\n");

        var configuration = _folder.Load(static _ => TrustState.Trusted).Configuration!;

        Assert.Equal("http://theirs:9091", configuration.FindService("prometheus")!.Pushgateway!.Value.Value.ToString());
        Assert.False(configuration.FindService("db")!.IsTold);
        Assert.Equal((TimeSpan.Zero, TrustState.Trusted), (configuration.ServicesBudget.Value, configuration.Trust));
        Assert.Empty(configuration.Withheld);
    }

    [Theory]
    [InlineData("project: shop\n")]
    [InlineData("resilience: { breakers: { prometheus: { fail_max: 1 } } }\n")]
    [InlineData("checks: { a: { run: x, service: prometheus } }\n")]
    public void What_only_services_of_the_user_would_notice_counts_here_and_can_be_trusted(string content)
    {
        _folder.WriteUser(OfUser);
        _folder.Write("unfazed.yaml", content);

        var configuration = _folder.Load(static _ => TrustState.Untrusted).Configuration!;

        Assert.Equal(TrustState.Untrusted, configuration.Trust);
        Assert.Empty(configuration.Withheld);
        Assert.Equal(TrustState.Trusted, _folder.Load(static _ => TrustState.Trusted).Configuration!.Trust);
    }

    [Fact]
    public void A_relative_home_names_no_file_of_the_user()
    {
        _folder.WriteUser(OfUser);
        _folder.Variables["HOME"] = Path.GetRelativePath(Path.GetFullPath("."), _folder.Variables["HOME"]);

        Assert.Empty(_folder.Load(static _ => TrustState.Untrusted).Configuration!.Services);
    }

    [Fact]
    public void Nobody_is_asked_about_a_repository_that_asks_for_nothing()
    {
        _folder.WriteUser(OfUser);
        _folder.Write("unfazed.yaml", "deadline: 1m\n");

        var configuration = _folder.Load(static _ => throw new InvalidOperationException()).Configuration!;

        Assert.Equal(TrustState.NotNeeded, configuration.Trust);
        Assert.Single(configuration.Services);
    }

    [Fact]
    public void Variables_count_without_trust()
    {
        _folder.Variables["UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY"] = "http://env:9091";
        _folder.Variables["UNFAZED_SERVICES_PROMETHEUS_TEXTFILE"] = "/var/lib/x.prom";
        _folder.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = "http://env:9000";
        _folder.Variables["UNFAZED_SERVICES_BUDGET"] = "1s";
        _folder.WriteUser(OfUser);

        var configuration = _folder.LoadRight();

        var prometheus = configuration.FindService("prometheus")!;
        Assert.Equal(("http://env:9091", "/var/lib/x.prom"), (prometheus.Pushgateway!.Value.Value.ToString(), prometheus.Textfile!.Value.Value));
        Assert.Equal("http://env:9000", configuration.FindService("questdb")!.Url!.Value.Value.ToString());
        Assert.Equal("UNFAZED_SERVICES_BUDGET", configuration.ServicesBudget.Source.ToString());
    }

    [Fact]
    public void Project_branch_and_labels_can_be_set_by_variables_and_a_strangers_labels_do_not_count()
    {
        _folder.WriteUser("labels: { team: payments }\n");
        _folder.Write("unfazed.yaml", "labels: { team: theirs, site: theirs }\n");
        var file = _folder.LoadRight();

        Assert.Equal([KeyValuePair.Create("team", "payments")], file.Labels.Value);
        Assert.Equal<string>(["labels"], file.Withheld);

        _folder.Variables["UNFAZED_PROJECT"] = "acme/shop";
        _folder.Variables["UNFAZED_BRANCH"] = "main";
        _folder.Variables["UNFAZED_LABELS"] = "team=till, site=eu=1";
        var configuration = _folder.LoadRight();

        Assert.Equal(("acme/shop", "main"), (configuration.Project.Value, configuration.Branch.Value));
        Assert.Equal([("site", "eu=1"), ("team", "till")], configuration.Labels.Value.Select(static pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(["labels.site", "labels.team", "options.branch", "project"], ConfigurationListing.Of(configuration).Where(static entry => entry.Source.Origin == SettingOrigin.Environment).Select(static entry => entry.Path).Order());
    }

    [Theory]
    [InlineData("1st=x", "cannot be a label's name")]
    [InlineData("__a=x", "cannot be a label's name")]
    [InlineData("branch=x", "is a label or column that every run has")]
    [InlineData("team", "is not NAME=VALUE")]
    public void A_label_that_would_break_a_message_is_refused(string labels, string problem)
    {
        _folder.Variables["UNFAZED_LABELS"] = labels;

        Assert.Contains(problem, Assert.Single(_folder.Load().Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services: { prometheus: {} }", "needs \"pushgateway\" or \"textfile\"")]
    [InlineData("services: { questdb: {} }", "needs \"url\"")]
    [InlineData("services: { prometheus: { url: 'http://x' } }", "\"url\" has no place here")]
    [InlineData("services: { questdb: { url: 'http://x', textfile: /x.prom } }", "\"textfile\" has no place here")]
    [InlineData("services: { prometheus: { textfile: x.prom } }", "not an absolute path")]
    [InlineData("services: { prometheus: { textfile: /x.txt } }", "ends in .prom")]
    [InlineData("services: { mcp: {} }", "mcp needs \"run\"")]
    [InlineData("agents: { max_per_run: 0 }", "is not a number of agents: 1 to 20")]
    [InlineData("services: { prometheus: { textfile: /x.prom, token: s3cret } }", "\"token\" has no place here")]
    [InlineData("services: { db: { url: 'http://x', headers: { X: s3cret } } }", "\"headers\" has no place here")]
    [InlineData("services: { mcp: { run: x, proxy: 'http://x' } }", "\"proxy\" has no place here")]
    [InlineData("services: { questdb: { url: 'http://x', per_check: false } }", "\"per_check\" has no place here")]
    [InlineData("services: { db: { branches: main } }", "\"branches\" has no place here")]
    [InlineData("services: { questdb: { url: 'http://x', branches: [] } }", "an empty list says nothing")]
    [InlineData("services: { questdb: { url: 'http://x', token: s3cret, token_file: /t } }", "exclude each other")]
    [InlineData("services: { questdb: { url: 'http://ann:s3cret@x', token: s3cret } }", "exclude each other")]
    [InlineData("services: { questdb: { url: 'http://x', token: s3cret, headers: { authorization: s3cret } } }", "excludes a token")]
    [InlineData("services: { questdb: { url: 'http://ann:s3cret@x', password_file: /p } }", "needs an address with a user and without a password")]
    [InlineData("services: { questdb: { url: 'http://x', token_file: t } }", "not an absolute path")]
    [InlineData("services: { questdb: { url: 'http://x', token: 's3cret s3cret' } }", "not a token")]
    [InlineData("services: { questdb: { url: 'http://x', headers: { Host: x } } }", "is written by Unfazed itself")]
    [InlineData("services: { questdb: { url: 'http://x', headers: { 'a b': x } } }", "cannot be the name of a header")]
    [InlineData("services: { questdb: { url: 'http://x', headers: { X: \"s3cret\\r\\nY: 1\" } } }", "not the value of a header")]
    [InlineData("services: { questdb: { url: 'x://ann:s3cret@host' } }", "not an http or https address")]
    public void A_mistake_is_said_where_it_stands_also_in_a_repository_that_is_not_trusted(string yaml, string said)
    {
        _folder.Write("unfazed.yaml", yaml);
        _folder.WriteUser(yaml);

        var errors = _folder.LoadErrors();

        Assert.All(errors, error => Assert.Contains(said, error, StringComparison.Ordinal));
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("s3cret", string.Join('\n', errors), StringComparison.Ordinal);
    }

    [Fact]
    public void The_listing_shows_no_credentials()
    {
        _folder.WriteUser("services: { questdb: { url: 'https://ann:s3cret@host:9000/write?token=s3cret' } }\n");

        var shown = ConfigurationListing.Of(_folder.LoadRight()).Where(static entry => entry.Path == "services.questdb.url").Select(static entry => entry.Value);

        Assert.Equal(["https://***@host:9000/write?…"], shown);
    }

    [Fact]
    public void The_listing_shows_no_token_and_no_header()
    {
        _folder.WriteUser("services: { questdb: { url: 'https://host', token: s3cret, headers: { X-Key: s3cret }, proxy: 'http://ann:s3cret@proxy' } }\n");

        var shown = ConfigurationListing.Of(_folder.LoadRight()).Where(static entry => entry.Path.StartsWith("services.", StringComparison.Ordinal)).Select(static entry => $"{entry.Path}={entry.Value}");

        Assert.Equal(["services.questdb.url=https://host", "services.questdb.token=***", "services.questdb.headers.X-Key=***", "services.questdb.proxy=http://***@proxy"], shown);
    }

    [Theory]
    [InlineData("services: { questdb: { url: 'http://theirs' } }\n")]
    [InlineData("services: { questdb: { proxy: 'http://theirs' } }\n")]
    public void A_trusted_repository_does_not_get_the_users_token_sent_to_its_address_or_proxy(string content)
    {
        _folder.WriteUser("services: { questdb: { url: 'http://mine', token: s3cret, headers: { X-Key: s3cret } } }\n");
        _folder.Write("unfazed.yaml", content);

        var access = _folder.Load(static _ => TrustState.Trusted).Configuration!.FindService("questdb")!.Access;

        Assert.Equal((null, null), (access.Token, access.Headers));
    }

    [Fact]
    public void A_token_of_a_variable_is_sent_to_the_address_of_a_trusted_repository_and_replaces_a_file()
    {
        _folder.Variables["UNFAZED_SERVICES_QUESTDB_TOKEN"] = "t0ken";
        _folder.Variables["UNFAZED_SERVICES_PROMETHEUS_PASSWORD_FILE"] = "/run/secrets/gateway";
        _folder.WriteUser("services: { prometheus: { pushgateway: 'http://ann@mine:9091' } }\n");
        _folder.Write("unfazed.yaml", "services: { questdb: { url: 'http://theirs', token_file: /run/secrets/questdb } }\n");

        var configuration = _folder.Load(static _ => TrustState.Trusted).Configuration!;

        var access = configuration.FindService("questdb")!.Access;
        Assert.Equal(("t0ken", null), (access.Token?.Value, access.TokenFile));
        Assert.Equal("/run/secrets/gateway", configuration.FindService("prometheus")!.Access.PasswordFile?.Value);
    }
}
