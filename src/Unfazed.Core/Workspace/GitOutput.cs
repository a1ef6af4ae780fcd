using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Reads <c>git ls-files -z -v -s --cached --others</c>: <c>TAG MODE OBJECT STAGE⇥PATH</c> for what is in the index,
/// <c>? PATH</c> for what is not, each ended by NUL; an embedded repository ends in a slash.
/// </summary>
internal static class GitOutput
{
    private const byte Untracked = (byte)'?';
    private const string UnopenedFolder = "warning: could not open directory '";

    public static FileListing Read(ReadOnlySpan<byte> output, string warnings)
    {
        var entries = ImmutableArray.CreateBuilder<ListedEntry>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            var record = end < 0 ? output : output[..end];
            output = end < 0 ? default : output[(end + 1)..];
            if (ReadRecord(record, unreadable) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return new FileListing
        {
            IsGit = true,
            Entries = entries.ToImmutable(),
            UnreadableNames = [.. unreadable.Distinct(StringComparer.Ordinal)],
            UnreadableFolders = [.. warnings.Split('\n').Select(UnreadableFolder).OfType<string>()],
            Notices = [.. warnings.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line => "git: " + PrintableName.Of(line))],
        };
    }

    // "warning: could not open directory 'a/b/': Permission denied", as git's dir.c has it.
    private static string? UnreadableFolder(string warning)
    {
        var end = warning.LastIndexOf("': ", StringComparison.Ordinal);
        return warning.StartsWith(UnopenedFolder, StringComparison.Ordinal) && end > UnopenedFolder.Length
            ? PrintableName.Of(warning[UnopenedFolder.Length..end].TrimEnd('/')) + "/"
            : null;
    }

    private static ListedEntry? ReadRecord(ReadOnlySpan<byte> record, ImmutableArray<string>.Builder unreadable)
    {
        if (record.Length < 3 || record[1] != ' ')
        {
            throw Unexpected(record);
        }

        var isTracked = record[0] != Untracked;
        var tab = isTracked ? record.IndexOf((byte)'\t') : 1;
        var path = tab < 0 ? throw Unexpected(record) : record[(tab + 1)..];
        var isRepository = isTracked ? record[2..].StartsWith("160000 "u8) : path.EndsWith((byte)'/');
        path = path.TrimEnd((byte)'/');
        if (path.IsEmpty)
        {
            throw Unexpected(record);
        }

        if (!Utf8.IsValid(path))
        {
            unreadable.Add(PrintableName.Of(path));
            return null;
        }

        return new ListedEntry(Encoding.UTF8.GetString(path), isTracked, isRepository);
    }

    private static WorkspaceException Unexpected(ReadOnlySpan<byte> record) =>
        new($"git ls-files said something that is not understood: {PrintableName.Of(record[..Math.Min(record.Length, 200)])}");
}
