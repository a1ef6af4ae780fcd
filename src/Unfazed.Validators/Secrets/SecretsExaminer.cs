using System.Text;
using Unfazed.Core;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators.Secrets;

/// <summary>Looks at a file with the rules of <c>secrets</c>.</summary>
internal sealed class SecretsExaminer : ITextExaminer
{
    /// <summary>The name of the check, and of its findings' tool.</summary>
    public const string Name = "secrets";

    private const string PrivateKeyRule = "detect-private-key";
    private const int MaxFindings = 10;

    /// <inheritdoc/>
    public ITextExamination Begin(string path) => new Examination(path);

    private sealed class Examination(string path) : ITextExamination
    {
        private readonly FileFindings _findings = new(Name, path);
        private int _tokens;
        private int _keys;
        private int _linesBefore;
        private int _columnsBefore;

        public void Next(TextBlock block)
        {
            var from = 0;
            while (_keys < MaxFindings && PrivateKeys.Next(block.Window, from) is { } marker && marker.Start < block.Length)
            {
                Report(block.Window, marker);
                _keys++;
                from = marker.Start + marker.Length;
            }

            SeeTokens(block);
            if (!block.IsLast)
            {
                var line = block.Content[(block.Content.LastIndexOf((byte)'\n') + 1)..];
                var lines = block.Content.Count((byte)'\n');
                _columnsBefore = TextColumn.After(line) - 1 + (lines == 0 ? _columnsBefore : 0);
                _linesBefore += lines;
            }
        }

        public IReadOnlyList<Finding> End() => _findings.Found;

        private void SeeTokens(TextBlock block)
        {
            var window = block.Window;
            for (var at = TokenBeginnings.Next(window, 0); at >= 0 && at < block.Length; at = TokenBeginnings.Next(window, at + 1))
            {
                foreach (var form in TokenForms.All)
                {
                    if (window[at..].StartsWith(form.Prefix) && form.Match(window, at, at + form.Prefix.Length) is { } place && _tokens++ < MaxFindings)
                    {
                        ReportToken(window, form, place.GetOffsetAndLength(window.Length));
                    }
                }
            }
        }

        // The token itself stays where it is: a report travels further than the file.
        private void ReportToken(ReadOnlySpan<byte> window, TokenForm form, (int Offset, int Length) token)
        {
            var (line, column) = TextColumn.At(window, token.Offset);
            column += line == 1 ? _columnsBefore : 0;
            _findings.Add(
                form.Rule, Severity.Error, $"{form.Name} stands here; a token that was committed is public, revoke it",
                new TextPlace(_linesBefore + line, column, column + token.Length));
        }

        private void Report(ReadOnlySpan<byte> window, PrivateKeys.Marker marker)
        {
            var (line, column) = TextColumn.At(window, marker.Start);
            column += line == 1 ? _columnsBefore : 0;
            var text = Encoding.UTF8.GetString(window.Slice(marker.Start, marker.Length));
            _findings.AddIdentified(
                PrivateKeyRule, $"a private key begins here ({text}); a key that was committed is public, replace it",
                new TextPlace(_linesBefore + line, column, column + text.Length), KeyIdentity.Of(window[(marker.Start + marker.Length)..]));
        }
    }
}
