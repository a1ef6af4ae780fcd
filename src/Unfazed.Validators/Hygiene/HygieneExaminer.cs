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
internal sealed record HygieneScene(WorkspaceSnapshot Workspace, HygieneSwitches Switches, EditorConfigTree EditorConfig, RepositoryFacts Facts);

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

        public Examination(HygieneScene scene, string path)
        {
            (_scene, _path) = (scene, path);
            _rules = scene.Switches.For(path, scene.Facts.OriginOf(path));
            _language = FileLanguages.Of(path);
            _syntaxRule = SyntaxRules.For(_language, _rules);
            _findings = new FileFindings(Name, path);
            _asked = scene.EditorConfig.For(path);
            _lines = new LineExamination(_rules, _asked, MarkdownFile.Is(path), _findings);
        }

        public void Next(TextBlock block)
        {
            _lines.Next(block);
            if (block.IsFirst)
            {
                SeeBeginning(block);
            }
        }

        public IReadOnlyList<Finding> End()
        {
            _lines.End();
            return _findings.Found;
        }

        private void SeeBeginning(TextBlock block)
        {
            ByteOrderMarks.Check(block.HasMark, _path, _rules, _asked, _findings);
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
