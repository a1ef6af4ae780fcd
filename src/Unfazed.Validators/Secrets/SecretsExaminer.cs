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
        private int _linesBefore;
        private int _columnsBefore;

        public void Next(TextBlock block)
        {
            var from = 0;
            while (_findings.Found.Count < MaxFindings && PrivateKeys.Next(block.Window, from) is { } marker && marker.Start < block.Length)
            {
                Report(block.Window, marker);
                from = marker.Start + marker.Length;
            }

            if (!block.IsLast)
            {
                var line = block.Content[(block.Content.LastIndexOf((byte)'\n') + 1)..];
                var lines = block.Content.Count((byte)'\n');
                _columnsBefore = TextColumn.After(line) - 1 + (lines == 0 ? _columnsBefore : 0);
                _linesBefore += lines;
            }
        }

        public IReadOnlyList<Finding> End() => _findings.Found;

        private void Report(ReadOnlySpan<byte> window, PrivateKeys.Marker marker)
        {
            var (line, column) = TextColumn.At(window, marker.Start);
            column += line == 1 ? _columnsBefore : 0;
            var text = Encoding.UTF8.GetString(window.Slice(marker.Start, marker.Length));
            _findings.Add(
                PrivateKeyRule, Severity.Error, $"a private key begins here ({text}); a key that was committed is public, replace it",
                new TextPlace(_linesBefore + line, column, column + text.Length));
        }
    }
}
