using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene.EditorConfig;

namespace Unfazed.Validators.Repository;

/// <summary>Asks git what it knows of a workspace's files: some milliseconds for thousands of them.</summary>
internal sealed class RepositoryFactsReader(ProcessRunner processes, WorkspaceSnapshot workspace)
{
    private const string AttributesFile = ".gitattributes";
    private static readonly ImmutableArray<string> Attributes = ["linguist-generated", "linguist-vendored", "filter", "text", "eol"];
    private readonly GitClient _git = new(processes);

    /// <summary>Asks.</summary>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public async Task<RepositoryFacts> ReadAsync(CancellationToken cancellationToken)
    {
        if (!workspace.IsGit)
        {
            return RepositoryFacts.None;
        }

        var index = await GitIndexFile.FindAsync(_git, processes.Environment, workspace.Root, cancellationToken).ConfigureAwait(false);
        var modes = AskAsync(index, cancellationToken, "ls-files", "-z", "-s");
        var settings = AskAsync(index, cancellationToken, "config", "-z", "--get-regexp", @"^core\.(filemode|symlinks)$");
        var staged = StagedAsync(index, cancellationToken);
        var marks = MarksAsync(index, cancellationToken);
        await Task.WhenAll(modes, settings, staged, marks).ConfigureAwait(false);
        var configured = (await settings.ConfigureAwait(false)).Split('\0');
        return new RepositoryFacts
        {
            IsGit = true,
            Index = ReadIndex(await modes.ConfigureAwait(false)),
            Staged = await staged.ConfigureAwait(false),
            Marks = await marks.ConfigureAwait(false),
            TrustsFileModes = !IsSwitchedOff(configured, "core.filemode"),
            HasSymlinks = !IsSwitchedOff(configured, "core.symlinks"),
        };
    }

    /// <summary>Reads <c>git ls-files -z -s</c>.</summary>
    internal static Dictionary<string, IndexEntry> ReadIndex(string output)
    {
        var modes = new Dictionary<string, IndexEntry>(StringComparer.Ordinal);
        foreach (var record in output.Split('\0'))
        {
            if (record.IndexOf('\t') is > 10 and var tab && TryMode(record.AsSpan(0, 6), out var mode))
            {
                modes[record[(tab + 1)..]] = new IndexEntry(mode, record[7..record.IndexOf(' ', 7)]);
            }
        }

        return modes;
    }

    /// <summary>Reads <c>git diff-index -z --raw</c>: <c>:OLD NEW OLDOBJECT NEWOBJECT STATUS</c>, and the path.</summary>
    internal static Dictionary<string, StagedChange> ReadChanges(string output)
    {
        var changes = new Dictionary<string, StagedChange>(StringComparer.Ordinal);
        var fields = output.Split('\0');
        for (var at = 0; at + 1 < fields.Length; at += 2)
        {
            var words = fields[at].TrimStart(':').Split(' ');
            if (words.Length == 5 && TryMode(words[0], out var old) && TryMode(words[1], out var now))
            {
                changes[fields[at + 1]] = new StagedChange(old, now, words[2]);
            }
        }

        return changes;
    }

    /// <summary>Reads <c>git check-attr -z</c>: path, attribute, value.</summary>
    internal static void ReadMarks(string output, Dictionary<string, FileMarks> marks)
    {
        var fields = output.Split('\0');
        for (var at = 0; at + 2 < fields.Length; at += 3)
        {
            var (path, value) = (fields[at], fields[at + 2]);
            if (value == "unspecified")
            {
                continue;
            }

            var known = marks.GetValueOrDefault(path);
            marks[path] = fields[at + 1] switch
            {
                "linguist-generated" => known with { Generated = IsSet(value) },
                "linguist-vendored" => known with { Vendored = IsSet(value) },
                "text" => known with { IsNoText = value == "unset" },
                "eol" => known with { Ending = value == "crlf" ? LineEnding.CrLf : value == "lf" ? LineEnding.Lf : null },
                _ => known with { IsLargeStorage = value == "lfs" },
            };
        }
    }

    private static bool IsSet(string value) => value is not ("unset" or "false");

    private static bool TryMode(ReadOnlySpan<char> octal, out int mode)
    {
        mode = 0;
        foreach (var digit in octal)
        {
            if (digit is < '0' or > '7')
            {
                return false;
            }

            mode = (mode * 8) + (digit - '0');
        }

        return true;
    }

    // git writes a pair as "key LF value"; of several the last one counts. A key alone is true.
    private static bool IsSwitchedOff(string[] pairs, string key) =>
        pairs.LastOrDefault(pair => pair.StartsWith(key, StringComparison.Ordinal)) is { } last
        && last[Math.Min(last.Length, key.Length + 1)..].ToLowerInvariant() is "false" or "no" or "off" or "0";

    private async Task<string> AskAsync(string? index, CancellationToken cancellationToken, params ImmutableArray<string> arguments)
    {
        var answer = await _git.AskAsync(workspace.Root, arguments, index, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            null => throw new WorkspaceException("the git program went away while it was needed"),
            // git config exits with 1 where nothing is set.
            { Succeeded: false } when arguments[0] != "config" => throw new WorkspaceException($"git {arguments[0]} failed: {answer.Message}"),
            _ => answer.Text,
        };
    }

    private async Task<IReadOnlyDictionary<string, StagedChange>?> StagedAsync(string? index, CancellationToken cancellationToken)
    {
        var head = await _git.AskAsync(workspace.Root, ["rev-parse", "-q", "--verify", "HEAD^{commit}"], index, cancellationToken).ConfigureAwait(false);
        return head is { Succeeded: true }
            ? ReadChanges(await AskAsync(index, cancellationToken, "diff-index", "-z", "--raw", "--cached", "--no-renames", "--relative", "--no-abbrev", "HEAD").ConfigureAwait(false))
            : null;
    }

    private async Task<IReadOnlyDictionary<string, FileMarks>> MarksAsync(string? index, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, FileMarks>(StringComparer.Ordinal);
        if (!workspace.Files.Any(static file => file.Name is AttributesFile))
        {
            return marks;
        }

        ImmutableArray<string> question = ["check-attr", "-z", .. Attributes, "--"];
        foreach (var batch in ArgumentBatches.Split(question.Prepend("git"), workspace.Files.Select(static file => file.Path), processes.Environment))
        {
            ReadMarks(await AskAsync(index, cancellationToken, [.. question, .. batch]).ConfigureAwait(false), marks);
        }

        return marks;
    }
}
