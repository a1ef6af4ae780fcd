using System.Globalization;

namespace Unfazed.Validators.Hygiene.EditorConfig;

/// <summary>Turns the pattern of a section into steps.</summary>
internal sealed class GlobCompiler
{
    private readonly string _pattern;
    private readonly GlobBraces _braces;
    private readonly List<GlobStep> _steps = [];

    private GlobCompiler(string pattern)
    {
        _pattern = pattern;
        _braces = GlobBraces.Of(pattern);
    }

    /// <summary>The steps of a pattern.</summary>
    /// <param name="pattern">The pattern, without a leading slash.</param>
    /// <param name="atAnyLevel">Whether it may begin in any folder.</param>
    public static GlobStep[] Compile(string pattern, bool atAnyLevel)
    {
        var compiler = new GlobCompiler(pattern);
        if (atAnyLevel)
        {
            compiler.Add(GlobStepKind.Fork, 1, 3);
            compiler.Add(GlobStepKind.DoubleStar);
            compiler.Add(GlobStepKind.Character, '/');
        }

        compiler.AddSequence(0, pattern.Length);
        compiler.Add(GlobStepKind.End);
        return [.. compiler._steps];
    }

    private void AddSequence(int start, int end)
    {
        for (var i = start; i < end;)
        {
            i = _pattern[i] switch
            {
                '\\' when i + 1 < end => AddCharacter(_pattern[i + 1], i + 2),
                '/' when _pattern.AsSpan(i, end - i).StartsWith("/**/") => AddFolders(i + 4),
                '*' when i + 1 < end && _pattern[i + 1] == '*' => Add(GlobStepKind.DoubleStar, next: i + 2),
                '*' => Add(GlobStepKind.Star, next: i + 1),
                '?' => Add(GlobStepKind.AnyCharacter, next: i + 1),
                '[' => AddClass(i, end),
                '{' when _braces.At(i) is { } group => AddGroup(group),
                var character => AddCharacter(character, i + 1),
            };
        }
    }

    // One slash, or two with anything between them.
    private int AddFolders(int next)
    {
        AddCharacter('/', next);
        Add(GlobStepKind.Fork, _steps.Count + 1, _steps.Count + 3);
        Add(GlobStepKind.DoubleStar);
        return AddCharacter('/', next);
    }

    private int AddGroup(GlobBraces.Group group)
    {
        if (group.Commas.Count > 0)
        {
            AddAlternatives(group);
            return group.Close + 1;
        }

        if (NumberRange(_pattern.AsSpan(group.Open + 1, group.Close - group.Open - 1)) is var (low, high))
        {
            return Add(GlobStepKind.Number, low, high, group.Close + 1);
        }

        // {single} is no choice: the braces belong to the name.
        return AddCharacter('{', group.Open + 1);
    }

    private void AddAlternatives(GlobBraces.Group group)
    {
        var jumps = new List<int>();
        var start = group.Open + 1;
        foreach (var comma in group.Commas)
        {
            var fork = _steps.Count;
            Add(GlobStepKind.Fork);
            AddSequence(start, comma);
            jumps.Add(_steps.Count);
            Add(GlobStepKind.Jump);
            _steps[fork] = new GlobStep(GlobStepKind.Fork, fork + 1, _steps.Count);
            start = comma + 1;
        }

        AddSequence(start, group.Close);
        foreach (var jump in jumps)
        {
            _steps[jump] = new GlobStep(GlobStepKind.Jump, _steps.Count);
        }
    }

    private int AddClass(int open, int end)
    {
        var close = open + 1;
        while (close < end && _pattern[close] is not (']' or '/'))
        {
            close += _pattern[close] == '\\' ? 2 : 1;
        }

        // Not closed, or with a slash in it: the bracket belongs to the name.
        if (close >= end || _pattern[close] == '/')
        {
            return AddCharacter('[', open + 1);
        }

        var negated = _pattern[open + 1] == '!';
        var ranges = new List<(char, char)>();
        for (var i = open + (negated ? 2 : 1); i < close;)
        {
            var low = Unescape(ref i);
            var isRange = i + 1 < close && _pattern[i] == '-';
            i += isRange ? 1 : 0;
            ranges.Add((low, isRange ? Unescape(ref i) : low));
        }

        _steps.Add(new GlobStep(GlobStepKind.Class, Class: new GlobCharacterClass(negated, ranges)));
        return close + 1;
    }

    private char Unescape(ref int position)
    {
        position += _pattern[position] == '\\' ? 2 : 1;
        return _pattern[position - 1];
    }

    private int AddCharacter(char character, int next) => Add(GlobStepKind.Character, character, next: next);

    private int Add(GlobStepKind kind, long low = 0, long high = 0, int next = 0)
    {
        _steps.Add(new GlobStep(kind, low, high));
        return next;
    }

    private static (long Low, long High)? NumberRange(ReadOnlySpan<char> text)
    {
        var dots = text.IndexOf("..");
        return dots > 0 && Number(text[..dots], out var low) && Number(text[(dots + 2)..], out var high) && low < high ? (low, high) : null;
    }

    private static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
