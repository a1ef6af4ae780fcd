using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;
using Unfazed.Validators.Tools.Caching;

namespace Unfazed.Validators.TextFiles;

/// <summary>
/// Says what decides about the answers of the built-in checks: all files, our configuration, and what git says beyond their content. They are
/// kept as a whole: to look at one file costs less than to find out whether it is known.
/// </summary>
/// <param name="name">The check's name.</param>
/// <param name="configuration">The configuration.</param>
internal sealed class BuiltInKey(string name, UnfazedConfiguration configuration)
{
    private static readonly ImmutableArray<string> Settings = ["config", "-z", "--get-regexp", @"^core\.(filemode|symlinks|attributesfile)$"];
    private static readonly ImmutableArray<string> Head = ["rev-parse", "-q", "--verify", "HEAD"];

    /// <summary>What decides.</summary>
    public CheckCaching Caching() => new() { Parts = [ProductPart.Current, .. Parts()], Look = LookAsync };

    private IEnumerable<KeyPart> Parts()
    {
        foreach (var pattern in configuration.Exclude)
        {
            yield return new KeyPart(KeyPartKind.Setting, $"exclude {pattern.Value}", "given");
        }

        foreach (var (rule, setting) in configuration.Hygiene.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var own = setting.Value;
            var text = string.Create(CultureInfo.InvariantCulture, $"{own.Enabled} {own.MaxKilobytes?.Value} {own.EnforceAll?.Value} {string.Join('\n', own.Exclude?.Value ?? [])}");
            yield return new KeyPart(KeyPartKind.Setting, $"hygiene.{rule}", text);
        }

        yield return Filter("", configuration.FindCheck(name));
        foreach (var folder in configuration.Folders)
        {
            yield return Filter(folder.Folder, folder.Own.FindCheck(name));
        }
    }

    private KeyPart Filter(string folder, CheckSettings? settings) => new(
        KeyPartKind.Setting,
        folder.Length == 0 ? $"checks.{name}" : $"checks.{name} in {folder}",
        settings is null ? KeyPart.Absent : $"{settings.Enabled}\n{string.Join('\n', settings.Files?.Value ?? [])}\0{string.Join('\n', settings.Exclude?.Value ?? [])}");

    private static async Task<Surroundings> LookAsync(KeyScene scene, CancellationToken cancellationToken)
    {
        if (scene.Workspace.Listing is not { } listing)
        {
            return new Surroundings([]);
        }

        if (!listing.IsCurrent)
        {
            return new Surroundings([]) { Unknown = "git's index was written while it was read" };
        }

        var git = new GitClient(scene.Processes);
        var settings = git.AskAsync(scene.Workspace.Root, Settings, listing.IndexFile, cancellationToken);
        var head = git.AskAsync(scene.Workspace.Root, Head, listing.IndexFile, cancellationToken);
        var index = Convert.ToHexStringLower(SHA256.HashData(listing.Output.Span));
        var configured = (await settings.ConfigureAwait(false))?.Text ?? "";
        var commit = await head.ConfigureAwait(false) is { Succeeded: true } answer ? answer.Text.Trim() : KeyPart.Absent;
        return new Surroundings(
        [
            new(KeyPartKind.Git, "HEAD", commit),
            new(KeyPartKind.Git, "the index", index),
            new(KeyPartKind.Git, "core.fileMode, core.symlinks, core.attributesFile", CacheKey.Hex(configured)),
            .. Attributes(listing).Select(static (path, place) => new KeyPart(KeyPartKind.Git, $"attributes outside of the tree ({place + 1})", FileHash.Of(path, stamp: null, idDigits: 0)?.Content ?? KeyPart.Absent)),
            .. ConfigurationFiles.OfUser(scene.Processes.Environment, ["~config/git/attributes", "/etc/gitattributes"]),
        ]);
    }

    // A linked worktree names the folder that it shares with others.
    private static IEnumerable<string> Attributes(GitListing listing)
    {
        if (listing.Place is null || Path.GetDirectoryName(listing.Place) is not { } folder)
        {
            yield break;
        }

        yield return Path.Combine(folder, "info", "attributes");
        if (InstalledFolder.Text(Path.Combine(folder, "commondir")).Trim() is { Length: > 0 } common)
        {
            yield return Path.Combine(Path.GetFullPath(common, folder), "info", "attributes");
        }
    }
}
