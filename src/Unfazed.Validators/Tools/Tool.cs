using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools;

/// <summary>An external program, described: how it is found, run and read. A tool is one file under <c>Catalogue/</c> and its test.</summary>
internal sealed record Tool
{
    /// <summary>The check's name and its findings' tool.</summary>
    public required string Name { get; init; }

    /// <summary>The version that its tests run; null where they read the output that its documentation shows.</summary>
    public string? TestedVersion { get; init; }

    /// <summary>What it runs for unless configuration says otherwise.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>The role of what finds secrets: what stands at its places is kept out of reports.</summary>
    public const string SecretScanner = "secret scanner";

    /// <summary>What it does for its language, such as <c>linter</c>: one tool for a role and language, unless the repository configures more.</summary>
    public required string Role { get; init; }

    /// <summary>The language, as people write it: <c>Python</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The files that it is about.</summary>
    public required FileKind Files { get; init; }

    /// <summary>The files whose presence is reason enough to suggest it; null for <see cref="Files"/>.</summary>
    public FileKind? SuggestedFor { get; init; }

    /// <summary>What in a directory says that it is expected there; the first that holds is the reason shown.</summary>
    public required ImmutableArray<Evidence> Evidence { get; init; }

    /// <summary>
    /// Of the directories that hold evidence, those nearest to the root first, the ones in which it runs; null for the topmost: what lies
    /// below one of them is checked from there.
    /// </summary>
    public Func<RepositoryView, ImmutableArray<string>, IEnumerable<string>>? Places { get; init; }

    /// <summary>
    /// Whether evidence begins a project of its own also below other evidence: the tool reads the configuration of the directory where it starts, and none further
    /// down. Such a directory is checked from there alone.
    /// </summary>
    public Func<Evidence, bool> BeginsProject { get; init; } = static _ => false;

    /// <summary>The projects of its language, where the tool does not enter one from another: modules, workspaces. Null where it walks all below its directory.</summary>
    public Func<RepositoryView, ProjectLayout>? Projects { get; init; }

    /// <summary>What says so where the configuration sets a threshold for coverage: then it is expected although the repository sets none.</summary>
    public ImmutableArray<Evidence> EvidenceWithThreshold { get; init; } = [];

    /// <summary>Where it is looked for.</summary>
    public required LookUp LookUp { get; init; }

    /// <summary><see cref="CheckScope.File"/>: narrowed runs pass files. <see cref="CheckScope.Project"/>: always run whole.</summary>
    public required CheckScope Scope { get; init; }

    /// <summary>What it reads beside <see cref="Files"/>, where it inspects a whole project: a change there is a reason to run it.</summary>
    public ProjectInputs Inputs { get; init; } = new();

    /// <summary>
    /// The arguments at a site, without the program. A whole run names directories, so that the tool's own excludes rule; a narrowed one
    /// (<see cref="ToolSite.Narrowed"/>) names files with the tool's own force-exclude. A word that is <c>{files}</c> becomes the files of the
    /// site in as many batches as needed; <c>{scratch}</c> (of this run), <c>{cache}</c> (kept) and <c>{root}</c> inside a word become directories.
    /// </summary>
    public required Func<ToolSite, ImmutableArray<string>> Arguments { get; init; }

    /// <summary>Where among <see cref="Arguments"/> the configuration's own <c>args</c> are put in: 1 where the first word is a command, <see cref="int.MaxValue"/> for their end.</summary>
    public int AddedArgumentsAt { get; init; }

    /// <summary>Every exit code it is known to give; any other is <c>unexpected_exit</c>.</summary>
    public required ExitTable Exits { get; init; }

    /// <summary>Whether it inspects a file, given relative to where it runs, by the command and the variables of its process; null where it inspects all of its kind.</summary>
    public Func<ToolSite, ToolRun, Func<string, string?>, Func<string, bool>>? Inspects { get; init; }

    /// <summary>Reads what it prints.</summary>
    public required IOutputReader Reader { get; init; }

    /// <summary>The file that it writes its report to, with <c>{scratch}</c> in it, which <c>{report}</c> stands for in <see cref="Arguments"/>; null to read what it prints.</summary>
    public string? Report { get; init; }

    /// <summary>Arguments that make it print its version; the first thing there that looks like one is it.</summary>
    public ImmutableArray<string> VersionArguments { get; init; } = ["--version"];

    /// <summary>Variables for its processes; <c>{scratch}</c>, <c>{cache}</c> and <c>{root}</c> in values become directories.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What its answers depend on beyond that, and how they are kept.</summary>
    public ToolCaching Caching { get; init; } = new();

    /// <summary>The package's name where it is installed from.</summary>
    public required Package Package { get; init; }

    /// <summary>How many cores it keeps busy.</summary>
    public double Cores { get; init; } = 1;

    /// <summary>Tools that share a lock never run at once.</summary>
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>Its timeout when nothing is configured; null for its dimension's.</summary>
    public TimeSpan? DefaultTimeout { get; init; }

    /// <summary>
    /// Whether it may write to the files that it looks at, because its configuration says so and no option takes that back; a build counts that writes
    /// what it builds. Tools that write only when an option tells them are never told.
    /// </summary>
    public Func<ToolSite, bool> MayWrite { get; init; } = static _ => false;

    /// <summary>How it mends what it found; null for a tool that cannot, or not safely.</summary>
    public ToolFix? Fix { get; init; }

    /// <summary>Whether it reaches the network as a rule: an offline run leaves it out, unless <see cref="OfflineEnvironment"/> keeps it from that.</summary>
    public bool Network { get; init; }

    /// <summary>Variables for its processes of an offline run, with which it works from what is on this machine; null where there are none.</summary>
    public ImmutableDictionary<string, string?>? OfflineEnvironment { get; init; }

    /// <summary>What a person can do about its findings; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <summary>What runs it; null for <see cref="ToolValidator"/>, one command whose output is read.</summary>
    public Func<ToolRun, IValidator>? Validator { get; init; }
}
