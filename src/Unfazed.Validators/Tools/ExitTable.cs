using System.Collections.Immutable;

namespace Unfazed.Validators.Tools;

/// <summary>What each exit code of a tool means. 126 and 127 always mean that it is not to be had.</summary>
/// <param name="Meanings">The codes that its manual, or its sources, name.</param>
internal sealed record ExitTable(ImmutableDictionary<int, ExitMeaning> Meanings)
{
    /// <summary>0 and 1 as linters have it.</summary>
    public static ExitTable Linter { get; } = new ExitTable(ImmutableDictionary<int, ExitMeaning>.Empty)
        .With(ExitMeaning.Done, 0).With(ExitMeaning.Findings, 1);

    /// <summary>The same table with further codes.</summary>
    public ExitTable With(ExitMeaning meaning, params ReadOnlySpan<int> codes)
    {
        var meanings = Meanings.ToBuilder();
        foreach (var code in codes)
        {
            meanings[code] = meaning;
        }

        return new ExitTable(meanings.ToImmutable());
    }

    /// <summary>What a code means.</summary>
    public ExitMeaning this[int code] => code is 126 or 127 ? ExitMeaning.Missing : Meanings.GetValueOrDefault(code, ExitMeaning.Unexpected);
}

/// <summary>What an exit code means.</summary>
internal enum ExitMeaning
{
    /// <summary>Not in the table: <c>unexpected_exit</c>.</summary>
    Unexpected,

    /// <summary>It came to its end: the findings decide, also where there is none.</summary>
    Done,

    /// <summary>It came to its end and found something: without a finding its output was not understood.</summary>
    Findings,

    /// <summary>It stopped early: with a finding that says why (a syntax error) that finding decides, without one it is <c>tool_error</c>.</summary>
    StoppedEarly,

    /// <summary>It says that it could not do its work: <c>tool_error</c>; findings are kept.</summary>
    ToolError,

    /// <summary>It could not read a file: <c>unreadable_file</c>; findings are kept.</summary>
    UnreadableFile,

    /// <summary>Not installed, as a shell or <c>env</c> says it.</summary>
    Missing,
}
