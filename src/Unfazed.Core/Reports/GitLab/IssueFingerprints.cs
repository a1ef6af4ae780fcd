using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Reports.GitLab;

/// <summary>Fingerprints of the issues of one document: a finding's own where it is the first to have it, else one made of what the issue says.</summary>
internal sealed class IssueFingerprints
{
    private const int Length = 32;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    public string Of(PlacedProblem problem)
    {
        if (problem.Finding is { Fingerprint.Length: > 0 } finding && _taken.Add(finding.Fingerprint))
        {
            return finding.Fingerprint;
        }

        // Without the message of a check's own trouble, which holds times and counts.
        var identity = string.Join('\0', problem.Check.Name, problem.Rule, problem.Path, problem.Finding is null ? "" : problem.Message);
        string fingerprint;
        do
        {
            var ordinal = _ordinals.GetValueOrDefault(identity);
            _ordinals[identity] = ordinal + 1;
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{identity}\0{ordinal}")));
            fingerprint = Convert.ToHexStringLower(hash)[..Length];
        }
        while (!_taken.Add(fingerprint));

        return fingerprint;
    }
}
