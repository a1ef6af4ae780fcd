using Unfazed.Core;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Hygiene.Lines;
using Unfazed.Validators.Hygiene.Python;
using Unfazed.Validators.Hygiene.Syntax;
using Unfazed.Validators.Repository;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene;

/// <summary>What the rules of <c>hygiene</c> are applied to, and with.</summary>
/// <param name="Workspace">The files.</param>
/// <param name="Switches">Which rules are on.</param>
/// <param name="EditorConfig">What editors are asked to do.</param>
/// <param name="Facts">What git says.</param>
internal sealed record HygieneScene(WorkspaceSnapshot Workspace, HygieneSwitches Switches, EditorConfigTree EditorConfig, RepositoryFacts Facts)
{
    /// <summary>The rules that are on for a file.</summary>
    public RuleSet RulesFor(string path)
    {
        var rules = Switches.For(path, Facts.OriginOf(path));
        var off = Facts.Marks.GetValueOrDefault(path).IsBinary ? RuleSet.WhiteSpace : PatchFile.Is(path) ? RuleSet.TrailingWhitespace : RuleSet.None;
        return rules & ~off;
    }
}

/// <summary>Looks at a file with the rules of <c>hygiene</c>.</summary>
internal sealed class HygieneExaminer(HygieneScene scene) : ITextExaminer
{
    /// <summary>The name of the check, and of its findings' tool.</summary>
    public const string Name = "hygiene";

    /// <inheritdoc/>
    public ITextExamination Begin(string path) => new Examination(scene, path);

    private sealed class Examination : ITextExamination
    {
        private readonly HygieneScene _scene;
        private readonly string _path;
        private readonly RuleSet _rules;
        private readonly FileLanguage _language;
        private readonly string? _syntaxRule;
        private readonly FileFindings _findings;
        private readonly EditorConfigProperties _asked;
        private readonly LineExamination _lines;
        private readonly TextProbe _probe = new();
        private bool _hasMark;

        public Examination(HygieneScene scene, string path)
        {
            (_scene, _path) = (scene, path);
            _rules = scene.RulesFor(path);
            _language = FileLanguages.Of(path);
            _syntaxRule = SyntaxRules.For(_language, _rules);
            _findings = new FileFindings(Name, path);
            _asked = scene.EditorConfig.For(path);
            _lines = new LineExamination(_rules, _asked, MarkdownFile.Is(path), _findings);
        }

        public void Next(TextBlock block)
        {
            _lines.Next(block);
            _probe.Next(block.Content);
            if (block.IsFirst)
            {
                SeeBeginning(block);
            }
        }

        public IReadOnlyList<Finding> End()
        {

            // White space in what is no text is content.
            if (_probe.Certainty != TextCertainty.Binary)
            {
                ByteOrderMarks.Check(_hasMark, _path, _rules, _asked, _findings);
                _lines.End();
            }

            return _findings.Found;
        }

        private void SeeBeginning(TextBlock block)
        {
            _hasMark = block.HasMark;
            Shebangs.Check(block.Content, _scene, _path, _rules, _findings);
            if (block.IsWhole && (_rules & RuleSet.DebugStatements) != 0 && DebugStatements.IsPython(_path, block.Content))
            {
                DebugStatements.Check(block.Content, _findings);
            }

            if (_syntaxRule is null || (IsLargeStorage && LargeStoragePointer.Is(block)))
            {
                return;
            }

            if (block.IsWhole)
            {
                SyntaxRules.Check(_syntaxRule, new DataFile(_path, _language, block.Content, block.ConvertedFrom), _findings);
            }
            else
            {
                SyntaxRules.TooLong(_syntaxRule, _findings);
            }
        }

        private bool IsLargeStorage => _scene.Facts.Marks.TryGetValue(_path, out var marks) && marks.IsLargeStorage;
    }
}
