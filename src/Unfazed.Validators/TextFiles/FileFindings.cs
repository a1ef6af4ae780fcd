using System.Runtime.InteropServices;
using Unfazed.Core;

namespace Unfazed.Validators.TextFiles;

/// <summary>Collects what is found in one file.</summary>
internal sealed class FileFindings(string tool, string path)
{
    private List<Finding>? _findings;

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Found => _findings ?? (IReadOnlyList<Finding>)[];

    /// <summary>Adds one finding for all places of the file: it is the same wherever the first of them is, and another one when they become more.</summary>
    public void AddCounted(string rule, Severity severity, string message, TextPlace first, int count)
    {
        Add(rule, severity, message, first);
        _findings![^1] = _findings[^1] with { Identity = "", Occurrences = count };
    }

    /// <summary>Adds a finding at a place. With an identity it is the same finding as long as that is, whatever the text of its line becomes.</summary>
    public void Add(string rule, Severity severity, string message, TextPlace place = default, string? identity = null) => (_findings ??= []).Add(new Finding
    {
        Tool = tool,
        Rule = rule,
        Severity = severity,
        Message = message,
        Path = path,
        Line = place.Line,
        Column = place.Column,
        EndLine = place.EndColumn is null ? null : place.Line,
        EndColumn = place.EndColumn,
        Identity = identity,
    });
}

/// <summary>A place in a file, on one line; all from 1, columns in UTF-16 code units.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextPlace(int? Line, int? Column = null, int? EndColumn = null);
