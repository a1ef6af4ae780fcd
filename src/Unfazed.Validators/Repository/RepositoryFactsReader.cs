using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene.EditorConfig;

namespace Unfazed.Validators.Repository;

/// <summary>Asks git what it knows of a workspace's files: some milliseconds for thousands of them.</summary>
internal sealed class RepositoryFactsReader(ProcessRunner processes, WorkspaceSnapshot workspace)
{
    private static readonly ImmutableArray<string> Attributes = ["linguist-generated", "linguist-vendored", "filter", "text", "eol", "diff", "merge"];
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
        var settings = AskAsync(index, cancellationToken, "config", "-z", "--get-regexp", @"^core\.(filemode|symlinks|attributesfile|autocrlf)$");
        var staged = StagedAsync(index, cancellationToken);
        var marks = MarksAsync(index, settings, cancellationToken);
        await Task.WhenAll(modes, settings, staged, marks).ConfigureAwait(false);
        var configured = (await settings.ConfigureAwait(false)).Text.Split('\0');
        return new RepositoryFacts
        {
            IsGit = true,
            Index = ReadIndex((await modes.ConfigureAwait(false)).Output.Span),
            Staged = await staged.ConfigureAwait(false),
            Marks = await marks.ConfigureAwait(false),
            TrustsFileModes = !IsSwitchedOff(configured, "core.filemode"),
            HasSymlinks = !IsSwitchedOff(configured, "core.symlinks"),
            ConvertsLineEndings = IsSwitchedOn(configured, "core.autocrlf"),
        };
    }

    /// <summary>Reads <c>git ls-files -z -s</c>.</summary>
    internal static Dictionary<string, IndexEntry> ReadIndex(ReadOnlySpan<byte> output)
    {
        var modes = new Dictionary<string, IndexEntry>(StringComparer.Ordinal);
        foreach (var range in output.Split((byte)0))
        {
            var record = output[range];
            if (record.IndexOf((byte)'\t') is > 10 and var tab && TryMode(record[..6], out var mode) && record[7..tab].IndexOf((byte)' ') is >= 0 and var length)
            {
                modes[Encoding.UTF8.GetString(record[(tab + 1)..])] = new IndexEntry(mode, Encoding.UTF8.GetString(record.Slice(7, length)));
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
            if (words.Length == 5 && TryMode(Encoding.UTF8.GetBytes(words[0]), out var old) && TryMode(Encoding.UTF8.GetBytes(words[1]), out var now))
            {
                changes[fields[at + 1]] = new StagedChange(old, now, words[2]);
            }
        }

        return changes;
    }

    /// <summary>Reads <c>git check-attr -z</c>: path, attribute, value. Most say that nothing is said, and cost nothing.</summary>
    internal static void ReadMarks(ReadOnlySpan<byte> output, Dictionary<string, FileMarks> marks)
    {
        while (Field(ref output) is var path && Field(ref output) is var attribute && !output.IsEmpty)
        {
            var value = Field(ref output);
            if (value.SequenceEqual("unspecified"u8))
            {
                continue;
            }

            var name = Encoding.UTF8.GetString(path);
            var known = marks.GetValueOrDefault(name);
            marks[name] = attribute switch
            {
                _ when attribute.SequenceEqual("linguist-generated"u8) => known with { Generated = IsSet(value) },
                _ when attribute.SequenceEqual("linguist-vendored"u8) => known with { Vendored = IsSet(value) },
                _ when attribute.SequenceEqual("text"u8) || attribute.SequenceEqual("diff"u8) => known with { IsBinary = known.IsBinary || value.SequenceEqual("unset"u8) },
                _ when attribute.SequenceEqual("merge"u8) => known with { IsBinary = known.IsBinary || value.SequenceEqual("unset"u8) || value.SequenceEqual("binary"u8) },
                _ when attribute.SequenceEqual("eol"u8) => known with { Ending = value.SequenceEqual("crlf"u8) ? LineEnding.CrLf : value.SequenceEqual("lf"u8) ? LineEnding.Lf : null },
                _ => known with { IsLargeStorage = value.SequenceEqual("lfs"u8), IsBinary = known.IsBinary || !value.SequenceEqual("unset"u8) },
            };
        }
    }

    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var field = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return field;
    }

    private static bool IsSet(ReadOnlySpan<byte> value) => !value.SequenceEqual("unset"u8) && !value.SequenceEqual("false"u8);

    private static bool TryMode(ReadOnlySpan<byte> octal, out int mode)
    {
        mode = 0;
        foreach (var digit in octal)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            mode = (mode * 8) + (digit - '0');
        }

        return true;
    }

    // git writes a pair as "key LF value"; of several the last one counts. A key alone is true.
    private static bool IsSwitchedOff(string[] pairs, string key) => ValueOf(pairs, key) is "false" or "no" or "off" or "0";

    private static bool IsSwitchedOn(string[] pairs, string key) => ValueOf(pairs, key) is "" or "true" or "yes" or "on" or "1";

    private static string? ValueOf(string[] pairs, string key) =>
        pairs.LastOrDefault(pair => pair.StartsWith(key, StringComparison.Ordinal))?[key.Length..].TrimStart('\n').ToLowerInvariant();

    private async Task<GitAnswer> AskAsync(string? index, CancellationToken cancellationToken, params ImmutableArray<string> arguments)
    {
        var answer = await _git.AskAsync(workspace.Root, arguments, index, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            null => throw new WorkspaceException("the git program went away while it was needed"),
            // git config exits with 1 where nothing is set.
            { Succeeded: false } when arguments[0] != "config" => throw new WorkspaceException($"git {arguments[0]} failed: {answer.Message}"),
            _ => answer,
        };
    }

    private async Task<IReadOnlyDictionary<string, StagedChange>?> StagedAsync(string? index, CancellationToken cancellationToken)
    {
        var head = await _git.AskAsync(workspace.Root, ["rev-parse", "-q", "--verify", "HEAD^{commit}"], index, cancellationToken).ConfigureAwait(false);
        return head is { Succeeded: true }
            ? ReadChanges((await AskAsync(index, cancellationToken, "diff-index", "-z", "--raw", "--cached", "--no-renames", "--relative", "--no-abbrev", "HEAD").ConfigureAwait(false)).Text)
            : null;
    }

    private async Task<IReadOnlyDictionary<string, FileMarks>> MarksAsync(string? index, Task<GitAnswer> settings, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, FileMarks>(StringComparer.Ordinal);
        var sources = new AttributeSources(workspace, processes.Environment);
        if (!sources.AreInRepository && !sources.AreBeyond((await settings.ConfigureAwait(false)).Text.Split('\0')))
        {
            return marks;
        }

        ImmutableArray<string> question = ["check-attr", "-z", .. Attributes, "--"];
        foreach (var batch in ArgumentBatches.Split(question.Prepend("git"), workspace.Files.Select(static file => file.Path), processes.Environment))
        {
            ReadMarks((await AskAsync(index, cancellationToken, [.. question, .. batch]).ConfigureAwait(false)).Output.Span, marks);
        }

        return marks;
    }
}
