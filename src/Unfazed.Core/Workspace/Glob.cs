using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Core.Workspace;

/// <summary>
/// A pattern of paths, the same everywhere in our configuration. <c>*</c> and <c>?</c> stay within a name, <c>**/</c> is any number of
/// folders, <c>[a-z]</c> and <c>[!a-z]</c> one character, <c>{a,b}</c> alternatives, <c>\</c> takes the next character as it is.
/// A pattern without <c>/</c> fits at any depth, one with <c>/</c> from the root on. With a <c>/</c> at its end it fits what lies in
/// the folder; one that ends in a plain name fits a file of that name, or what lies in a folder of that name. Case matters.
/// </summary>
public sealed class Glob
{
    private readonly GlobProgram _program;

    private Glob(string pattern, GlobProgram program)
    {
        Pattern = pattern;
        _program = program;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern; at most 4,096 characters, and 256 alternatives after its braces are expanded.</param>
    /// <param name="glob">The glob, or null.</param>
    /// <param name="error">What is wrong and what would be right, as the end of a sentence; null when nothing is.</param>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Glob? glob, [NotNullWhen(false)] out string? error)
    {
        try
        {
            glob = new Glob(pattern, GlobCompiler.Compile(pattern));
            error = null;
            return true;
        }
        catch (FormatException problem)
        {
            glob = null;
            error = problem.Message;
            return false;
        }
    }

    /// <summary>Reads a pattern that is known to be right.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Glob Parse(string pattern) => new(pattern, GlobCompiler.Compile(pattern));

    /// <summary>Whether a file's path fits. Takes time linear in the length of the path, whatever the pattern.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>, without <c>.</c> or empty segments.</param>
    public bool IsMatch(ReadOnlySpan<char> path) => _program.IsMatch(path);

    /// <summary>Whether every file in this folder fits, at any depth, whatever its name.</summary>
    /// <param name="folder">Relative to the root, with <c>/</c>, none at the end.</param>
    public bool CoversFolder(string folder) => _program.IsMatch(folder + "/" + GlobProgram.AnyName);

    /// <inheritdoc/>
    public override string ToString() => Pattern;
}
