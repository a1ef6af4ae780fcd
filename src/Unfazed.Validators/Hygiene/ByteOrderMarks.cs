using Unfazed.Core;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene;

/// <summary>The mark of UTF-8 at the beginning of a file, which says nothing about the order of bytes and stops interpreters and concatenation.</summary>
internal static class ByteOrderMarks
{
    // Windows PowerShell reads a script without a mark in the code page of the machine, Excel a table; Visual Studio asks for it in a solution.
    private static readonly string[] Needing = [".ps1", ".psm1", ".psd1", ".csv", ".tsv", ".sln"];

    /// <summary>Whether a mark in a file is one too many.</summary>
    public static bool IsUnwanted(string path, EditorConfigProperties asked) => asked.WantsMark is { } wanted
        ? !wanted
        : !Array.Exists(Needing, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reports one.</summary>
    public static void Check(bool hasMark, string path, RuleSet rules, EditorConfigProperties asked, FileFindings findings)
    {
        if (hasMark && (rules & RuleSet.ByteOrderMark) != 0 && IsUnwanted(path, asked))
        {
            var isAsked = asked.WantsMark == false;
            findings.Add(
                HygieneRules.ByteOrderMark, isAsked ? Severity.Warning : Severity.Note,
                "a byte order mark at the beginning of the file" + (isAsked ? "; .editorconfig asks for none" : ""), new TextPlace(1, 1));
        }
    }
}
