using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.TextFiles;

/// <summary>Gives an object of git the line endings that a checkout would give it, without git: <c>git cat-file --filters</c> runs the programs of the repository's configuration.</summary>
internal static class LineEndingConversion
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <summary>Converts as <c>eol</c> and <c>core.autocrlf</c> ask for it; the same bytes where neither does.</summary>
    /// <param name="content">What git has.</param>
    /// <param name="path">The path of the file, relative to the root.</param>
    /// <param name="facts">What the repository says of it.</param>
    public static byte[] CheckOut(byte[] content, string path, RepositoryFacts facts)
    {
        var marks = facts.Marks.GetValueOrDefault(path);
        return marks switch
        {
            { IsBinary: true } => content,
            { Ending: LineEnding.CrLf } => WithCarriageReturns(content),

            // Without the attribute git leaves what may be binary, and what has a carriage return already.
            { Ending: null } when facts.ConvertsLineEndings && !content.AsSpan().ContainsAny(CarriageReturn, (byte)0) => WithCarriageReturns(content),
            _ => content,
        };
    }

    private static byte[] WithCarriageReturns(byte[] content)
    {
        var converted = new byte[content.Length + LonelyLineFeeds(content)];
        var end = 0;
        for (var at = 0; at < content.Length; at++)
        {
            if (IsLonely(content, at))
            {
                converted[end++] = CarriageReturn;
            }

            converted[end++] = content[at];
        }

        return converted;
    }

    private static int LonelyLineFeeds(byte[] content)
    {
        var count = 0;
        for (var at = 0; at < content.Length; at++)
        {
            count += IsLonely(content, at) ? 1 : 0;
        }

        return count;
    }

    private static bool IsLonely(byte[] content, int at) => content[at] == LineFeed && (at == 0 || content[at - 1] != CarriageReturn);
}
