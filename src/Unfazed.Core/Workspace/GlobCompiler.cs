using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Workspace;

/// <summary>Turns the text of a glob into a program; throws <see cref="FormatException"/> with a message for people.</summary>
internal static class GlobCompiler
{
    private const int MaxLength = 4096;
    private const int MaxInstructions = 16_384;

    public static GlobProgram Compile(string pattern)
    {
        if (pattern.Length is 0 or > MaxLength)
        {
            throw new FormatException(pattern.Length == 0 ? "an empty pattern fits nothing" : $"a pattern has at most {MaxLength} characters");
        }

        if (pattern[0] == '!')
        {
            throw new FormatException("a pattern cannot be negated; write \\! for a name that begins with !");
        }

        if (pattern.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException("no path holds a NUL character");
        }

        var program = new List<GlobInstruction>();
        var alternatives = GlobBraces.Expand(pattern);
        foreach (var alternative in alternatives)
        {
            program.Add(GlobInstruction.Start);
            var start = program.Count - 1;
            AddAlternative(program, alternative);
            program.Add(GlobInstruction.Accept);
            program[start] = GlobInstruction.Fork(program.Count);
            if (program.Count > MaxInstructions)
            {
                throw new FormatException("this pattern has too many alternatives");
            }
        }

        program.Add(GlobInstruction.Fail);
        return new GlobProgram([.. program]) { Endings = GlobEnding.Of(alternatives) };
    }

    private static void AddAlternative(List<GlobInstruction> program, string pattern)
    {
        var segments = GlobSegments.Split(pattern, out var anchored, out var folder);
        if (!anchored)
        {
            AddAnyFolders(program);
        }

        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] != "**")
            {
                AddName(program, segments[i]);
                AddTail(program, segments[i], last, folder);
            }
            else if (last)
            {
                AddAnything(program);
                AddTail(program, "**", last, folder);
            }
            else
            {
                AddAnyFolders(program);
            }
        }
    }

    private static void AddTail(List<GlobInstruction> program, string segment, bool last, bool folder)
    {
        if (!last)
        {
            program.Add(GlobInstruction.Literal('/'));
        }
        else if (folder)
        {
            program.Add(GlobInstruction.Literal('/'));
            AddAnything(program);
        }
        else if (segment.AsSpan().IndexOfAny("*?[") < 0)
        {
            // A plain name may be a file or a folder: the end, or a slash and anything.
            program.Add(GlobInstruction.Fork(program.Count + 5));
            program.Add(GlobInstruction.Literal('/'));
            AddAnything(program);
        }
    }

    // Any number of folders, none included: (.*/)?
    private static void AddAnyFolders(List<GlobInstruction> program)
    {
        program.Add(GlobInstruction.Fork(program.Count + 5));
        program.Add(GlobInstruction.Fork(program.Count + 3));
        program.Add(GlobInstruction.Anything);
        program.Add(GlobInstruction.Jump(program.Count - 2));
        program.Add(GlobInstruction.Literal('/'));
    }

    // At least one character, slashes included.
    private static void AddAnything(List<GlobInstruction> program)
    {
        program.Add(GlobInstruction.Anything);
        program.Add(GlobInstruction.Fork(program.Count + 2));
        program.Add(GlobInstruction.Jump(program.Count - 2));
    }

    private static void AddName(List<GlobInstruction> program, string segment)
    {
        for (var i = 0; i < segment.Length;)
        {
            Rune.DecodeFromUtf16(segment.AsSpan(i), out var rune, out var length);
            i += length;
            switch (rune.Value)
            {
                case '*':
                    AddStar(program);
                    break;
                case '?':
                    program.Add(GlobInstruction.OneOf(GlobClass.NoSlash));
                    break;
                case '[':
                    program.Add(GlobInstruction.OneOf(GlobClass.Read(segment, ref i)));
                    break;
                case '\\':
                    Rune.DecodeFromUtf16(segment.AsSpan(i), out var escaped, out length);
                    i += length;
                    program.Add(GlobInstruction.Literal(escaped.Value));
                    break;
                default:
                    program.Add(GlobInstruction.Literal(rune.Value));
                    break;
            }
        }
    }

    private static void AddStar(List<GlobInstruction> program)
    {
        program.Add(GlobInstruction.Fork(program.Count + 3));
        program.Add(GlobInstruction.OneOf(GlobClass.NoSlash));
        program.Add(GlobInstruction.Jump(program.Count - 2));
    }
}

/// <summary>Splits a pattern without braces at its slashes.</summary>
internal static class GlobSegments
{
    public static ImmutableArray<string> Split(string pattern, out bool anchored, out bool folder)
    {
        var text = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[1..] : pattern;
        folder = text.EndsWith('/');
        var body = text.Trim('/').Length == 0 ? "" : text[(text[0] == '/' ? 1 : 0)..(folder ? ^1 : ^0)];
        anchored = text[0] == '/' || body.Contains('/', StringComparison.Ordinal);
        ImmutableArray<string> segments = [.. body.Split('/')];
        foreach (var segment in segments)
        {
            var problem = segment switch
            {
                "" => "a name is missing between two slashes, or the pattern is nothing but slashes",
                "." or ".." => $"a pattern has no \"{segment}\": it is relative to its folder and stays in it",
                _ => null,
            };
            if (problem is not null)
            {
                throw new FormatException(problem);
            }
        }

        return segments;
    }
}
