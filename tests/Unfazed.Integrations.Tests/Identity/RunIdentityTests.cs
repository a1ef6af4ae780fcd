using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Identity;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Identity;

public sealed class RunIdentityTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly TestRepository _repository = new();

    public RunIdentityTests() => _repository.Commit();

    public void Dispose() => _repository.Dispose();

    [Fact(Timeout = Limit)]
    public async Task The_repositorys_address_names_the_project_whatever_its_folder_is_called()
    {
        _repository.Git("remote", "add", "origin", "git@github.com:acme/shop.git");

        Assert.Equal(new RunIdentity("acme/shop", "main"), await ReadAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_root_below_the_top_is_a_project_of_its_own()
    {
        _repository.Git("remote", "add", "origin", "git@github.com:acme/shop.git");

        Assert.Equal("acme/shop/web/app", (await ReadAsync(_repository.Folder.MakeFolder("web/app"))).Project);
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_remote_the_build_server_or_else_the_folder_names_it()
    {
        Assert.Equal(Path.GetFileName(_repository.Path), (await ReadAsync()).Project);
        Assert.Equal("acme/shop", (await ReadAsync(variables: ("CI_PROJECT_PATH", "acme/shop"))).Project);
    }

    [Theory(Timeout = Limit)]
    [InlineData("refs/heads/main", "acme/shop", "main")]
    [InlineData("refs/pull/7/merge", "acme/shop", "pr-7")]
    [InlineData("refs/heads/main", "acme/infrastructure", "none")]
    public async Task Where_a_commit_is_checked_out_the_build_server_names_the_branch_of_its_own_repository(string reference, string repository, string branch)
    {
        _repository.Git("remote", "add", "origin", "https://github.com/acme/shop");
        _repository.Git("checkout", "--quiet", "--detach");

        Assert.Equal(branch, (await ReadAsync(variables: [("GITHUB_REF", reference), ("GITHUB_REPOSITORY", repository)])).Branch);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pull_request_from_a_forks_main_is_not_main_although_git_says_so()
    {
        Assert.Equal("pr-7", (await ReadAsync(variables: [("GITHUB_REF", "refs/pull/7/merge"), ("GITHUB_HEAD_REF", "main")])).Branch);
    }

    [Fact(Timeout = Limit)]
    public async Task A_branch_that_the_job_has_switched_to_beats_the_one_that_it_was_started_for()
    {
        _repository.Git("switch", "--quiet", "--create", "release-1");

        Assert.Equal("release-1", (await ReadAsync(variables: ("GITHUB_REF", "refs/heads/main"))).Branch);
    }

    [Fact(Timeout = Limit)]
    public async Task The_users_own_words_beat_all_and_an_untrusted_repositorys_do_not()
    {
        _repository.Git("remote", "add", "origin", "https://github.com/acme/shop");
        var user = new UnfazedConfiguration
        {
            Project = new Setting<string?>("till", new SettingSource(SettingOrigin.Environment, "UNFAZED_PROJECT")),
            Branch = new Setting<string?>("trunk", new SettingSource(SettingOrigin.Environment, "UNFAZED_BRANCH")),
        };
        var stranger = new UnfazedConfiguration { Project = new Setting<string?>("bank", new SettingSource(SettingOrigin.ProjectFile, "unfazed.yaml")), Trust = TrustState.Untrusted };

        Assert.Equal(new RunIdentity("till", "trunk"), await ReadAsync(configuration: user, variables: ("GITHUB_REF", "refs/pull/7/merge")));
        Assert.Equal("acme/shop", (await ReadAsync(configuration: stranger)).Project);
        Assert.Equal("bank", (await ReadAsync(configuration: stranger with { Trust = TrustState.Trusted })).Project);
    }

    [Fact(Timeout = Limit)]
    public async Task Outside_of_a_repository_there_is_a_project_and_no_branch()
    {
        using var folder = new TemporaryDirectory();

        Assert.Equal(new RunIdentity("shop", "none"), await ReadAsync(folder.MakeFolder("shop")));
    }

    private Task<RunIdentity> ReadAsync(string? root = null, UnfazedConfiguration? configuration = null, params (string Name, string Value)[] variables)
    {
        var environment = new ProcessEnvironment(
            TestRepository.Variables.ToImmutableDictionary().Add("PATH", "/usr/bin:/bin").AddRange(variables.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))), "/");
        return new RunIdentityReader(new ProcessRunner(environment, TimeProvider.System), root ?? _repository.Path).ReadAsync(configuration ?? new UnfazedConfiguration());
    }
}
