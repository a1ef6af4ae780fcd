using Unfazed.Core;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene;

/// <summary>The mark of UTF-8 at the beginning of a file, which says nothing about the order of bytes and stops interpreters and concatenation.</summary>
internal static class ByteOrderMarks
{
    // Windows PowerShell reads a script without a mark in the code page of the machine, Excel a table. Visual Studio, NuGet and ReSharper write it
    // into their files, and write it again.
    private static readonly string[] Needing =
    [
        ".ps1", ".psm1", ".psd1", ".ps1xml", ".csv", ".tsv", ".sln", ".slnf", ".csproj", ".fsproj", ".vbproj", ".vcxproj", ".proj", ".filters", ".props",
        ".targets", ".pubxml", ".resx", ".config", ".nuspec", ".ruleset", ".settings", ".DotSettings", ".vstemplate", ".vsct", ".rc",
    ];

    /// <summary>Whether a mark in a file is one too many. A <c>charset</c> for everything says nothing about files whose programs need the mark.</summary>
    public static bool IsUnwanted(string path, EditorConfigProperties asked) =>
        Array.Exists(Needing, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? asked is { WantsMark: false, IsMarkAskedByName: true }
            : asked.WantsMark != true;

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
