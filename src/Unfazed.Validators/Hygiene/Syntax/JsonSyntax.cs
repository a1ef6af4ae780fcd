using System.Text.Json;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>Parses JSON: RFC 8259, in which no key stands twice in an object.</summary>
internal static class JsonSyntax
{
    private const int MaxDepth = 1024;

    /// <summary>The problems of a text: one where it does not parse, one for each key that stands twice.</summary>
    /// <param name="text">UTF-8 without a mark.</param>
    /// <param name="withComments">Whether comments and trailing commas are allowed.</param>
    public static List<SyntaxProblem> Check(ReadOnlySpan<byte> text, bool withComments)
    {
        var problems = new List<SyntaxProblem>();
        if (Utf8Text.FirstProblem(text) is { } undecodable)
        {
            problems.Add(undecodable);
            return problems;
        }

        if (text.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            problems.Add(new SyntaxProblem("not valid JSON: the file is empty, and JSON is at least one value, such as {}", new TextPlace(1, 1)));
            return problems;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions
        {
            AllowTrailingCommas = withComments,
            CommentHandling = withComments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
            MaxDepth = MaxDepth,
        });
        try
        {
            ReadAll(ref reader, text, problems);
        }
        catch (JsonException problem)
        {
            problems.Add(Describe(problem, text, reader.CurrentDepth));
        }

        return problems;
    }

    private static void ReadAll(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, List<SyntaxProblem> problems)
    {
        var names = new JsonNames();
        var places = new PlaceCursor();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Enter();
                    break;
                case JsonTokenType.EndObject:
                    names.Leave();
                    break;
                case JsonTokenType.PropertyName when !names.Add(ref reader, text) && problems.Count < TextFileValidator.MaxFindingsOfFile:
                    var (line, column) = places.MoveTo(text, (int)reader.TokenStartIndex);
                    problems.Add(new SyntaxProblem("duplicate key in one object", new TextPlace(line, column)));
                    break;
            }
        }
    }

    private static SyntaxProblem Describe(JsonException problem, ReadOnlySpan<byte> text, int depth)
    {
        var line = (int)(problem.LineNumber ?? 0);
        var offset = Utf8Text.OffsetOfLine(text, line) + (int)(problem.BytePositionInLine ?? 0);
        var (_, column) = TextColumn.At(text, offset);
        var place = new TextPlace(line + 1, column);
        return depth >= MaxDepth - 1
            ? SyntaxProblem.NotChecked($"nested more than {MaxDepth} deep", place)
            : new SyntaxProblem($"not valid JSON: {Reason(problem.Message)}", place);
    }

    // The position is told apart from the message, and the reader's options are no business of the user.
    private static string Reason(string message) => SyntaxProblem.Unquoted(Before(Before(message, " LineNumber:"), " which is not supported in this mode"));

    private static string Before(string message, string tail)
    {
        var position = message.IndexOf(tail, StringComparison.Ordinal);
        return position < 0 ? message : message[..position];
    }
}
