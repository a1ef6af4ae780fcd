using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>Checks TOML after the specification 1.0.0 (https://toml.io/en/v1.0.0), duplicate keys and tables included.</summary>
internal static class TomlSyntax
{
    /// <summary>The first problem of a text, or null.</summary>
    /// <param name="text">UTF-8 without a mark.</param>
    public static SyntaxProblem? Check(ReadOnlySpan<byte> text)
    {
        if (Utf8Text.FirstProblem(text) is { } undecodable)
        {
            return undecodable;
        }

        try
        {
            new TomlDocument(text).Read();
            return null;
        }
        catch (TomlException problem)
        {
            var (line, column) = TextColumn.At(text, problem.Offset);
            var place = new TextPlace(line, column);
            return problem.IsLimit ? SyntaxProblem.NotChecked(problem.Message, place) : new SyntaxProblem($"not valid TOML: {problem.Message}", place);
        }
    }
}

/// <summary>Why a document is not read further.</summary>
/// <param name="offset">Where, in bytes.</param>
/// <param name="message">Why.</param>
internal sealed class TomlException(int offset, string message) : Exception(message)
{
    /// <summary>Where, in bytes.</summary>
    public int Offset { get; } = offset;

    /// <summary>Whether a limit of ours ended it, and nothing is known to be wrong.</summary>
    public bool IsLimit { get; init; }
}
