using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Integrations.Identity;

namespace Unfazed.Integrations.Tests.Identity;

/// <summary>What build servers say, in the variables that they document.</summary>
public sealed class BuildJobTests
{
    [Theory]
    [InlineData("GITHUB_REF=refs/heads/release/1 GITHUB_REF_NAME=release/1 GITHUB_REPOSITORY=acme/shop", "acme/shop", null, "release/1")]
    [InlineData("GITHUB_REF=refs/pull/7/merge GITHUB_REF_NAME=7/merge GITHUB_HEAD_REF=main GITHUB_BASE_REF=main", null, "7", null)]
    [InlineData("GITHUB_REF=refs/heads/main GITHUB_HEAD_REF=main", null, "main", null)]
    [InlineData("GITHUB_REF=refs/heads/gh-readonly-queue/main/pr-7-0a1b2c GITHUB_REPOSITORY=acme/shop", "acme/shop", "7", null)]
    [InlineData("GITHUB_REF=refs/tags/main GITHUB_REF_NAME=main", null, null, null)]
    [InlineData("CI_COMMIT_BRANCH=main CI_PROJECT_PATH=group/sub/shop", "group/sub/shop", null, "main")]
    [InlineData("CI_MERGE_REQUEST_IID=7 CI_COMMIT_REF_NAME=main CI_PROJECT_PATH=acme/shop", "acme/shop", "7", null)]
    [InlineData("CI_COMMIT_BRANCH=main CI_COMMIT_PULL_REQUEST=7 CI_REPO=acme/shop", "acme/shop", "7", null)]
    [InlineData("CI_COMMIT_BRANCH=main CI_REPO=acme/shop", "acme/shop", null, "main")]
    [InlineData("CI_COMMIT_TAG=v1 CI_COMMIT_REF_NAME=v1 CI_PROJECT_PATH=acme/shop", "acme/shop", null, null)]
    [InlineData("CIRCLE_BRANCH=main CIRCLE_REPOSITORY_URL=git@github.com:acme/shop.git CIRCLE_PULL_REQUEST=https://github.com/acme/shop/pull/7", "acme/shop", null, "main")]
    [InlineData("CIRCLE_BRANCH=pull/7 CIRCLE_PR_NUMBER=7", null, "7", null)]
    [InlineData("BUILD_SOURCEBRANCH=refs/heads/release/main BUILD_SOURCEBRANCHNAME=main BUILD_REPOSITORY_NAME=shop", "shop", null, "release/main")]
    [InlineData("BUILD_SOURCEBRANCH=refs/pull/7/merge BUILD_SOURCEBRANCHNAME=merge SYSTEM_PULLREQUEST_PULLREQUESTID=7", null, "7", null)]
    [InlineData("BUILD_SOURCEBRANCH=refs/pull/7/merge SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=7 SYSTEM_PULLREQUEST_PULLREQUESTID=123456", null, "7", null)]
    [InlineData("BITBUCKET_BRANCH=main BITBUCKET_REPO_FULL_NAME=acme/shop", "acme/shop", null, "main")]
    [InlineData("BITBUCKET_BRANCH=feature BITBUCKET_PR_ID=7", null, "7", null)]
    [InlineData("TRAVIS_BRANCH=main TRAVIS_PULL_REQUEST=false TRAVIS_REPO_SLUG=acme/shop", "acme/shop", null, "main")]
    [InlineData("TRAVIS_BRANCH=main TRAVIS_PULL_REQUEST=7", null, "7", null)]
    [InlineData("TRAVIS_BRANCH=v1 TRAVIS_TAG=v1 TRAVIS_PULL_REQUEST=false", null, null, null)]
    [InlineData("BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=false BUILDKITE_REPO=https://github.com/acme/shop.git", "acme/shop", null, "main")]
    [InlineData("BUILDKITE_BRANCH=ann:main BUILDKITE_PULL_REQUEST=7", null, "7", null)]
    [InlineData("DRONE_BRANCH=main DRONE_REPO=acme/shop", "acme/shop", null, "main")]
    [InlineData("DRONE_BRANCH=main DRONE_PULL_REQUEST=7", null, "7", null)]
    [InlineData("APPVEYOR_REPO_BRANCH=main APPVEYOR_REPO_NAME=acme/shop APPVEYOR_REPO_TAG=false", "acme/shop", null, "main")]
    [InlineData("APPVEYOR_REPO_BRANCH=main APPVEYOR_PULL_REQUEST_NUMBER=7", null, "7", null)]
    [InlineData("SEMAPHORE_GIT_BRANCH=main SEMAPHORE_GIT_REPO_SLUG=acme/shop", "acme/shop", null, "main")]
    [InlineData("GIT_BRANCH=origin/feature/x GIT_URL=https://github.com/acme/shop.git", "acme/shop", null, "feature/x")]
    [InlineData("BRANCH_NAME=PR-7 CHANGE_ID=7 CHANGE_BRANCH=main", null, "7", null)]
    [InlineData("BRANCH_NAME=main GIT_BRANCH=main GIT_URL=/srv/git/shop.git", "shop", null, "main")]
    [InlineData("GIT_BRANCH=detached", null, null, null)]
    [InlineData("BRANCH_NAME=refs/heads/main TEAMCITY_VERSION=2024.1", null, null, "main")]
    [InlineData("BRANCH_NAME=<default> TEAMCITY_VERSION=2024.1", null, null, null)]
    [InlineData("BRANCH_NAME=pull/7 TEAMCITY_VERSION=2024.1", null, "7", null)]
    [InlineData("BRANCH_NAME=2024", null, null, "2024")]
    public void A_build_server_names_repository_pull_request_or_branch(string variables, string? repository, string? pull, string? branch)
    {
        var environment = new ProcessEnvironment(variables.Split(' ').Select(static pair => pair.Split('=', 2)).ToImmutableDictionary(static pair => pair[0], static pair => pair[1]), "/");

        Assert.Equal(new BuildJob(repository, pull, branch), BuildJob.Find(environment));
    }

    [Fact]
    public void Outside_of_a_build_server_there_is_no_job() =>
        Assert.Null(BuildJob.Find(new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("PATH", "/bin").Add("GITHUB_REF", ""), "/")));
}
