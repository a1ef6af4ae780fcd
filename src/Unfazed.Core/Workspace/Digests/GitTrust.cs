using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>
/// For which files git's index holds the id of the very bytes that lie in the working tree. Three questions, asked side by side, whatever
/// the number of files.
/// </summary>
internal sealed class GitTrust
{
    // Whatever the user's settings: a change time that is ignored, or stamps that are looked at by half, prove nothing.
    private static readonly ImmutableArray<string> Changed =
    [
        "-c", "core.trustctime=true", "-c", "core.checkStat=default",
        "diff-files", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "--ignore-submodules=all",
    ];

    // All files but those of which none of these attributes is given: what is named is converted, or may be.
    private static readonly ImmutableArray<string> Converted =
        ["ls-files", "-z", "--cached", "--", ":(exclude,attr:!filter !ident !working-tree-encoding !text !eol !crlf)"];

    private static readonly ImmutableArray<string> Settings = ["config", "-z", "--get", "core.autocrlf"];

    private readonly Dictionary<string, string> _objects;

    private GitTrust(Dictionary<string, string> objects, int digits)
    {
        _objects = objects;
        IdDigits = digits;
    }

    /// <summary>Trusts nothing.</summary>
    public static GitTrust None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), GitObjectId.Sha1Digits);

    /// <summary>How long the repository's ids are.</summary>
    public int IdDigits { get; }

    /// <summary>Files that are converted on their way into the index: their ids are not those of their bytes.</summary>
    private HashSet<string> Conversions { get; init; } = [];

    /// <summary>Files that git sees as changed: its index may still say what they were.</summary>
    private HashSet<string> Doubts { get; init; } = [];

    private bool ConvertsAll { get; init; }

    /// <summary>Asks git.</summary>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public static async Task<GitTrust> AskAsync(GitClient git, WorkspaceSnapshot workspace, CancellationToken cancellationToken)
    {
        if (workspace.Listing is not { } listing)
        {
            return None;
        }

        var changed = NamesAsync(git, workspace, Changed, cancellationToken);
        var converted = NamesAsync(git, workspace, Converted, cancellationToken);
        var setting = git.AskAsync(workspace.Root, Settings, listing.IndexFile, cancellationToken);
        var objects = GitIndexEntries.Read(listing.Output.Span);
        await Task.WhenAll(changed, converted, setting).ConfigureAwait(false);

        // Between the list and these answers somebody wrote the index: ids and answers may speak of two states.
        return !listing.IsCurrent ? None : new GitTrust(objects, objects.Values.FirstOrDefault()?.Length ?? GitObjectId.Sha1Digits)
        {
            Doubts = await changed.ConfigureAwait(false),
            Conversions = await converted.ConfigureAwait(false),
            ConvertsAll = IsOn(await setting.ConfigureAwait(false)),
        };
    }

    /// <summary>The id of a file's bytes; null where the index does not stand for them.</summary>
    public string? IdOf(string path) => CandidateOf(path) is { } id && !Doubts.Contains(path) ? id : null;

    /// <summary>The id that a file's bytes may have: to be compared with theirs. Null where the index holds something else than bytes of the working tree.</summary>
    public string? CandidateOf(string path) => !ConvertsAll && !Conversions.Contains(path) ? _objects.GetValueOrDefault(path) : null;

    private static bool IsOn(GitAnswer? answer) => answer is { Succeeded: true } && answer.Text.TrimEnd('\0').ToLowerInvariant() is not ("false" or "no" or "off" or "0");

    private static async Task<HashSet<string>> NamesAsync(GitClient git, WorkspaceSnapshot workspace, ImmutableArray<string> question, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(workspace.Root, question, workspace.Listing!.IndexFile, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? Names(answer.Output.Span)
            : throw new WorkspaceException($"git does not say what its index stands for: {answer?.Message ?? "the program went away"}");
    }

    private static HashSet<string> Names(ReadOnlySpan<byte> output)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (output.IndexOf((byte)0) is >= 0 and var end)
        {
            names.Add(Encoding.UTF8.GetString(output[..end]));
            output = output[(end + 1)..];
        }

        return names;
    }
}
