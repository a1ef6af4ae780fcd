using System.Collections.Immutable;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Hygiene.Lines;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Fixing;

/// <summary>Fixes what the rules of <c>hygiene</c> about white space, line endings and byte order marks find, in files that are certainly text.</summary>
/// <param name="scene">The files, and what is asked of them.</param>
/// <param name="named">The paths that the user gave: what stands there is fixed even where it would be left alone otherwise.</param>
internal sealed class BuiltInFixer(HygieneScene scene, ImmutableArray<string> named)
{
    /// <summary>Whether anything of a file may be fixed.</summary>
    public bool Concerns(WorkspaceFile file) =>
        file.Kind == WorkspaceFileKind.Regular && file.Stamp.Size is > 0 and <= TextFileReader.WholeFileLimit && (scene.RulesFor(file.Path) & RuleSet.WhiteSpace) != 0;

    /// <summary>What becomes of a file.</summary>
    public TextFix Fix(string path, byte[] content)
    {
        if (CertainText.Read(content) is not { } text)
        {
            return IsInOtherEncoding(path, content) ? new TextFix { Kept = KeptReason.OtherEncoding } : default;
        }

        var rules = RulesFor(path, text);
        if (IsUnchanged(text.Utf8, rules, ContentLines.None))
        {
            return default;
        }

        if (KeptFiles.ReasonOf(path, named) is { } reason)
        {
            return new TextFix { Kept = reason };
        }

        var kept = KeptFiles.IsNamed(path, named) ? ContentLines.None : ContentLines.Of(path, text.Utf8);
        var mended = TextMending.Mend(text.Utf8, rules, kept);
        var isWhole = kept == ContentLines.None || mended.AsSpan().SequenceEqual(TextMending.Mend(text.Utf8, rules, ContentLines.None));
        return new TextFix
        {
            Content = mended.AsSpan().SequenceEqual(text.Utf8) ? null : text.Encode(mended),
            Rules = ChangedBy(text.Utf8, rules, kept),
            Kept = isWhole ? null : KeptReason.Content,
        };
    }

    // Only what would be changed, were it UTF-8, is worth a word.
    private bool IsInOtherEncoding(string path, byte[] content) =>
        TextEncoding.Announced(content) is null && TextEncoding.IsText(content) && TextProbe.Of(content) == TextCertainty.OtherEncoding
        && !IsUnchanged(content, RulesFor(path, new CertainText(content, null)), ContentLines.None);

    private static bool IsUnchanged(byte[] text, MendingRules rules, ContentLines kept) => TextMending.Mend(text, rules, kept).AsSpan().SequenceEqual(text);

    // Each rule by itself: what it would have changed is what it is named for.
    private static ImmutableArray<string> ChangedBy(byte[] text, MendingRules rules, ContentLines kept)
    {
        (string Rule, MendingRules Alone)[] each =
        [
            (HygieneRules.ByteOrderMark, new MendingRules { RemovesMark = rules.RemovesMark }),
            (HygieneRules.MixedLineEnding, new MendingRules { UnifiesEndings = rules.UnifiesEndings, Ending = rules.Ending }),
            (HygieneRules.TrailingWhitespace, new MendingRules { TrimsLines = rules.TrimsLines, KeepsLineBreaks = rules.KeepsLineBreaks }),
        ];
        var names = each.Where(rule => !IsUnchanged(text, rule.Alone, kept)).Select(static rule => rule.Rule).ToImmutableArray();
        var others = TextMending.Mend(text, rules with { EndsWithLine = false }, kept);
        return TextMending.Mend(text, rules, kept).AsSpan().SequenceEqual(others) ? names : names.Add(HygieneRules.EndOfFile);
    }

    private MendingRules RulesFor(string path, CertainText text)
    {
        var on = scene.RulesFor(path);
        var asked = scene.EditorConfig.For(path);
        var unifies = (on & RuleSet.MixedLineEnding) != 0;
        return new MendingRules
        {
            TrimsLines = (on & RuleSet.TrailingWhitespace) != 0 && asked.TrimTrailingWhitespace != false,
            KeepsLineBreaks = asked.TrimTrailingWhitespace is null && MarkdownFile.Is(path),
            EndsWithLine = (on & RuleSet.EndOfFile) != 0 && asked.InsertFinalNewline != false,
            UnifiesEndings = unifies,
            Ending = unifies ? asked.EndOfLine ?? scene.Facts.Marks.GetValueOrDefault(path).Ending : null,
            RemovesMark = text.Encoding is null && (on & RuleSet.ByteOrderMark) != 0 && ByteOrderMarks.IsUnwanted(path, asked),
        };
    }
}

/// <summary>What becomes of a file.</summary>
internal readonly record struct TextFix
{
    public TextFix()
    {
    }

    /// <summary>Its new content; null where it stays as it is.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The rules that changed it.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Why it, or a part of it, was left alone although a rule would change it; null where it was not.</summary>
    public KeptReason? Kept { get; init; }
}
