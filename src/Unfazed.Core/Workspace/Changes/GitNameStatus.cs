using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Reads <c>git diff --name-status -z --no-renames</c>: <c>LETTER NUL PATH NUL</c> for each file; a file in conflict may come twice.</summary>
/// <param name="Paths">Once each, in no particular order.</param>
/// <param name="UnreadableNames">Names that are not UTF-8, escaped.</param>
internal sealed record GitNameStatus(ImmutableArray<string> Paths, ImmutableArray<string> UnreadableNames)
{
    /// <exception cref="WorkspaceException">It is something else.</exception>
    public static GitNameStatus Read(ReadOnlySpan<byte> output)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        while (!output.IsEmpty)
        {
            var status = Take(ref output);
            var path = Take(ref output);
            if (status.Length != 1 || !char.IsAsciiLetterUpper((char)status[0]) || path.IsEmpty)
            {
                throw new WorkspaceException($"git diff said something that is not understood: {PrintableName.Of(status[..Math.Min(status.Length, 200)])}");
            }

            if (Utf8.IsValid(path))
            {
                paths.Add(Encoding.UTF8.GetString(path));
            }
            else
            {
                unreadable.Add(PrintableName.Of(path));
            }
        }

        return new GitNameStatus([.. paths], [.. unreadable]);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var taken = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return taken;
    }
}
