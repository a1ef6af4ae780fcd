using System.Collections.Immutable;

namespace Unfazed.Integrations.Identity;

/// <summary>The variables in which a build server names the repository and what it checked out. Of several the first that is set counts.</summary>
internal sealed record BuildServer
{
    /// <summary>The number of a pull request.</summary>
    public ImmutableArray<string> PullRequest { get; init; } = [];

    /// <summary>The branch that a pull request comes from: set only for one, and never the branch that the job speaks for.</summary>
    public ImmutableArray<string> Head { get; init; } = [];

    /// <summary>A tag: then the branch is none, whatever the variables say.</summary>
    public ImmutableArray<string> Tag { get; init; } = [];

    /// <summary>The branch, also as a reference. Of a pull request most name its target here.</summary>
    public ImmutableArray<string> Branch { get; init; } = [];

    /// <summary>The repository: owner and name, or its address.</summary>
    public ImmutableArray<string> Repository { get; init; } = [];

    /// <summary>Those that are known, by their documentation of predefined variables.</summary>
    public static ImmutableArray<BuildServer> All { get; } =
    [
        // GitHub Actions, Gitea and Forgejo Actions.
        new() { Head = ["GITHUB_HEAD_REF"], Branch = ["GITHUB_REF", "GITHUB_REF_NAME"], Repository = ["GITHUB_REPOSITORY"] },

        // GitLab, and Woodpecker, which shares names with it.
        new()
        {
            PullRequest = ["CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID", "CI_COMMIT_PULL_REQUEST"],
            Tag = ["CI_COMMIT_TAG"],
            Branch = ["CI_COMMIT_BRANCH"],
            Repository = ["CI_PROJECT_PATH", "CI_REPO"],
        },

        // CircleCI: the number is set for pull requests of forks alone; CIRCLE_PULL_REQUEST also for a branch that has one.
        new() { PullRequest = ["CIRCLE_PR_NUMBER"], Tag = ["CIRCLE_TAG"], Branch = ["CIRCLE_BRANCH"], Repository = ["CIRCLE_REPOSITORY_URL"] },

        // Azure Pipelines: the number is GitHub's, the id is that of Azure Repos.
        new()
        {
            PullRequest = ["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"],
            Branch = ["BUILD_SOURCEBRANCH"],
            Repository = ["BUILD_REPOSITORY_NAME"],
        },
        new() { PullRequest = ["BITBUCKET_PR_ID"], Tag = ["BITBUCKET_TAG"], Branch = ["BITBUCKET_BRANCH"], Repository = ["BITBUCKET_REPO_FULL_NAME"] },
        new() { PullRequest = ["TRAVIS_PULL_REQUEST"], Tag = ["TRAVIS_TAG"], Branch = ["TRAVIS_BRANCH"], Repository = ["TRAVIS_REPO_SLUG"] },
        new() { PullRequest = ["BUILDKITE_PULL_REQUEST"], Tag = ["BUILDKITE_TAG"], Branch = ["BUILDKITE_BRANCH"], Repository = ["BUILDKITE_REPO"] },
        new() { PullRequest = ["DRONE_PULL_REQUEST"], Tag = ["DRONE_TAG"], Branch = ["DRONE_BRANCH"], Repository = ["DRONE_REPO"] },
        new() { PullRequest = ["APPVEYOR_PULL_REQUEST_NUMBER"], Tag = ["APPVEYOR_REPO_TAG_NAME"], Branch = ["APPVEYOR_REPO_BRANCH"], Repository = ["APPVEYOR_REPO_NAME"] },
        new() { PullRequest = ["SEMAPHORE_GIT_PR_NUMBER"], Tag = ["SEMAPHORE_GIT_TAG_NAME"], Branch = ["SEMAPHORE_GIT_BRANCH"], Repository = ["SEMAPHORE_GIT_REPO_SLUG"] },

        // Jenkins, with and without a multibranch job; TeamCity, where a project passes %teamcity.build.branch% as BRANCH_NAME.
        new() { PullRequest = ["CHANGE_ID"], Tag = ["TAG_NAME"], Branch = ["BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH"], Repository = ["GIT_URL"] },
    ];
}
