using System.Text;
using Unfazed.Core;
using Unfazed.Validators.Secrets.Forms;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Secrets;

/// <summary>Examines a file with the rules of <c>secrets</c>.</summary>
internal sealed class SecretsExaminer : ITextExaminer
{
    /// <summary>The name of the check, and of its findings' tool.</summary>
    public const string Name = "secrets";

    /// <inheritdoc/>
    public ITextExamination Begin(string path) => new Examination(path);

    private sealed class Examination(string path) : ITextExamination
    {
        private readonly FileFindings _findings = new(Name, path);
        private readonly PlaceCursor _cursor = new();

        public void Next(TextBlock block)
        {
            if (_findings.Found.Count >= TextFileValidator.MaxFindingsOfFile)
            {
                return;
            }

            foreach (var match in SecretScanner.Scan(block.Window, block.Length).Where(match => !match.Form.IsForTests || !FilePlaces.IsDocumentation(path)))
            {
                Report(block.Window, match);
                if (_findings.Found.Count >= TextFileValidator.MaxFindingsOfFile)
                {
                    return;
                }
            }

            if (!block.IsLast)
            {
                _cursor.Leave(block);
            }
        }

        public IReadOnlyList<Finding> End() => _findings.Found;

        // The secret itself stays where it is: a report travels further than the file.
        private void Report(ReadOnlySpan<byte> window, SecretMatch match)
        {
            var (form, place) = (match.Form, match.Place);
            var (line, column) = _cursor.MoveTo(window, place.Start);
            var text = Encoding.UTF8.GetString(window[place.Start..place.End]);
            var isAccepted = AcceptedLine.Holds(window, place.Start);
            var name = string.Concat(form.Name, place.IsEncrypted ? " with a passphrase" : "", place.Identity is not null && !match.IsEncoded ? $" ({text})" : "", match.IsEncoded ? " in base64" : "");
            _findings.Add(
                form.Rule, isAccepted ? Severity.Note : SeverityOf(form, place), isAccepted ? $"{name}: accepted by the comment beside it" : $"{name} found. {form.Advice}",
                new TextPlace(line, column, column + text.Length), place.Identity);
        }

        // Suites of tests have keys on purpose, and a passphrase protects for a while.
        private Severity SeverityOf(TokenForm form, SecretPlace place) =>
            place.IsEncrypted || (form.Rule == PrivateKeyForms.Rule && FilePlaces.IsForTests(path)) ? Severity.Warning : form.Severity;
    }
}
