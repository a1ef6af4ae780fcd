using System.Collections.Immutable;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Hygiene.Lines;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Fixing;

/// <summary>Mends what the rules of <c>hygiene</c> about white space, line endings and byte order marks find.</summary>
/// <param name="scene">The files, and what is asked of them.</param>
internal sealed class BuiltInFixer(HygieneScene scene)
{
    private const RuleSet Mended = RuleSet.TrailingWhitespace | RuleSet.EndOfFile | RuleSet.MixedLineEnding | RuleSet.ByteOrderMark;

    /// <summary>Whether anything of a file may be mended.</summary>
    public bool Concerns(WorkspaceFile file) =>
        file.Kind == WorkspaceFileKind.Regular && file.Stamp.Size is > 0 and <= TextFileReader.WholeFileLimit
        && (scene.Switches.For(file.Path, scene.Facts.OriginOf(file.Path)) & Mended) != 0;

    /// <summary>The mended content, and the rules that changed it; null where nothing is to be mended.</summary>
    public (byte[] Content, ImmutableArray<string> Rules)? Mend(string path, byte[] content)
    {
        if (TextEncoding.Announced(content) is not null || !TextEncoding.IsText(content))
        {
            return null;
        }

        var rules = RulesFor(path);
        var mended = TextMending.Mend(content, rules);
        return mended.AsSpan().SequenceEqual(content) ? null : (mended, ChangedBy(content, rules));
    }

    // Each rule by itself: what it would have changed is what it is named for.
    private static ImmutableArray<string> ChangedBy(byte[] content, MendingRules rules)
    {
        (string Rule, MendingRules Alone)[] each =
        [
            (HygieneRules.ByteOrderMark, new MendingRules { RemovesMark = rules.RemovesMark }),
            (HygieneRules.MixedLineEnding, new MendingRules { UnifiesEndings = rules.UnifiesEndings, Ending = rules.Ending }),
            (HygieneRules.TrailingWhitespace, new MendingRules { TrimsLines = rules.TrimsLines, KeepsLineBreaks = rules.KeepsLineBreaks }),
        ];
        var names = each.Where(rule => !TextMending.Mend(content, rule.Alone).AsSpan().SequenceEqual(content)).Select(static rule => rule.Rule).ToImmutableArray();
        var others = TextMending.Mend(content, rules with { EndsWithLine = false });
        return TextMending.Mend(content, rules).AsSpan().SequenceEqual(others) ? names : names.Add(HygieneRules.EndOfFile);
    }

    private MendingRules RulesFor(string path)
    {
        var on = scene.Switches.For(path, scene.Facts.OriginOf(path));
        var asked = scene.EditorConfig.For(path);
        var marks = scene.Facts.Marks.GetValueOrDefault(path);
        var unifies = (on & RuleSet.MixedLineEnding) != 0 && !marks.IsNoText;
        return new MendingRules
        {
            TrimsLines = (on & RuleSet.TrailingWhitespace) != 0 && asked.TrimTrailingWhitespace != false,
            KeepsLineBreaks = asked.TrimTrailingWhitespace is null && MarkdownFile.Is(path),
            EndsWithLine = (on & RuleSet.EndOfFile) != 0 && asked.InsertFinalNewline != false,
            UnifiesEndings = unifies,
            Ending = unifies ? asked.EndOfLine ?? marks.Ending : null,
            RemovesMark = (on & RuleSet.ByteOrderMark) != 0 && ByteOrderMarks.IsUnwanted(path, asked),
        };
    }
}
