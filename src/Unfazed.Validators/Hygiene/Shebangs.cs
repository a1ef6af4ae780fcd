using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene;

/// <summary>A first line that names an interpreter and the right to be executed belong together.</summary>
internal static class Shebangs
{
    /// <summary>Reports one without the other.</summary>
    public static void Check(ReadOnlySpan<byte> beginning, HygieneScene scene, string path, RuleSet rules, FileFindings findings)
    {
        if ((rules & (RuleSet.ExecutablesHaveShebangs | RuleSet.ShebangsAreExecutable)) == 0
            || scene.Workspace.Find(path) is not { } file || scene.Facts.IsExecutable(file) is not { } isExecutable)
        {
            return;
        }

        if (isExecutable && !HasShebang(beginning) && (rules & RuleSet.ExecutablesHaveShebangs) != 0)
        {
            findings.Add(HygieneRules.ExecutablesHaveShebangs, Severity.Note, "may be executed, and no first line (#!) names its interpreter: add one, or chmod -x");
        }
        else if (!isExecutable && IsScript(beginning) && (rules & RuleSet.ShebangsAreExecutable) != 0)
        {
            findings.Add(HygieneRules.ShebangsAreExecutable, Severity.Note, "its first line (#!) names an interpreter, and it may not be executed: chmod +x, or remove that line", new TextPlace(1));
        }
    }

    private static bool HasShebang(ReadOnlySpan<byte> beginning) => beginning.StartsWith("#!"u8);

    // "#![" begins an attribute of Rust.
    private static bool IsScript(ReadOnlySpan<byte> beginning) => HasShebang(beginning) && beginning[2..].TrimStart((byte)' ').StartsWith("/"u8);
}
