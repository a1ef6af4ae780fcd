using System.Buffers;
using System.Collections;
using System.Globalization;

namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>
/// The pattern of a section of <c>.editorconfig</c>: <c>*</c>, <c>**</c>, <c>?</c>, <c>[seq]</c>, <c>[!seq]</c>, <c>{a,b}</c>, <c>{1..3}</c>.
/// Another language than that of our own configuration: <c>**</c> crosses slashes wherever it stands, and braces without a comma belong to the name.
/// </summary>
internal sealed class EditorConfigGlob
{
    // The specification asks for 1,024; beyond ours a section fits nothing.
    private const int MaxLength = 2048;
    private readonly GlobStep[] _steps;
    private readonly bool _nameOnly;
    private readonly string? _lastCharacters;

    private EditorConfigGlob(GlobStep[] steps, bool nameOnly)
    {
        _steps = steps;
        _nameOnly = nameOnly;
        _lastCharacters = LastCharacters(steps);
    }

    /// <summary>Reads a pattern; every text is one.</summary>
    public static EditorConfigGlob Parse(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return new EditorConfigGlob([], nameOnly: false);
        }

        var anchored = HasSlash(pattern);
        var crosses = pattern.Contains("**", StringComparison.Ordinal);
        var steps = GlobCompiler.Compile(pattern.StartsWith('/') ? pattern[1..] : pattern, atAnyLevel: !anchored && crosses);
        return new EditorConfigGlob(steps, nameOnly: !anchored && !crosses);
    }

    /// <summary>Whether a file's path fits. Takes time in proportion to the lengths of path and pattern multiplied, at most.</summary>
    /// <param name="path">Relative to the folder of the <c>.editorconfig</c>, with <c>/</c>.</param>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        var text = _nameOnly ? path[(path.LastIndexOf('/') + 1)..] : path;
        if (_steps.Length == 0 || text.IsEmpty || (_lastCharacters is not null && !_lastCharacters.Contains(text[^1])))
        {
            return false;
        }

        return _steps is [{ Kind: GlobStepKind.Star }, { Kind: GlobStepKind.End }] || new EditorConfigGlobRun(_steps, text).Matches();
    }

    private static bool HasSlash(string pattern)
    {
        var close = -1;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '/' && i > close)
            {
                return true;
            }

            if (pattern[i] == '[' && pattern.IndexOfAny([']', '/'], i) is >= 0 and var end && pattern[end] == ']')
            {
                close = end;
            }

            i += pattern[i] == '\\' ? 1 : 0;
        }

        return false;
    }

    // Most sections are about endings of names, and most files have another one.
    private static string? LastCharacters(GlobStep[] steps)
    {
        var reachesEnd = new BitArray(steps.Length + 1);
        var characters = "";
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var step = steps[i];
            reachesEnd[i] = step.Kind switch
            {
                GlobStepKind.End => true,
                GlobStepKind.Jump => reachesEnd[(int)step.Low],
                GlobStepKind.Fork => reachesEnd[(int)step.Low] || reachesEnd[(int)step.High],
                GlobStepKind.Star or GlobStepKind.DoubleStar => reachesEnd[i + 1],
                _ => false,
            };
            if (step.Kind is GlobStepKind.End or GlobStepKind.Jump or GlobStepKind.Fork || !reachesEnd[i + 1])
            {
                continue;
            }

            if (step.Kind != GlobStepKind.Character)
            {
                return null;
            }

            characters += (char)step.Low;
        }

        return characters;
    }
}

/// <summary>One attempt to fit a path: visits each pair of step and place once, so that no pattern takes exponential time.</summary>
internal readonly ref struct EditorConfigGlobRun(GlobStep[] steps, ReadOnlySpan<char> text)
{
    private const int MaxDigits = 20;
    private readonly ReadOnlySpan<char> _text = text;

    public bool Matches()
    {
        var size = steps.Length * (_text.Length + 1);
        var rented = ArrayPool<bool>.Shared.Rent(size);
        var visited = rented.AsSpan(0, size);
        visited.Clear();
        try
        {
            return Search(visited);
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(rented);
        }
    }

    private bool Search(Span<bool> visited)
    {
        var open = new Stack<(int Step, int Place)>();
        open.Push((0, 0));
        while (open.TryPop(out var at))
        {
            var index = (at.Step * (_text.Length + 1)) + at.Place;
            if (visited[index])
            {
                continue;
            }

            visited[index] = true;
            if (steps[at.Step].Kind == GlobStepKind.End && at.Place == _text.Length)
            {
                return true;
            }

            Follow(at.Step, at.Place, open);
        }

        return false;
    }

    private void Follow(int index, int place, Stack<(int Step, int Place)> open)
    {
        var step = steps[index];
        switch (step.Kind)
        {
            case GlobStepKind.Jump:
                open.Push(((int)step.Low, place));
                break;
            case GlobStepKind.Fork:
                open.Push(((int)step.High, place));
                open.Push(((int)step.Low, place));
                break;
            case GlobStepKind.Star or GlobStepKind.DoubleStar:
                if (place < _text.Length && (step.Kind == GlobStepKind.DoubleStar || _text[place] != '/'))
                {
                    open.Push((index, place + 1));
                }

                open.Push((index + 1, place));
                break;
            case GlobStepKind.Number:
                FollowNumber(step, index, place, open);
                break;
            default:
                if (place < _text.Length && Takes(step, _text[place]))
                {
                    var pair = step.Kind == GlobStepKind.AnyCharacter && char.IsHighSurrogate(_text[place]) && place + 1 < _text.Length;
                    open.Push((index + 1, place + (pair ? 2 : 1)));
                }

                break;
        }
    }

    private void FollowNumber(GlobStep step, int index, int place, Stack<(int Step, int Place)> open)
    {
        for (var end = place + 1; end <= Math.Min(_text.Length, place + MaxDigits); end++)
        {
            var digits = _text[place..end];
            var unsigned = digits[0] is '-' or '+' ? digits[1..] : digits;
            if (unsigned is ['0', _, ..] || unsigned.ContainsAnyExceptInRange('0', '9'))
            {
                return;
            }

            if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= step.Low && number <= step.High)
            {
                open.Push((index + 1, end));
            }
        }
    }

    private static bool Takes(GlobStep step, char character) => step.Kind switch
    {
        GlobStepKind.Character => character == step.Low,
        GlobStepKind.AnyCharacter => character != '/',
        GlobStepKind.Class => step.Class!.Contains(character),
        _ => false,
    };
}
