using Unfazed.Core;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Hygiene.Lines;
using Unfazed.Validators.Hygiene.Syntax;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Hygiene;

/// <summary>Looks at a file with the rules of <c>hygiene</c>.</summary>
internal sealed class HygieneExaminer(HygieneSwitches switches, EditorConfigTree editorConfig) : ITextExaminer
{
    /// <summary>The name of the check, and of its findings' tool.</summary>
    public const string Name = "hygiene";

    /// <inheritdoc/>
    public ITextExamination Begin(string path) => new Examination(switches, editorConfig.For(path), path);

    private sealed class Examination : ITextExamination
    {
        private readonly string _path;
        private readonly FileLanguage _language;
        private readonly string? _syntaxRule;
        private readonly FileFindings _findings;
        private readonly LineExamination _lines;

        public Examination(HygieneSwitches switches, EditorConfigProperties asked, string path)
        {
            _path = path;
            _language = FileLanguages.Of(path);
            _syntaxRule = SyntaxRules.For(_language, switches);
            _findings = new FileFindings(Name, path);
            _lines = new LineExamination(switches, asked, IsMarkdown(path), _findings);
        }

        public void Next(TextBlock block)
        {
            _lines.Next(block);
            if (_syntaxRule is null || !block.IsFirst)
            {
                return;
            }

            if (block.IsWhole)
            {
                SyntaxRules.Check(_syntaxRule, _language, _path, block.Content, _findings);
            }
            else
            {
                SyntaxRules.TooLong(_syntaxRule, _findings);
            }
        }

        public IReadOnlyList<Finding> End()
        {
            _lines.End();
            return _findings.Found;
        }

        private static bool IsMarkdown(string path) =>
            path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase);
    }
}
