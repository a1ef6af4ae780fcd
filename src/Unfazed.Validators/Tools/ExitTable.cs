using System.Collections.Immutable;

namespace Unfazed.Validators.Tools;

/// <summary>What each exit code of a tool means. 126 and 127 always mean that it is not to be had.</summary>
/// <param name="Meanings">The codes that its manual, or its sources, name.</param>
internal sealed record ExitTable(ImmutableDictionary<int, ExitMeaning> Meanings)
{
    /// <summary>0 and 1 as linters have it.</summary>
    public static ExitTable Linter { get; } = Of(ExitMeaning.Findings, 1);

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

    /// <summary>0 for done, these codes for findings.</summary>
    public static ExitTable Of(ExitMeaning problems, params ReadOnlySpan<int> codes) =>
        new ExitTable(ImmutableDictionary<int, ExitMeaning>.Empty).With(problems, codes).With(ExitMeaning.Done, 0);

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

    /// <summary>It found something; what, its output does not say in a form that is read: the end of it is the message.</summary>
    Problems,

    /// <summary>It found nothing to inspect: skipped.</summary>
    Nothing,

    /// <summary>It stopped before its end: at a file that a finding names (a syntax error), or else for a reason of its own, <c>tool_error</c>.</summary>
    StoppedEarly,

    /// <summary>It says that it could not do its work: <c>tool_error</c>; findings are kept.</summary>
    ToolError,

    /// <summary>It could not read a file: <c>unreadable_file</c>; findings are kept.</summary>
    UnreadableFile,

    /// <summary>Not installed, as a shell or <c>env</c> says it.</summary>
    Missing,
}
